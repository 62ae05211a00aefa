package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.StaffAction;
import org.firstbell.readiness.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effects that outcomes, time, staff and deliveries have on a small school, one by one and in their order. */
class PipelineTest {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final List<String> DEVICES = List.of("core", "edge", "pc-1", "pc-2", "pc-3");

    @TempDir
    Path folder;

    private final RecordedEffects effects = new RecordedEffects();
    private Instant now = Instant.parse("2027-04-14T13:30:00Z");
    private IncidentTracker incidents;
    private Pipeline pipeline;

    @BeforeEach
    void school() throws Exception {
        LoadedConfiguration loaded = LoadedConfiguration.load(Files.writeString(folder.resolve("firstbell.yaml"), """
                school: { name: Lincoln, timezone: UTC }
                credentials: { campus: { version: 2c, community: public } }
                rooms: [ { id: lab, name: Lab } ]
                devices:
                  - { id: core, kind: switch, address: 127.0.1.9, snmp: { credentials: campus } }
                  - { id: edge, kind: switch, address: 127.0.1.8, snmp: { credentials: campus } }
                  - { id: "pc-{1..3}", kind: computer, room: lab, address: "127.0.1.{1..3}", uplink: core, snmp: { credentials: campus } }
                sessions:
                  - { id: ela, name: ELA, platform: insight, rooms: [ { id: lab, students: 3 } ],
                      start: 2027-04-14T13:00:00, end: 2027-04-14T15:00:00 }
                alerts: { mail: { host: 127.0.0.1, from: firstbell@lincoln.example, to: [ coordinator@lincoln.example ] } }
                """));
        incidents = new IncidentTracker(loaded.configuration());
        pipeline = new Pipeline(
                new Readiness(loaded.configuration(), loaded.checks(), now),
                incidents,
                new NotificationPlanner(loaded.configuration()),
                effects);
    }

    private QueryExecution asked(String device) {
        return new QueryExecution(new DeviceId(device), "snmp", "system", true, now, Duration.ZERO, EVERY);
    }

    private List<String> answers(String device) {
        pipeline.outcome(new ProbeOutcome.Answered(asked(device), List.of(), Optional.empty(), List.of()), now);
        return effects.taken();
    }

    private List<String> misses(String device) {
        pipeline.outcome(new ProbeOutcome.Silent(asked(device), "no answer"), now);
        return effects.taken();
    }

    private List<String> second() {
        now = now.plusSeconds(1);
        pipeline.tick(now, true);
        return effects.taken();
    }

    /** Every device answers, each five seconds; returns the effects. */
    private List<String> wellFor(int seconds) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            if (i % 5 == 0) {
                DEVICES.forEach(device -> all.addAll(answers(device)));
            }
            all.addAll(second());
        }
        return all;
    }

    /** The switch is decided down, and what hangs on it goes on. */
    private void switchDown() {
        wellFor(30);
        misses("core");
        second();
        answers("edge");
        misses("core");
        misses("core");
        second();
    }

    @Test
    void firstTick_ofASessionUnderWay_tellsItsVerdictBeforeItMarksTheBoard() {
        assertThat(second()).containsExactly("verdict ela UNKNOWN", "board [pc-1, pc-2, pc-3] at once");
    }

    @Test
    void answer_thatChangesNoVerdict_marksTheBoardOnly() {
        second();

        assertThat(answers("core")).containsExactly("board [core]");
    }

    @Test
    void answer_thatChangesAVerdict_tellsItAndMarksTheBoardAtOnce() {
        second();

        assertThat(answers("pc-1")).containsExactly("verdict ela ON_TRACK", "board [pc-1] at once");
    }

    @Test
    void answersAndTicks_thatChangeNothing_haveNoEffect() {
        wellFor(30);

        for (String device : DEVICES) {
            assertThat(answers(device)).as(device).isEmpty();
        }
        assertThat(second()).isEmpty();
    }

    @Test
    void firstSilence_whileNothingElseAnswers_hasWhatNothingIsAboveAskedAtOnce() {
        wellFor(30);

        assertThat(misses("core")).containsExactly("look [core, edge]", "board [core]");
    }

    @Test
    void device_decidedSilent_opensAnIncidentAndAMailInOneCommitBeforeTheBoardIsMarked() {
        wellFor(30);

        misses("core");
        second();
        answers("edge");
        assertThat(misses("core")).isEmpty();
        assertThat(misses("core"))
                .containsExactly(
                        "verdict ela NOT_READY",
                        "event Opened #1",
                        "notice BAD [CHECK ROOM] to coordinator@lincoln.example",
                        "committed",
                        "board [core, pc-1, pc-2, pc-3] at once");
        assertThat(incidents.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.cause()).isEqualTo(Cause.of(new DeviceId("core"))));
    }

    @Test
    void device_thatStaysSilent_hasNoFurtherEffect() {
        switchDown();

        assertThat(misses("core")).isEmpty();
        assertThat(second()).isEmpty();
        assertThat(second()).isEmpty();
    }

    @Test
    void recovery_hasTheDeviceAskedAtOnce_thenResolvesTheIncidentAndSaysSoInOneCommit() {
        switchDown();

        assertThat(answers("core")).containsExactly("look [core]", "board [core, pc-1, pc-2, pc-3]");
        assertThat(wellFor(90))
                .containsSubsequence("event Recovering #1", "committed", "board [] at once")
                .endsWith(
                        "event Resolved #1",
                        "notice GOOD [READY AGAIN] to coordinator@lincoln.example",
                        "committed",
                        "board [] at once");
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void staff_takingAnIncident_commitsTheEventWithTheActionAndMarksTheBoardAtOnce() {
        switchDown();

        Optional<String> refused = pipeline.act(new StaffAction.IncidentTaken(new IncidentId(1), now, "pat", ""));

        assertThat(refused).isEmpty();
        assertThat(effects.taken())
                .containsExactly("event Acknowledged #1", "action IncidentTaken", "committed", "board [] at once");
    }

    @Test
    void staff_startingASession_commitsTheActionAndMarksTheBoardAtOnce() {
        wellFor(30);

        Optional<String> refused = pipeline.act(new StaffAction.SessionStarted(new SessionId("ela"), now, "pat", ""));

        assertThat(refused).isEmpty();
        assertThat(effects.taken()).containsExactly("action SessionStarted", "committed", "board [] at once");
    }

    @Test
    void staff_actingOnWhatDoesNotExist_isRefusedWithoutEffect() {
        wellFor(30);

        assertThat(pipeline.act(new StaffAction.IncidentTaken(new IncidentId(9), now, "pat", "")))
                .contains("There is no incident #9.");
        assertThat(pipeline.act(new StaffAction.SessionStarted(new SessionId("maths"), now, "pat", "")))
                .contains("There is no session maths.");
        assertThat(effects.taken()).isEmpty();
    }

    @Test
    void delivery_ofAMail_becomesALineOfItsIncidentWithoutHaste() {
        switchDown();

        pipeline.deliveryRecorded(new IncidentEvent.Notified(new IncidentId(1), now, "mail sent"));

        assertThat(effects.taken()).containsExactly("event Notified #1", "committed", "board []");
    }

    @Test
    void delivery_ofAMailAboutAnUnknownIncident_hasNoEffect() {
        pipeline.deliveryRecorded(new IncidentEvent.Notified(new IncidentId(9), now, "mail sent"));

        assertThat(effects.taken()).isEmpty();
    }
}
