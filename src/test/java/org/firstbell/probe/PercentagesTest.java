package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Percentages as devices tell them: a hundredfold, in tenths, or as garbage. */
class PercentagesTest {
    private final Percentages percentages = new Percentages();

    private double cpu(double number) {
        return percentages.possible("cpu", number, 0, 100);
    }

    @Test
    void ordinaryPercentage_isItself() {
        assertThat(cpu(0)).isZero();
        assertThat(cpu(100)).isEqualTo(100);
        assertThat(percentages.hundredfold("cpu")).isFalse();
    }

    @Test
    void hundredfold_isBroughtBack_andSoAreItsSmallNumbersOnceItIsKnown() {
        assertThat(cpu(1234)).isEqualTo(12.34);
        assertThat(cpu(5678)).isEqualTo(56.78);
        assertThat(cpu(95)).as("0.95 %, not 95 %").isEqualTo(0.95);
        assertThat(percentages.possible("memory", 95, 0, 100)).isEqualTo(95);
    }

    @Test
    void aLittleOverAWhole_isImpossible_andNoHundredth() {
        assertThat(cpu(101)).isNaN();
        assertThat(cpu(150)).isNaN();
        assertThat(cpu(95)).isEqualTo(95);
    }

    @Test
    void onePeakOfGarbage_doesNotMakeFullLoadsSmall() {
        assertThat(cpu(4711)).isEqualTo(47.11);
        assertThat(cpu(97)).isEqualTo(97);
        for (int i = 0; i < 60; i++) {
            cpu(30);
        }
        assertThat(cpu(97)).isEqualTo(97);
    }

    @Test
    void whatWasAHundredfoldOnce_isForgottenWhenItTellsOrdinaryNumbersForLong() {
        for (int i = 0; i < 50; i++) {
            cpu(5000);
        }
        for (int i = 0; i < 20; i++) {
            cpu(50);
        }
        assertThat(cpu(97)).isEqualTo(97);
    }

    @Test
    void negativeReadAsUnsigned_isNone() {
        assertThat(cpu(4_294_967_172.0)).isNaN();
        assertThat(cpu(-1)).isNaN();
    }

    @Test
    void numberThatIsNoPercentage_isOnlyHeldWithinItsBounds() {
        assertThat(percentages.possible("load", 150, 0, 200)).isEqualTo(150);
        assertThat(percentages.possible("load", 300, 0, 200)).isNaN();
        assertThat(percentages.possible("minutes", Double.NaN, 0, 65_534)).isNaN();
    }
}
