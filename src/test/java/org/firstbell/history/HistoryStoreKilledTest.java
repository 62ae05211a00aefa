package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.firstbell.model.event.Journal.RecoveredHistory;
import org.firstbell.model.event.Outbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is killed (SIGKILL) while it writes. */
final class HistoryStoreKilledTest {
    private static final int KILLS = 8;

    @TempDir
    private Path folder;

    @Test
    void store_killedAtAnyMoment_keepsWhatItAcknowledgedAndNothingHalf() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long committed = 0;
        Set<Long> marked = new TreeSet<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            List<String> acknowledged = writeAndKill(1 + random.nextInt(120));
            assertThat(acknowledged).as("seed %d", seed).noneMatch(line -> line.startsWith("failed"));
            committed = numbers(acknowledged, "commit ").max().orElse(committed);
            numbers(acknowledged, "mark ").forEach(marked::add);

            try (HistoryStore store = HistoryStore.open(folder, () -> SampleEvents.NINE)) {
                RecoveredHistory recovered = store.recover();
                assertThat(recovered.lastIncidentNumber())
                        .as("seed %d, kill %d", seed, kill)
                        .isGreaterThanOrEqualTo(committed);
                isWholeUpTo(recovered);
                marksAreThere(recovered, marked);
                committed = recovered.lastIncidentNumber();
            }
        }
        assertThat(committed).isGreaterThanOrEqualTo(KILLS);
    }

    private static LongStream numbers(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .mapToLong(line -> Long.parseLong(line.substring(beginning.length())));
    }

    private static void isWholeUpTo(RecoveredHistory recovered) {
        List<Long> all = LongStream.rangeClosed(1, recovered.lastIncidentNumber())
                .boxed()
                .toList();
        Map<Long, Long> parts = recovered.events().stream()
                .collect(Collectors.groupingBy(event -> event.incident().number(), Collectors.counting()));
        assertThat(parts.keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(parts.values()).containsOnly((long) WritesUntilKilled.PARTS);
        assertThat(recovered.actions().stream().map(action -> Long.parseLong(action.note())))
                .containsExactlyElementsOf(all);
        assertThat(recovered.notifications().stream()
                        .map(entry -> entry.notification().incidents().get(0).number()))
                .containsExactlyElementsOf(all);
    }

    private static void marksAreThere(RecoveredHistory recovered, Set<Long> marked) {
        Map<Long, String> answers = recovered.notifications().stream()
                .filter(entry -> entry.state() == Outbox.DeliveryState.SENT)
                .collect(Collectors.toMap(
                        entry -> entry.notification().incidents().get(0).number(), Outbox.OutboxEntry::lastAnswer));
        assertThat(answers.keySet()).containsAll(marked);
        assertThat(answers).allSatisfy((number, answer) -> assertThat(answer).isEqualTo("250 ok " + number));
    }

    /** Lets the program acknowledge some lines, kills it, and reads what it had still said. */
    private List<String> writeAndKill(int lines) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritesUntilKilled.class.getName(),
                        folder.toString())
                .redirectError(new File(folder.toFile(), "errors.txt"))
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (said.size() == lines) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        writer.waitFor();
        List<String> whole = said.stream()
                .filter(line -> line.matches("(commit|mark|failed) \\d+"))
                .toList();
        assertThat(whole).hasSizeGreaterThanOrEqualTo(lines);
        return whole;
    }
}
