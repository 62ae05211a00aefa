package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.signal.Trend;
import org.junit.jupiter.api.Test;

/** Contract §4, AT_RISK: the forecast says a limit will be passed. */
class LimitForecastTest {
    private final Trend trend = new Trend();

    private Trend line(double from, double perMinute, int minutes) {
        for (int i = 0; i <= minutes; i++) {
            trend.add(SimulatedSchool.EIGHT.plus(Duration.ofMinutes(i)), from + perMinute * i);
        }
        return trend;
    }

    @Test
    void trend_steadyFall_saysWhenItReachesTheBound() {
        Instant at = line(0.40, -0.01, 15).reachesAt(0.15);

        assertThat(at)
                .isBetween(
                        SimulatedSchool.EIGHT.plusSeconds(25 * 60 - 2), SimulatedSchool.EIGHT.plusSeconds(25 * 60 + 2));
    }

    @Test
    void trend_underTenMinutes_saysNothing() {
        assertThat(line(0.40, -0.01, 9).reachesAt(0.15)).isNull();
    }

    @Test
    void trend_awayFromTheBound_orLevel_saysNothing() {
        assertThat(line(0.40, 0.01, 15).reachesAt(0.15)).isNull();
        assertThat(new LimitForecastTest().line(0.40, 0, 15).reachesAt(0.15)).isNull();
    }

    @Test
    void trend_noise_saysNothing() {
        Random random = new Random(4711);
        for (int i = 0; i < 30; i++) {
            trend.add(SimulatedSchool.EIGHT.plus(Duration.ofMinutes(i)), 0.3 + random.nextDouble() / 10);
        }
        assertThat(trend.reachesAt(0.15)).isNull();
    }

    @Test
    void trend_farAhead_saysNothing() {
        assertThat(line(0.90, -0.01, 15).reachesAt(0.15))
                .as("an hour at most, after 15 min")
                .isNull();
    }

    private static SimulatedSchool filling(double perMinute) {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        double free = 0.60;
        for (int minute = 0; minute < 15; minute++) {
            morning.answers("cache", morning.number("cache", "disk.free.ratio", free));
            free -= perMinute;
            for (int i = 0; i < 4; i++) {
                morning.keep(15).answers("cache", morning.number("cache", "disk.free.ratio", free));
            }
        }
        return morning;
    }

    @Test
    void session_whoseCacheFillsBeforeItsEnd_isAtRisk() {
        SimulatedSchool morning = filling(0.012);

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.AT_RISK);
        Finding first = morning.session("ela").reasons().get(0);
        assertThat(first.check().value()).isEqualTo("forecast");
        assertThat(first.subject().value()).isEqualTo("cache");
        assertThat(first.message().wall()).matches("The test cache cache fills up by 8:3\\d AM\\.");
    }

    @Test
    void session_whoseCacheHardlyMoves_isReady() {
        assertThat(filling(0.0005).verdict("ela")).isEqualTo(Verdict.READY);
    }
}
