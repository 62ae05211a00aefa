package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.SeatState;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static Morning lab() {
        return new Morning()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw-2", DeviceKind.SWITCH, "", "core")
                .computers("lab", 30, "sw-2")
                .session("ela", Morning.TESTNAV, "lab", 28)
                .begin();
    }

    @Test
    void session_beforeAnyMeasurement_isUnknown() {
        Morning morning = lab().pass(5);

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
        assertThat(morning.session("ela").reasons()).isNotEmpty();
    }

    @Test
    void session_everythingAnswers_isReadyAtOnceTheFirstTime() {
        Morning morning = lab().allAnswer();

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        assertThat(morning.session("ela").seats().usable()).isEqualTo(30);
        assertThat(morning.session("ela").word()).isEqualTo(SessionWord.READY);
    }

    @Test
    void switch_silentThreeLooks_cutsItsSeatsAtOnce() {
        Morning morning = lab().allAnswer().pass(1).silent("sw-2");

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(morning.room("ela").cut()).hasSize(30);
        assertThat(morning.session("ela").reasons().get(0).check().value()).isEqualTo("path");
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("sw-2");
    }

    @Test
    void chromebooks_openOneByOne_goFromRestingToReady() {
        Morning morning = new Morning()
                .device("core", DeviceKind.SWITCH, "")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", Devices::sights, "core")
                .device("ap", DeviceKind.ACCESS_POINT, "room", "core")
                .cart("cart-b", 30, "ap")
                .session("wida", Morning.INSIGHT, "room", 24, "cart-b")
                .begin();
        morning.allAnswer();
        morning.table("wlc", "ap", Morning.names("cb-", 1, 30));
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);

        morning.keep(30).table("wlc", "ap");
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);
        morning.keep(30).table("wlc", "ap");
        assertThat(morning.seat("cb-1")).isEqualTo(SeatState.RESTING);
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.ON_TRACK);
        assertThat(morning.session("wida").next()).contains("carts open at 8:35");

        morning.keep(30).table("wlc", "ap", Morning.names("cb-", 1, 19));
        assertThat(morning.session("wida").next()).contains("19 of 24 open");
        morning.keep(30).table("wlc", "ap", Morning.names("cb-", 1, 25));
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.ON_TRACK);
        for (int i = 0; i < 2; i++) {
            morning.keep(30).table("wlc", "ap", Morning.names("cb-", 1, 25));
        }
        assertThat(morning.verdict("wida")).isEqualTo(Verdict.READY);
    }
}
