package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static SimulatedSchool lab() {
        return new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw-2", DeviceKind.SWITCH, "", "core")
                .computers("lab", 30, "sw-2")
                .session("ela", SimulatedSchool.TESTNAV, "lab", 28)
                .begin();
    }

    @Test
    void session_beforeAnyMeasurement_isUnknown() {
        SimulatedSchool morning = lab().pass(5);

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
        assertThat(morning.session("ela").reasons()).isNotEmpty();
    }

    @Test
    void session_everythingAnswers_isReadyAtOnceTheFirstTime() {
        SimulatedSchool morning = lab().allAnswer();

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        assertThat(morning.session("ela").seatCounts().usable()).isEqualTo(30);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.READY);
    }

    @Test
    void switch_silentThreeLooks_cutsItsSeatsAtOnce() {
        SimulatedSchool morning = lab().allAnswer().pass(1).silent("sw-2");

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(morning.room("ela").cutSeats()).hasSize(30);
        assertThat(morning.session("ela").reasons().get(0).check().value()).isEqualTo("path");
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("sw-2");
    }

    @Test
    void chromebooks_openOneByOne_goFromRestingToReady() {
        SimulatedSchool morning = new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", TestDevices::sights, "core")
                .device("ap", DeviceKind.ACCESS_POINT, "room", "core")
                .cart("cart-b", 30, "ap")
                .session("wida", SimulatedSchool.INSIGHT, "room", 24, "cart-b")
                .begin();
        morning.allAnswer();
        morning.table("wlc", "ap", SimulatedSchool.names("cb-", 1, 30));
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);

        morning.keep(30).table("wlc", "ap");
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);
        morning.keep(30).table("wlc", "ap");
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);
        morning.keep(30).table("wlc", "ap");
        assertThat(morning.seat("cb-1")).isEqualTo(SeatState.RESTING);
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.ON_TRACK);
        assertThat(morning.session("wida").nextStep()).contains("carts open at 8:35");

        morning.keep(30).table("wlc", "ap", SimulatedSchool.names("cb-", 1, 19));
        assertThat(morning.session("wida").nextStep()).contains("19 of 24 open");
        morning.keep(30).table("wlc", "ap", SimulatedSchool.names("cb-", 1, 25));
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.ON_TRACK);
        for (int i = 0; i < 2; i++) {
            morning.keep(30).table("wlc", "ap", SimulatedSchool.names("cb-", 1, 25));
        }
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);
    }
}
