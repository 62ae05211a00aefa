package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;

/** Percentages as devices tell them: a hundredfold, in tenths, or as garbage. */
class HundredfoldDetectorTest {
    private static final HundredfoldDetector.PercentageKey CPU =
            new HundredfoldDetector.PercentageKey("cpu", HundredfoldDetector.NO_ROW);

    private final HundredfoldDetector percentages = new HundredfoldDetector();

    private double cpu(double number) {
        return percentages.plausible(CPU, number, 0, 100, new Object());
    }

    private double scalar(String what, double number, double most) {
        return percentages.plausible(
                new HundredfoldDetector.PercentageKey(what, HundredfoldDetector.NO_ROW), number, 0, most, new Object());
    }

    private double row(int index, double number, Object answer) {
        return percentages.plausible(
                new HundredfoldDetector.PercentageKey("cpu", new OID(new int[] {index})), number, 0, 100, answer);
    }

    @Test
    void ordinaryRow_afterHundredfoldOnesOfItsTable_isItself() {
        for (int beat = 0; beat < 5; beat++) {
            Object answer = new Object();
            for (int index = 1; index <= 3; index++) {
                assertThat(row(index, 7_500, answer)).isEqualTo(75);
            }
            assertThat(row(4, 85, answer)).isEqualTo(85);
        }
    }

    @Test
    void idleRowOfAHundredfoldTable_isBroughtBack_howeverManyOrdinaryRowsStandBesideIt() {
        for (int beat = 0; beat < 2; beat++) {
            row(1, 7_500, new Object());
        }
        Object answer = new Object();
        for (int index = 2; index <= 60; index++) {
            row(index, 30, answer);
        }
        assertThat(row(1, 95, answer)).as("0.95 %").isEqualTo(0.95);
    }

    @Test
    void objectReadTwiceOfOneAnswer_countsOnce_andAsItWasReadLast() {
        Object first = new Object();
        row(1, 9_000, first);
        row(1, 9_000, first);
        assertThat(row(1, 95, new Object())).as("one peak of garbage").isEqualTo(95);
        Object second = new Object();
        row(2, 9_000, second);
        row(2, 90, second);
        Object third = new Object();
        row(2, 9_000, third);
        row(2, 90, third);
        assertThat(row(2, 90, new Object()))
                .as("asked once more, it was ordinary both times")
                .isEqualTo(90);
    }

    @Test
    void numberThatDidNotCome_forgetsNothing() {
        cpu(5_000);
        cpu(5_000);
        for (int i = 0; i < 20; i++) {
            assertThat(cpu(Double.NaN)).isNaN();
        }
        assertThat(cpu(95)).isEqualTo(0.95);
    }

    @Test
    void ordinaryPercentage_isItself() {
        assertThat(cpu(0)).isZero();
        assertThat(cpu(100)).isEqualTo(100);
        assertThat(percentages.isKnownHundredfold(CPU)).isFalse();
    }

    @Test
    void hundredfold_isBroughtBack_andSoAreItsSmallNumbersOnceItIsKnown() {
        assertThat(cpu(1234)).isEqualTo(12.34);
        assertThat(cpu(5678)).isEqualTo(56.78);
        assertThat(cpu(95)).as("0.95 %, not 95 %").isEqualTo(0.95);
        assertThat(scalar("memory", 95, 100)).isEqualTo(95);
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
        assertThat(scalar("load", 150, 200)).isEqualTo(150);
        assertThat(scalar("load", 300, 200)).isNaN();
        assertThat(scalar("minutes", Double.NaN, 65_534)).isNaN();
    }
}
