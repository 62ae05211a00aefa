package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TruthMorningsTest {
    private static final int EACH = 4;

    @ParameterizedTest
    @EnumSource(TruthMornings.Kind.class)
    void morning_ofEachKind_endsInTheIncidentsOfItsFaultsAlone(TruthMornings.Kind kind) {
        List<TruthMornings.Result> mornings = LongStream.rangeClosed(1, EACH)
                .mapToObj(seed -> TruthMornings.morning(kind, seed))
                .toList();

        assertThat(mornings).allMatch(TruthMornings.Result::good);
        if (!kind.name().contains("RETURNS") && !kind.name().startsWith("LOSS")) {
            assertThat(mornings)
                    .allSatisfy(morning -> assertThat(morning.detection())
                            .allMatch(time -> time.compareTo(Duration.ofMillis(12_500)) <= 0));
        }
    }
}
