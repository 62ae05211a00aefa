package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.firstbell.config.data.ProfilesFuzz;
import org.firstbell.probe.profile.AnswersFuzz;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The kept corpus of the fuzzer, and some thousand mutations of it drawn from a seed, through every target; the fuzzer
 * itself is {@code .ci/fuzz}.
 */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int MUTATIONS = 1_500;

    /** One target. */
    private interface Target {
        void take(byte[] octets) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> corpusAndItsMutations_areTakenWithoutAnException() {
        return Stream.of(
                test("snmp", AnswersFuzz.Snmp::fuzzerTestOneInput),
                test("json", AnswersFuzz.Json::fuzzerTestOneInput),
                test("prometheus", AnswersFuzz.Prometheus::fuzzerTestOneInput),
                test("profiles", ProfilesFuzz::fuzzerTestOneInput));
    }

    private static DynamicTest test(String name, Target target) {
        return DynamicTest.dynamicTest(name, () -> {
            List<byte[]> corpus = corpus(CORPUS.resolve(name));
            assertThat(corpus).isNotEmpty();
            for (byte[] one : corpus) {
                target.take(one);
            }
            Random random = new Random(20_270_414);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutant = mutant(corpus, random);
                try {
                    target.take(mutant);
                } catch (Exception | Error finding) {
                    Path kept = Files.write(
                            Files.createDirectories(Path.of("target/fuzz")).resolve(name + "-" + i), mutant);
                    throw new AssertionError("the input is in " + kept, finding);
                }
            }
        });
    }

    private static List<byte[]> corpus(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] mutant(List<byte[]> corpus, Random random) {
        byte[] mutant = corpus.get(random.nextInt(corpus.size())).clone();
        for (int change = 0; change <= random.nextInt(6) && mutant.length > 0; change++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant = Arrays.copyOf(mutant, at);
                case 3 -> mutant[at] = (byte) (random.nextBoolean() ? 0xff : 0x80);
                default -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    int length = Math.min(other.length, mutant.length - at);
                    System.arraycopy(other, 0, mutant, at, length);
                }
            }
        }
        return mutant;
    }
}
