package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.readiness.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two schools in one daemon: in other time zones, with other help lines and other words for the staff. */
class SeveralSchoolsTest {
    /** 8:30 AM in Chicago, 7:30 AM in Denver. */
    private static final Instant EAST_STARTS = Instant.parse("2027-04-14T13:30:00Z");

    private static final List<String> DEVICES =
            List.of("core", "sw-east", "sw-west", "pc-e-1", "pc-e-2", "pc-w-1", "pc-w-2");

    @TempDir
    Path folder;

    private Instant now = EAST_STARTS.plusSeconds(60);
    private Configuration configuration;
    private Readiness readiness;
    private IncidentTracker incidents;
    private Pipeline pipeline;
    private BoardComposer boards;

    @BeforeEach
    void schools() throws Exception {
        LoadedConfiguration loaded = LoadedConfiguration.load(Files.writeString(folder.resolve("firstbell.yaml"), """
                schools:
                  - { id: east, name: East High, timezone: America/Chicago, help: { name: Tech office, phone: "4021" } }
                  - { id: west, name: West High, timezone: America/Denver, roles: { technician: IT Specialist } }
                credentials: { campus: { version: 2c, community: public } }
                rooms:
                  - { id: lab-e, name: Lab East, school: east }
                  - { id: lab-w, name: Lab West, school: west }
                carts: [ { id: cart-w, name: Cart W, home: lab-w } ]
                devices:
                  - { id: core, kind: switch, address: 127.0.1.9, snmp: { credentials: campus } }
                  - { id: sw-east, kind: switch, address: 127.0.1.8, uplink: core, snmp: { credentials: campus } }
                  - { id: sw-west, kind: switch, address: 127.0.1.7, uplink: core, snmp: { credentials: campus } }
                  - { id: printer-west, kind: printer, address: 127.0.1.6, uplink: sw-west, snmp: { credentials: campus } }
                  - { id: "pc-e-{1..2}", kind: computer, room: lab-e, address: "127.0.2.{1..2}", uplink: sw-east, snmp: { credentials: campus } }
                  - { id: "pc-w-{1..2}", kind: computer, room: lab-w, address: "127.0.3.{1..2}", uplink: sw-west, snmp: { credentials: campus } }
                  - { id: book-w, kind: chromebook, cart: cart-w, mac: "00:00:5e:00:53:01", uplink: sw-west }
                sessions:
                  - { id: ela-e, name: ELA East, platform: insight, rooms: [ { id: lab-e, students: 2 } ],
                      start: 2027-04-14T08:30:00, end: 2027-04-14T10:00:00 }
                  - { id: ela-w, name: ELA West, platform: insight, rooms: [ { id: lab-w, students: 2 } ],
                      start: 2027-04-14T07:30:00, end: 2027-04-14T09:30:00 }
                """));
        configuration = loaded.configuration();
        readiness = new Readiness(configuration, loaded.checks(), now);
        incidents = new IncidentTracker(configuration);
        pipeline = new Pipeline(readiness, incidents, new NotificationPlanner(configuration), new RecordedEffects());
        boards = new BoardComposer(configuration, now);
        DEVICES.forEach(this::answers);
        pass(2, DEVICES);
    }

    private QueryExecution asked(String device) {
        return new QueryExecution(
                new DeviceId(device), "snmp", "system", true, now, Duration.ZERO, Duration.ofSeconds(5));
    }

    private void answers(String device) {
        pipeline.outcome(new ProbeOutcome.Answered(asked(device), List.of(), Optional.empty(), List.of()), now);
    }

    /** Goes on for some turns of five seconds, in each of which only these answer. */
    private void pass(int turns, List<String> answering) {
        for (int turn = 0; turn < turns; turn++) {
            for (String device : DEVICES) {
                if (answering.contains(device)) {
                    answers(device);
                } else {
                    pipeline.outcome(new ProbeOutcome.Silent(asked(device), "no answer"), now);
                }
            }
            for (int second = 0; second < 5; second++) {
                now = now.plusSeconds(1);
                pipeline.tick(now, true);
            }
        }
    }

    private BoardSnapshot board() {
        return boards.compose(
                readiness.assessment(), incidents.open(), incidents.recentlyResolved(), BoardStatus.HEALTHY, true);
    }

    private String schoolOf(Target target) {
        return configuration.school(target).id().value();
    }

    @Test
    void school_ofEachKindOfDevice_isThatOfItsRoomItsCartOrWhatHangsOnIt() {
        assertThat(schoolOf(new DeviceId("pc-w-1"))).isEqualTo("west");
        assertThat(schoolOf(new DeviceId("pc-e-1"))).isEqualTo("east");
        assertThat(schoolOf(new DeviceId("book-w"))).as("by its cart's home").isEqualTo("west");
        assertThat(schoolOf(new DeviceId("sw-west"))).as("by what hangs on it").isEqualTo("west");
        assertThat(schoolOf(new DeviceId("core"))).as("shared by both").isEqualTo("east");
        assertThat(schoolOf(new DeviceId("printer-west")))
                .as("by the switch above it")
                .isEqualTo("west");
        assertThat(schoolOf(new ServiceId("elsewhere"))).isEqualTo("east");
    }

    @Test
    void sessions_ofTwoZones_bothStartAtTheSameInstantAndShowTheirOwnClock() {
        BoardSnapshot board = board();

        assertThat(board.sessions().get("ela-e").start()).isEqualTo("2027-04-14T08:30:00-05:00");
        assertThat(board.sessions().get("ela-w").start()).isEqualTo("2027-04-14T07:30:00-06:00");
        assertThat(board.timeFormat(new DeviceId("pc-w-1")).rfc3339(EAST_STARTS))
                .isEqualTo("2027-04-14T07:30:00-06:00");
        assertThat(board.view().verdict().second())
                .as("the later end, on that school's clock")
                .contains("9:30 AM");
    }

    @Test
    void card_ofASessionOfTheSecondSchool_namesThatSchoolsHelp() {
        pass(4, List.of("core", "sw-east", "sw-west", "pc-e-1", "pc-e-2"));

        BoardViewParts.CardView card = board().view().attention().stream()
                .filter(one -> one.sessions().contains("ela-w"))
                .findFirst()
                .orElseThrow();
        assertThat(card.call()).isEqualTo("IT Specialist");
        assertThat(card.since()).endsWith("-06:00");
        assertThat(card.meta()).contains("7:30 AM");
    }

    @Test
    void findings_ofTheSecondSchool_callThatSchoolsHelp() {
        pass(4, List.of("core", "sw-east", "sw-west"));

        assertThat(remedies("ela-w")).contains("IT Specialist").doesNotContain("4021");
        assertThat(remedies("ela-e")).contains("4021").doesNotContain("IT Specialist");
    }

    private String remedies(String session) {
        SessionAssessment assessment =
                readiness.assessment().session(new SessionId(session)).orElseThrow();
        return assessment.reasons().stream()
                .map(reason -> reason.remedy().full())
                .toList()
                .toString();
    }

    @Test
    void incident_ofTheSecondSchool_isTimedAndPlacedThere() {
        pass(6, List.of("core", "sw-east", "pc-e-1", "pc-e-2"));

        assertThat(board().incidents().values())
                .filteredOn(incident -> incident.cause().id().equals("sw-west"))
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.openedAt()).endsWith("-06:00");
                    assertThat(incident.place()).isEqualTo("Lab West");
                });
    }
}
