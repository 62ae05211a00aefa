package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Instant NOW = Instant.parse("2027-04-14T12:00:00.123Z");

    @Test
    void next_ofAnyInstant_isLaterByAtMostTheInterval() {
        for (int i = 0; i < 1000; i++) {
            Instant at = NOW.plusMillis(i * 37L);
            Instant next = Grid.next(at, Duration.ofSeconds(5), Grid.phase("device/" + i));
            assertThat(next).isAfter(at).isBeforeOrEqualTo(at.plusSeconds(5));
        }
    }

    @Test
    void next_afterABeat_keepsThePhase() {
        double phase = Grid.phase("pc-204-01/snmp/system");
        Instant first = Grid.next(NOW, Duration.ofSeconds(5), phase);
        assertThat(Grid.next(first, Duration.ofSeconds(5), phase)).isEqualTo(first.plusSeconds(5));
        assertThat(Grid.next(first.minusMillis(1), Duration.ofSeconds(5), phase))
                .isEqualTo(first);
    }

    @Test
    void phase_ofManyNames_spreadsOverTheInterval() {
        int[] tenths = new int[10];
        IntStream.range(0, 5000).forEach(i -> tenths[(int) (10 * Grid.phase("pc-" + i + "/snmp/system"))]++);
        for (int share : tenths) {
            assertThat(share).isBetween(400, 600);
        }
    }
}
