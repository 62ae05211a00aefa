package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.DeviceId;
import org.firstbell.model.SeatState;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Verdict;
import org.junit.jupiter.api.Test;

/** A new configuration in the middle of the day. */
class ReloadTest {
    private static Readiness reloaded(Morning before, Morning next) {
        Readiness fresh = next.at("08:00").begin().readiness();
        fresh.continueFrom(before.readiness(), before.now);
        return fresh;
    }

    @Test
    void reload_ofTheSameSchool_changesNothingThatIsShown() {
        Morning before = Schools.open(Schools.cart()).keepTables(600, "ap-3", 26);
        SessionStanding was = before.session("ela");

        Readiness after = reloaded(before, Schools.cart());

        SessionStanding is = after.assessment().sessions().iterator().next();
        assertThat(is).isEqualTo(was);
        assertThat(after.assessment()
                        .target(new DeviceId("cb-30"))
                        .orElseThrow()
                        .seat())
                .contains(SeatState.RESTING);
    }

    @Test
    void reload_inALiveSession_keepsWhoWasThere() {
        Morning before = Schools.ready(Schools.lab()).keepTo("09:05:00").silent("pc-1", "pc-2");
        assertThat(before.session("ela").attendance()).isEqualTo(28);

        Readiness after = reloaded(before, Schools.lab());

        assertThat(after.assessment().sessions().iterator().next().attendance()).isEqualTo(28);
        assertThat(after.assessment().sessions().iterator().next().verdict()).isEqualTo(Verdict.READY);
    }

    @Test
    void reload_thatChangesAnAddress_forgetsThatDeviceOnly() {
        Morning before = Schools.ready(Schools.lab());
        Morning next = Schools.network()
                .computers("lab", 29, "sw-2")
                .device("pc-30", org.firstbell.model.setup.DeviceKind.TABLET, "lab", "sw-2")
                .session("ela", Morning.TESTNAV, "lab", 28);

        Readiness after = reloaded(before, next);

        assertThat(after.assessment()
                        .target(new DeviceId("pc-30"))
                        .orElseThrow()
                        .up())
                .isEmpty();
        assertThat(after.assessment()
                        .target(new DeviceId("pc-29"))
                        .orElseThrow()
                        .up())
                .contains(true);
        assertThat(after.assessment().sessions().iterator().next().verdict()).isEqualTo(Verdict.READY);
    }

    @Test
    void reload_goesOnCountingSilence() {
        Morning before = Schools.ready(Schools.lab());
        before.misses("sw-2");
        before.misses("sw-2");
        Morning next = Schools.lab();
        reloaded(before, next);
        next.now = before.now;

        next.misses("sw-2");

        assertThat(next.verdict("ela")).isEqualTo(Verdict.NOT_READY);
    }
}
