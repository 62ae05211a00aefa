package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

/** Mornings that go wrong, through the real judgement in virtual time. */
class IncidentScenariosTest {
    /** The contract's lab: a switch with an access point, 30 computers and 4 kiosks behind it; live from 8:30. */
    private static SchoolDay lab(int students) {
        return new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw-2", DeviceKind.SWITCH, "", "core")
                .device("ap-204", DeviceKind.ACCESS_POINT, "lab-204", "sw-2")
                .computers("pc-", 30, "lab-204", "sw-2")
                .kiosks(4, "lab-204", "ap-204")
                .service("edge", ServiceKind.VENDOR)
                .service("anchor-1", ServiceKind.INTERNET)
                .service("anchor-2", ServiceKind.INTERNET)
                .session("ela", "lab-204", students, "08:30");
    }

    @Test
    void switch_silentInALiveSession_isOneIncidentWithAllSeats() {
        SchoolDay day = lab(28).begin("08:25").until("08:55");
        assertThat(day.opened()).isEmpty();
        Instant fault = day.now;

        day.kill("sw-2").run(20);

        Incident incident = day.only();
        assertThat(incident.cause()).isEqualTo(Cause.of(new DeviceId("sw-2")));
        assertThat(incident.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(Duration.between(fault, incident.openedAt())).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(incident.affected().devices()).hasSize(35).contains(new DeviceId("pc-1"), new DeviceId("ap-204"));
        assertThat(incident.affected().rooms()).containsExactly(new RoomId("lab-204"));
        assertThat(incident.affected().sessions()).containsExactly(new SessionId("ela"));
        assertThat(incident.summary().full()).contains("sw-2").contains("34 seats");
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void switch_whenItComesBack_closesOnceAfterItsHold() {
        SchoolDay day =
                lab(28).begin("08:25").until("08:55").kill("sw-2").run(60).revive("sw-2");
        Instant back = day.now;
        day.run(200);

        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
        Instant resolved = day.incident(1).resolvedAt().orElseThrow();
        assertThat(Duration.between(back, resolved)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(80));
        assertThat(day.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void switch_withTwoComputersThatStayDead_closesAndTheyOpenTheirOwn() {
        SchoolDay day = lab(28).begin("08:25")
                .until("08:40")
                .kill("sw-2")
                .run(30)
                .kill("pc-1", "pc-2")
                .revive("sw-2");
        day.run(50);
        assertThat(day.causeIds()).containsExactly("sw-2");
        day.run(200);

        assertThat(day.causeIds()).doesNotContain("sw-2").isNotEmpty();
        assertThat(day.incident(1).isOpen()).isFalse();
    }

    @Test
    void parent_confirmedAfterItsDependent_takesOverUnderTheSameNumber() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("ap-204").run(12);
        assertThat(day.only().cause().id()).isEqualTo("ap-204");

        day.kill("sw-2").run(15);

        assertThat(day.only().cause().id()).isEqualTo("sw-2");
        assertThat(day.only().id()).isEqualTo(new IncidentId(1));
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void parent_thatFailsLongAfterADependent_isACauseOfItsOwn() {
        SchoolDay day = lab(28).begin("08:25").until("08:50").kill("ap-204").run(300);

        day.kill("sw-2").run(20);

        assertThat(day.causeIds()).containsExactly("ap-204", "sw-2");
        day.revive("sw-2").run(200);
        assertThat(day.causeIds()).containsExactly("ap-204");
    }

    @Test
    void accessPoint_dead_chromebooksRoam_withoutAlarmAboutSeats() {
        SchoolDay day = new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", "core")
                .device("ap-1", DeviceKind.ACCESS_POINT, "room-118", "core")
                .device("ap-2", DeviceKind.ACCESS_POINT, "room-119", "core")
                .cart("cart-b", 30, "ap-1")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("wida", "room-118", 24, "08:30", "cart-b")
                .open("ap-1", 1, 30)
                .begin("08:20")
                .until("08:55");
        assertThat(day.verdict("wida")).isEqualTo(Verdict.READY);

        day.kill("ap-1").run(12).open("ap-2", 1, 30).run(180);

        assertThat(day.only().cause().id()).isEqualTo("ap-1");
        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);
        assertThat(day.events)
                .noneMatch(event ->
                        event instanceof IncidentEvent.Changed changed && changed.severity() != Severity.ADVISORY);
    }

    @Test
    void controller_thatRestarts_saysNothingOfItsClientsUntilItsTableHasFilled() {
        SchoolDay day = chromebooksOnAController();

        day.kill("wlc")
                .run(40)
                .shut(1, 30)
                .revive("wlc")
                .run(32)
                .open("ap-1", 1, 30)
                .run(200);

        assertThat(day.opened()).containsExactly("wlc");
        assertThat(day.incidents.open()).isEmpty();
    }

    @Test
    void table_thatIsEmptyForTwoReadings_isNotBelieved_andForFourItIs() {
        SchoolDay day = chromebooksOnAController();

        day.shut(1, 30).run(59).open("ap-1", 1, 30).run(200);
        assertThat(day.opened()).isEmpty();
        assertThat(day.verdict("wida")).isEqualTo(Verdict.READY);

        day.shut(1, 30).run(125);
        assertThat(day.verdict("wida")).isNotEqualTo(Verdict.READY);
    }

    @Test
    void classThatClosedItsLids_didNotFallSilent_whenTheInternetFailsMinutesLater() {
        SchoolDay day = chromebooksOnAController();
        day.shut(1, 15).run(150);
        assertThat(day.verdict("wida")).isEqualTo(Verdict.AT_RISK);

        day.kill("internet").run(20);

        assertThat(day.roomReasons("wida")).noneMatch(reason -> reason.contains("fell silent"));
    }

    @Test
    void restart_whileSeatsThatWereSeenSinceDueAreSilent_keepsTheirIncidentAndVerdict() {
        SchoolDay day = new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .computers("pc-", 14, "lab", "core")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("ela", "lab", 12, "08:30")
                .begin("08:00")
                .until("08:11")
                .killAll("pc-", 1, 4)
                .run(30);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(day.causeIds()).containsExactly("room=lab");

        day.restart().run(180);

        assertThat(day.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(day.causeIds()).containsExactly("room=lab");
        assertThat(day.only().recoveringSince()).isEmpty();

        day.reviveAll("pc-", 1, 4).run(200);

        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void restart_inALiveSessionWithAGroupSilent_keepsItsIncident() {
        SchoolDay day = new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .computers("pc-", 14, "lab", "core")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("ela", "lab", 12, "08:00")
                .begin("08:00")
                .until("08:40")
                .killAll("pc-", 1, 6)
                .run(30);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.NOT_READY);

        day.restart().run(180);

        assertThat(day.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(day.causeIds()).containsExactly("room=lab");
        assertThat(day.opened()).hasSize(1);
    }

    private static SchoolDay chromebooksOnAController() {
        return new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", "core")
                .device("ap-1", DeviceKind.ACCESS_POINT, "room-118", "core")
                .cart("cart-b", 30, "ap-1")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("wida", "room-118", 24, "08:30", "cart-b")
                .open("ap-1", 1, 30)
                .begin("08:20")
                .until("08:55");
    }

    @Test
    void chromebooks_closeTheirLidsAtTheEnd_withoutAnIncident() {
        SchoolDay day = new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", "core")
                .device("ap-1", DeviceKind.ACCESS_POINT, "room-118", "core")
                .cart("cart-b", 30, "ap-1")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("wida", "room-118", 24, "08:30", "cart-b")
                .begin("08:00")
                .until("08:10")
                .open("ap-1", 1, 15)
                .until("08:15")
                .open("ap-1", 1, 30)
                .until("09:45");
        assertThat(day.verdict("wida")).isEqualTo(Verdict.READY);

        day.shut(1, 30).run(600).finished("wida").run(300);

        assertThat(day.opened()).isEmpty();
    }

    @Test
    void vendor_failingWhileTheInternetFails_isTheInternet() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("internet").run(15);

        assertThat(day.only().cause()).isEqualTo(Cause.INTERNET);
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        day.revive("internet").run(120);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void anchors_allSilentWhileTheEdgeAnswers_isDegrading() {
        SchoolDay day = lab(28).begin("08:25")
                .until("08:55")
                .kill("anchor-1", "anchor-2")
                .run(15);

        assertThat(day.only().cause()).isEqualTo(Cause.INTERNET);
        assertThat(day.only().severity()).isEqualTo(Severity.DEGRADING);
    }

    @Test
    void anchor_oneOfTwoSilent_isNoIncident() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("anchor-1").run(120);

        assertThat(day.opened()).isEmpty();
    }

    @Test
    void vendor_aloneSilent_isItsOwnCause() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("edge").run(15);

        assertThat(day.only().cause()).isEqualTo(Cause.of(new org.firstbell.model.ServiceId("edge")));
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        assertThat(day.only().summary().full()).contains("internet works");
    }

    @Test
    void everythingSilent_isOneIncidentOfTheMonitor() {
        SchoolDay day =
                lab(28).begin("08:25").until("08:55").kill("core", "internet").run(40);

        assertThat(day.only().cause()).isEqualTo(Cause.MONITOR);
        day.revive("core", "internet").run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void blindness_whileAnIncidentIsOpen_neitherOpensNorClosesAnything() {
        SchoolDay day = lab(28).begin("08:25")
                .until("08:55")
                .kill("sw-2")
                .run(30)
                .network(false)
                .revive("sw-2");
        int before = day.events.size();
        day.kill("ap-204").run(120);

        assertThat(day.causeIds()).containsExactly("sw-2", "firstbell");
        assertThat(day.events).hasSize(before + 1);
        day.network(true).revive("ap-204").run(200);
        assertThat(day.incidents.open()).isEmpty();
    }

    @Test
    void computersOfARoom_fallTogetherAndChangeItsVerdict_areOneGroup() {
        SchoolDay day =
                lab(28).begin("08:00").until("08:12").killAll("pc-", 1, 12).run(30);

        assertThat(day.only().cause()).isEqualTo(Cause.group("room", "lab-204"));
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        assertThat(day.only().affected().devices()).hasSize(12);
        day.reviveAll("pc-", 1, 12).run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void computer_deadInARoomWithSpares_isAdvisory() {
        SchoolDay day = lab(28).begin("08:00").until("08:12").kill("pc-7").run(120);

        assertThat(day.only().cause().id()).isEqualTo("pc-7");
        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void computer_thatAloneChangesTheVerdict_isItsOwnIncident() {
        SchoolDay day = lab(34).begin("08:00").until("08:12").kill("pc-7").run(30);

        assertThat(day.only().cause().id()).isEqualTo("pc-7");
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
    }

    @Test
    void computer_silentAloneInMidTest_isDegradingWithinTenSeconds() {
        SchoolDay day = lab(28).begin("08:25").until("08:55");
        Instant fault = day.now;
        day.kill("pc-7").run(15);

        assertThat(day.only().severity()).isEqualTo(Severity.DEGRADING);
        assertThat(Duration.between(fault, day.only().openedAt())).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void device_thatComesAndGoes_mustHoldFiveMinutes() {
        SchoolDay day = lab(28).begin("08:25")
                .until("08:55")
                .kill("edge")
                .run(20)
                .revive("edge")
                .run(30)
                .kill("edge");
        day.run(20).revive("edge").run(120);

        assertThat(day.only().flapping()).isTrue();
        assertThat(day.only().recoveringSince()).isPresent();
        day.run(150);
        assertThat(day.incidents.open()).hasSize(1);
        day.run(60);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void incident_closedByHand_opensAnewOnlyAfterItWasWellOnce() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("edge").run(20);
        day.staff(new StaffAction.IncidentClosed(new IncidentId(1), day.now, "Tech office", "vendor knows"))
                .run(120);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);

        day.restart().run(30);
        assertThat(day.incidents.open()).isEmpty();

        day.revive("edge").run(30).kill("edge").run(20);
        assertThat(day.only().id()).isEqualTo(new IncidentId(2));
    }

    @Test
    void restart_inTheMiddleOfAnOutage_goesOnWithTheSameIncident() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("sw-2").run(20);
        int before = day.events.size();

        day.restart().run(120);
        assertThat(day.only().id()).isEqualTo(new IncidentId(1));
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        assertThat(day.events).hasSize(before);

        day.revive("sw-2").run(30).restart().run(120);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void staff_takeAndHandBack_leaveWhatIsMeasuredAlone() {
        SchoolDay day = lab(28).begin("08:25").until("08:55").kill("edge").run(20);
        day.staff(new StaffAction.IncidentTaken(new IncidentId(1), day.now, "Tech office", "on it"));
        assertThat(day.only().state()).isEqualTo(Incident.IncidentState.ACKNOWLEDGED);
        day.staff(new StaffAction.IncidentHandedBack(new IncidentId(1), day.now, "Tech office", ""));
        assertThat(day.only().state()).isEqualTo(Incident.IncidentState.OPEN);
        assertThat(day.incidents.recordStaffAction(
                        new StaffAction.IncidentHandedBack(new IncidentId(1), day.now, "Tech office", ""), day.now))
                .isEmpty();
    }
}
