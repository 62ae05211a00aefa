package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

/** Contract §4: Firstbell is blind when all roots are silent, no network is up, or its clock jumped. */
class SelfVisibilityTest {
    private final SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
    private static final String[] ROOTS = {"core", "edge", "anchor-1", "anchor-2"};

    private boolean blind() {
        return morning.readiness().assessment().visibilityLoss().isPresent();
    }

    @Test
    void roots_allSilent_isBlindnessAndEveryVerdictUnknown() {
        morning.silent("edge", "anchor-1", "anchor-2");
        assertThat(blind()).isFalse();

        morning.silent("core");

        assertThat(blind()).isTrue();
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
        assertThat(morning.session("ela").reasons().get(0).check().value()).isEqualTo("sight");
        assertThat(morning.changes).anyMatch(ReadinessChanges::visibilityChanged);
    }

    @Test
    void anythingStillAnswering_isNoBlindness() {
        morning.silent(ROOTS);
        assertThat(blind()).isTrue();

        morning.pass(1).answer("sw-3");

        assertThat(blind()).isFalse();
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
    }

    @Test
    void oneRoot_silent_isNoBlindness() {
        SimulatedSchool small = new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 2, "core")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 2)
                .begin()
                .allAnswer()
                .pass(1)
                .silent("core", "pc-1", "pc-2");

        assertThat(small.readiness().assessment().visibilityLoss()).isEmpty();
        assertThat(small.verdict("ela")).isEqualTo(Verdict.NOT_READY);
    }

    @Test
    void network_withoutAnyInterface_isBlindness() {
        morning.network = false;
        morning.pass(1);
        assertThat(blind()).isTrue();

        morning.network = true;
        morning.pass(1);
        assertThat(blind()).isFalse();
        assertThat(morning.verdict("ela")).as("better shows after settling").isEqualTo(Verdict.UNKNOWN);
        morning.keep(61);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void clock_jumpsAhead_isBlindnessUntilSomethingAnswersAnew() {
        morning.now = morning.now.plus(Duration.ofSeconds(32));
        morning.pass(1);
        assertThat(blind()).isTrue();
        assertThat(morning.standing("pc-1").up()).isEmpty();

        morning.pass(1).allAnswer().pass(1);
        assertThat(blind()).isFalse();
        morning.keep(61);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void clock_jumpsBack_isBlindness() {
        morning.now = morning.now.minus(Duration.ofHours(1));
        morning.pass(1);

        assertThat(blind()).isTrue();
    }

    @Test
    void clock_late_byLessThanThirtySeconds_isNone() {
        morning.now = morning.now.plus(Duration.ofSeconds(20));
        morning.pass(1);

        assertThat(blind()).isFalse();
    }
}
