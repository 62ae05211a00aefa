package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickScheduleTest {
    private static final long NOW = Instant.parse("2027-04-14T12:00:00.123Z").toEpochMilli();

    @Test
    void next_ofAnyInstant_isLaterByAtMostTheInterval() {
        for (int i = 0; i < 1000; i++) {
            long at = NOW + i * 37L;
            long next = TickSchedule.nextTick(at, 5_000, TickSchedule.phaseOffset("device/" + i));
            assertThat(next).isGreaterThan(at).isLessThanOrEqualTo(at + 5_000);
        }
    }

    @Test
    void next_afterABeat_keepsThePhase() {
        double phase = TickSchedule.phaseOffset("pc-204-01/snmp/system");
        long first = TickSchedule.nextTick(NOW, 5_000, phase);
        assertThat(TickSchedule.nextTick(first, 5_000, phase)).isEqualTo(first + 5_000);
        assertThat(TickSchedule.nextTick(first - 1, 5_000, phase)).isEqualTo(first);
    }

    @Test
    void phase_ofManyNames_spreadsOverTheInterval() {
        int[] tenths = new int[10];
        IntStream.range(0, 5000)
                .forEach(i -> tenths[(int) (10 * TickSchedule.phaseOffset("pc-" + i + "/snmp/system"))]++);
        for (int share : tenths) {
            assertThat(share).isBetween(400, 600);
        }
    }
}
