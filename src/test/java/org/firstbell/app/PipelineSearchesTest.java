package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.readiness.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of searches for causes that a stream of outcomes leads to. */
class PipelineSearchesTest {
    private static final int COMPUTERS = 400;
    private static final int A_ROOM = 20;
    private static final Duration BEAT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final Set<Integer> dead = new HashSet<>();
    private Instant now = Instant.parse("2027-04-14T13:30:00Z");
    private IncidentTracker incidents;
    private Pipeline pipeline;

    private static final class Nowhere implements CoreEffects {
        @Override
        public void commit(Journal.JournalCommit commit) {}

        @Override
        public void verdictChanged(SessionAssessment assessment) {}

        @Override
        public void pollNow(Set<Target> targets) {}

        @Override
        public void boardChanged(Set<Target> changed, boolean urgent) {}
    }

    @BeforeEach
    void school() throws Exception {
        StringBuilder yaml = new StringBuilder(
                "school: { name: Lincoln, timezone: UTC }\n" + "server: { host: 127.0.0.1, port: 0 }\n"
                        + "credentials: { campus: { version: 2c, community: public } }\nrooms:\n");
        StringBuilder seatings = new StringBuilder();
        for (int room = 0; room < COMPUTERS / A_ROOM; room++) {
            yaml.append("  - { id: r-%1$d, name: Room %1$d }%n".formatted(room));
            seatings.append(room == 0 ? "" : ", ").append("{ id: r-%d, students: 10 }".formatted(room));
        }
        yaml.append("sessions:\n  - { id: ela, name: ELA, platform: insight, rooms: [")
                .append(seatings)
                .append("], start: 2027-04-14T13:00:00, end: 2027-04-14T15:00:00 }\ndevices:\n");
        for (int n = 0; n < COMPUTERS; n++) {
            yaml.append(
                    "  - { id: pc-%d, kind: computer, room: r-%d, address: 127.0.1.%d, snmp: { credentials: campus, port: %d } }%n"
                            .formatted(n, n / A_ROOM, n % 250 + 1, 1000 + n));
        }
        LoadedConfiguration loaded =
                LoadedConfiguration.load(Files.writeString(folder.resolve("firstbell.yaml"), yaml));
        incidents = new IncidentTracker(loaded.configuration());
        pipeline = new Pipeline(
                new Readiness(loaded.configuration(), loaded.checks(), now),
                incidents,
                new NotificationPlanner(loaded.configuration()),
                new Nowhere());
        beat();
    }

    private QueryExecution asked(int n) {
        return new QueryExecution(new DeviceId("pc-" + n), "snmp", "system", true, now, Duration.ZERO, BEAT);
    }

    private void answers(int n) {
        pipeline.outcome(new ProbeOutcome.Answered(asked(n), List.of(), Optional.empty(), List.of()), now);
    }

    private void misses(int n) {
        pipeline.outcome(new ProbeOutcome.Silent(asked(n), "no answer"), now);
    }

    /** Every computer is asked once, spread over the time until all are asked again. */
    private void beat() {
        int each = COMPUTERS / (int) BEAT.toSeconds();
        for (int n = 0; n < COMPUTERS; n++) {
            if (dead.contains(n)) {
                misses(n);
            } else {
                answers(n);
            }
            if (n % each == each - 1) {
                second();
            }
        }
    }

    private void second() {
        now = now.plusSeconds(1);
        pipeline.tick(now, true);
    }

    private void dies(int n) {
        dead.add(n);
        misses(n);
        misses(n);
        misses(n);
    }

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat();
        }
    }

    @Test
    void causes_whileFewThingsAreInTrouble_areSearchedAtOnce() {
        beats(20);
        dies(1);
        long before = pipeline.searchCount();

        dies(2);

        assertThat(pipeline.searchCount()).isGreaterThan(before);
    }

    @Test
    void causes_whileHundredsAreInTrouble_areSearchedWithTheNextTickOnceForAll() {
        for (int n = 0; n < 320; n++) {
            dies(n);
            if (n % 20 == 19) {
                second();
            }
        }
        second();
        long before = pipeline.searchCount();

        dies(321);
        dies(322);

        assertThat(pipeline.searchCount()).isEqualTo(before);
        second();
        assertThat(pipeline.searchCount()).isEqualTo(before + 1);
        beats(3);
        assertThat(incidents.open())
                .extracting(Incident::cause)
                .anyMatch(cause -> cause.id().equals("pc-322") || cause.equals(Cause.group("room", "r-16")));
    }

    @Test
    void causes_ofWhatStaysDead_areNotSearchedAgain() {
        for (int n = 0; n < COMPUTERS; n += 10) {
            dies(n);
            second();
        }
        beats(30);
        assertThat(incidents.open()).isNotEmpty();
        long before = pipeline.searchCount();
        int open = incidents.open().size();

        beats(5);

        assertThat(pipeline.searchCount()).isEqualTo(before);
        dead.clear();
        beats(30);
        assertThat(pipeline.searchCount()).isGreaterThan(before);
        assertThat(incidents.open()).hasSizeLessThan(open);
    }
}
