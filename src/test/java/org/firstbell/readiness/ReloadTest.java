package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.DeviceId;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

/** A new configuration in the middle of the day. */
class ReloadTest {
    private static Readiness reloaded(SimulatedSchool before, SimulatedSchool next) {
        Readiness fresh = next.at("08:00").begin().readiness();
        fresh.continueFrom(before.readiness(), before.now);
        return fresh;
    }

    @Test
    void reload_ofTheSameSchool_changesNothingThatIsShown() {
        SimulatedSchool before = TestSchools.open(TestSchools.cart()).keepTables(600, "ap-3", 26);
        SessionAssessment was = before.session("ela");

        Readiness after = reloaded(before, TestSchools.cart());

        SessionAssessment is = after.assessment().sessions().iterator().next();
        assertThat(is).isEqualTo(was);
        assertThat(after.assessment()
                        .target(new DeviceId("cb-30"))
                        .orElseThrow()
                        .seatState())
                .contains(SeatState.RESTING);
    }

    @Test
    void reload_inALiveSession_keepsWhoWasThere() {
        SimulatedSchool before =
                TestSchools.ready(TestSchools.lab()).keepTo("09:05:00").silent("pc-1", "pc-2");
        assertThat(before.session("ela").attendance()).isEqualTo(28);

        Readiness after = reloaded(before, TestSchools.lab());

        assertThat(after.assessment().sessions().iterator().next().attendance()).isEqualTo(28);
        assertThat(after.assessment().sessions().iterator().next().verdict()).isEqualTo(Verdict.READY);
    }

    @Test
    void reload_thatChangesAnAddress_forgetsThatDeviceOnly() {
        SimulatedSchool before = TestSchools.ready(TestSchools.lab());
        SimulatedSchool next = TestSchools.network()
                .computers("lab", 29, "sw-2")
                .device("pc-30", org.firstbell.model.setup.DeviceKind.TABLET, "lab", "sw-2")
                .session("ela", SimulatedSchool.TESTNAV, "lab", 28);

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
        SimulatedSchool before = TestSchools.ready(TestSchools.lab());
        before.misses("sw-2");
        before.misses("sw-2");
        SimulatedSchool next = TestSchools.lab();
        reloaded(before, next);
        next.now = before.now;

        next.misses("sw-2");

        assertThat(next.verdict("ela")).isEqualTo(Verdict.NOT_READY);
    }
}
