package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Severity;
import org.junit.jupiter.api.Test;

/** An incident's life: what opens it, keeps it, moves it and ends it. */
class IncidentLifecycleTest {
    private static SchoolDay school() {
        return new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw-a", DeviceKind.SWITCH, "", "core")
                .device("sw-b", DeviceKind.SWITCH, "", "core")
                .device("server", DeviceKind.SERVER, "", "sw-a", "sw-b")
                .device("printer", DeviceKind.PRINTER, "office", "sw-a")
                .computers("pc-", 10, "lab", "sw-b")
                .service("edge", ServiceKind.VENDOR)
                .service("anchor-1", ServiceKind.INTERNET)
                .session("ela", "lab", 9, "08:30");
    }

    private static SchoolDay live() {
        return school().begin("08:40").until("08:55");
    }

    @Test
    void device_behindTwoUplinks_isCutOnlyWhenBothFail() {
        SchoolDay day = live().kill("sw-a").run(20);
        assertThat(day.causeIds()).containsExactly("sw-a");
        assertThat(day.only().affected().devices()).containsExactly(new DeviceId("printer"));
        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);

        day.kill("sw-b").run(20);
        assertThat(day.causeIds()).containsExactly("sw-a", "sw-b");
        assertThat(day.incident(2).severity()).isEqualTo(Severity.BLOCKING);
        assertThat(day.incident(2).affected().devices()).contains(new DeviceId("server"), new DeviceId("pc-1"));
    }

    @Test
    void computer_whoseSwitchAnswers_isTheCauseWithoutDelay() {
        SchoolDay day = live();
        Instant fault = day.now;
        day.kill("pc-4").run(12);

        assertThat(day.causeIds()).containsExactly("pc-4");
        assertThat(Duration.between(fault, day.only().openedAt())).isLessThan(Duration.ofSeconds(10));
        assertThat(Duration.between(day.only().firstSignAt(), day.only().openedAt()))
                .isBetween(Duration.ofMillis(4300), Duration.ofMillis(4999));
    }

    @Test
    void device_neverReached_isASetUpTaskAndNoIncident() {
        SchoolDay day = school().kill("printer").begin("08:40").until("08:55");

        assertThat(day.opened()).isEmpty();
    }

    @Test
    void printer_thatDies_isAdvisoryAndNamesNobody() {
        SchoolDay day = live().kill("printer").run(20);

        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);
        assertThat(day.only().affected().devices()).isEmpty();
        assertThat(day.only().affected().sessions()).isEmpty();
    }

    @Test
    void computers_restingBeforeTheyAreDue_areNoIncident() {
        SchoolDay day = school().begin("07:00").run(30).killAll("pc-", 1, 10).until("08:04");

        assertThat(day.opened()).isEmpty();
        day.reviveAll("pc-", 1, 10).until("08:25");
        assertThat(day.opened()).isEmpty();
    }

    @Test
    void computers_stillOffWhenJudgingIsStrict_areOneGroup() {
        SchoolDay day = school().begin("07:00")
                .run(30)
                .killAll("pc-", 1, 4)
                .until("08:21")
                .run(30);

        assertThat(day.only().cause()).isEqualTo(Cause.group("room", "lab"));
        assertThat(day.only().affected().devices()).hasSize(4);
    }

    @Test
    void router_downWithTheInternetBehindIt_isTheCause() {
        SchoolDay day = new SchoolDay()
                .device("gate", DeviceKind.ROUTER, "")
                .device("core", DeviceKind.SWITCH, "")
                .computers("pc-", 10, "lab", "core")
                .service("edge", ServiceKind.VENDOR)
                .service("anchor-1", ServiceKind.INTERNET)
                .session("ela", "lab", 9, "08:30")
                .begin("08:40")
                .until("08:55")
                .kill("gate", "internet")
                .run(30);

        assertThat(day.only().cause().id()).isEqualTo("gate");
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        day.revive("gate", "internet").run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void incident_closedByHandThatThenWeighsMore_opensAnew() {
        SchoolDay day = school().begin("08:00").until("08:12").kill("pc-1").run(90);
        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);
        day.staff(new StaffAction.IncidentClosed(new IncidentId(1), day.now, "Tech office", ""))
                .run(60);
        assertThat(day.incidents.open()).isEmpty();

        day.until("08:31").kill("pc-2", "pc-3").run(120);
        assertThat(day.incidents.open()).isNotEmpty();
    }

    @Test
    void incident_closedByHandAndThenMeasuredWell_saysSoInItsTimeline() {
        SchoolDay day = live().kill("edge").run(20);
        day.staff(new StaffAction.IncidentClosed(new IncidentId(1), day.now, "Tech office", ""))
                .run(20);
        day.revive("edge").run(30);

        Incident closed = day.incident(1);
        assertThat(closed.state()).isEqualTo(Incident.IncidentState.RESOLVED);
        assertThat(closed.timeline().get(closed.timeline().size() - 1).text()).contains("measured well");
        assertThat(day.incidents.recentlyResolved()).containsExactly(closed);
    }

    @Test
    void incident_toldOf_carriesTheLineInItsTimeline() {
        SchoolDay day = live().kill("edge").run(20);

        day.incidents.apply(
                new IncidentEvent.Notified(new IncidentId(1), day.now, "mail sent to School Test Coordinator"));

        assertThat(day.only().timeline()).anyMatch(entry -> entry.text().startsWith("mail sent"));
    }

    @Test
    void note_onAResolvedIncident_isKept() {
        SchoolDay day = live().kill("edge").run(20).revive("edge").run(150);

        day.staff(new StaffAction.IncidentNoteAdded(new IncidentId(1), day.now, "Tech office", "it was the filter"));

        assertThat(day.incident(1).timeline()).anyMatch(entry -> entry.by().equals(Optional.of("Tech office")));
        assertThat(day.incident(1).isOpen()).isFalse();
    }

    @Test
    void numbers_afterARestart_goOn() {
        SchoolDay day =
                live().kill("edge").run(20).revive("edge").run(150).restart().run(60);

        day.kill("printer").run(20);

        assertThat(day.only().id()).isEqualTo(new IncidentId(2));
    }

    @Test
    void recovery_ofADeviceThatFailsAgainWhileHeld_relapses() {
        SchoolDay day =
                live().kill("edge").run(20).revive("edge").run(30).kill("edge").run(15);

        assertThat(day.events).anyMatch(IncidentEvent.Relapsed.class::isInstance);
        assertThat(day.only().recoveringSince()).isEmpty();
        assertThat(day.only().flapping()).isTrue();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void recovery_interruptedByARestart_goesOnAndEndsOnce() {
        SchoolDay day = live().kill("edge").run(20).revive("edge").run(30);
        Instant since = day.only().recoveringSince().orElseThrow();

        day.restart().run(60);

        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.incident(1).resolvedAt().orElseThrow()).isBefore(since.plusSeconds(70));
    }

    @Test
    void lookOnce_passedOnly_isNotRecoveryYet() {
        SchoolDay day = live().kill("edge").run(20);
        long before = day.events.size();
        day.revive("edge");
        while (day.events.size() == before) {
            day.run(0.05);
        }
        Instant life = day.now;

        assertThat(day.only().recoveringSince()).isPresent();
        assertThat(day.only().timeline()).noneMatch(entry -> entry.at().isAfter(life));
    }

    @Test
    void words_ofEveryIncident_fitTheirPlaces() {
        SchoolDay day = live().kill("core")
                .run(20)
                .revive("core")
                .run(200)
                .kill("internet")
                .run(20);
        day.revive("internet").run(200).kill("printer", "pc-1", "sw-a").run(20);

        assertThat(day.events)
                .filteredOn(IncidentEvent.Opened.class::isInstance)
                .map(IncidentEvent.Opened.class::cast)
                .allSatisfy(opened -> {
                    assertThat(opened.summary().wall()).isNotBlank().hasSizeLessThanOrEqualTo(44);
                    assertThat(opened.summary().full()).hasSizeLessThanOrEqualTo(120);
                    assertThat(opened.remedy().wall()).isNotBlank().hasSizeLessThanOrEqualTo(44);
                    assertThat(opened.remedy().full()).hasSizeLessThanOrEqualTo(200);
                });
    }
}
