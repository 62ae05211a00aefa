package org.firstbell.probe;

import java.util.HashMap;
import java.util.Map;

/**
 * Which of a device's percentages are told a hundredfold, as some firmware does. A number that is more than twice a whole is
 * one; where that came again and again, smaller numbers are, too. What is out of range for another reason, such as a negative
 * number read as unsigned, is no percentage. Confined to its probe.
 */
final class Percentages {
    private static final double WHOLE = 100;

    /** Loads of a little over 100 % are miscounted, and no hundredth of anything. */
    private static final double SURELY_HUNDREDFOLD = 200;

    private static final int BELIEVED = 2;
    /** So many ordinary numbers in a row make it forgotten. */
    private static final int REMEMBERED = 20;

    private final Map<String, Integer> hundredfold = new HashMap<>();

    /**
     * A number as far as it is possible; not a number otherwise.
     *
     * @param what which object's, as words
     * @param most 100 for a percentage
     */
    double possible(String what, double number, double least, double most) {
        double plain = most == WHOLE ? brought(what, number) : number;
        return plain >= least && plain <= most ? plain : Double.NaN;
    }

    /** Whether a number alone shows it. */
    static boolean isHundredfold(double number, double most) {
        return most == WHOLE && number > SURELY_HUNDREDFOLD && number <= WHOLE * WHOLE;
    }

    private double brought(String what, double number) {
        if (isHundredfold(number, WHOLE)) {
            hundredfold.merge(what, 1, (before, one) -> Math.min(REMEMBERED, before + one));
            return number / WHOLE;
        }
        Integer before = hundredfold.get(what);
        if (before == null) {
            return number;
        }
        hundredfold.put(what, before > 0 ? before - 1 : 0);
        return before >= BELIEVED ? number / WHOLE : number;
    }

    /** Whether an object is told a hundredfold. */
    boolean hundredfold(String what) {
        return hundredfold.getOrDefault(what, 0) > 0;
    }
}
