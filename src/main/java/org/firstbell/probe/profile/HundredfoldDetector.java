package org.firstbell.probe.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firstbell.probe.snmp.client.TableWalk;
import org.snmp4j.smi.OID;

/**
 * Which of a device's percentages are told a hundredfold, as some firmware does. A number that is more than twice a whole is
 * one; where that came again and again, smaller numbers of the same object are, too. What is out of range for another reason,
 * such as a negative number read as unsigned, is no percentage. Confined to its probe.
 */
final class HundredfoldDetector {
    /** Of what stands in no table. */
    static final OID NO_ROW = new OID();

    private static final double FULL_PERCENT = 100;

    /** Loads of a little over 100 % are miscounted, and no hundredth of anything. */
    private static final double MIN_HUNDREDFOLD = 200;

    private static final int REQUIRED_COUNT = 2;
    /** So many ordinary numbers in a row make it forgotten. */
    private static final int MAX_COUNT = 20;

    private final Map<PercentageKey, HundredfoldCount> counts = new LinkedHashMap<>();

    /**
     * One object.
     *
     * @param object it tells, as words
     * @param row of a table, or none
     */
    record PercentageKey(String object, OID row) {}

    /**
     * How often an object was told a hundredfold.
     *
     * @param previous the answer that told it last
     * @param current with that answer
     * @param response stands for that answer: it counts once, and a table that is asked for once more counts as it is told then
     */
    private record HundredfoldCount(int previous, int current, Object response) {}

    /**
     * A number as far as it is possible; not a number otherwise.
     *
     * @param most 100 for a percentage
     * @param answer stands for the answer that tells it
     */
    double plausible(PercentageKey which, double number, double least, double most, Object answer) {
        double plain = most == FULL_PERCENT && isScaled(which, number, answer) ? number / FULL_PERCENT : number;
        if (most == FULL_PERCENT) {
            recordNumber(which, number, answer);
        }
        return plain >= least && plain <= most ? plain : Double.NaN;
    }

    /** Whether a number alone shows it. */
    static boolean isHundredfold(double number, double most) {
        return most == FULL_PERCENT && number > MIN_HUNDREDFOLD && number <= FULL_PERCENT * FULL_PERCENT;
    }

    private boolean isScaled(PercentageKey which, double number, Object answer) {
        return isHundredfold(number, FULL_PERCENT) || countBefore(which, answer) >= REQUIRED_COUNT;
    }

    private int countBefore(PercentageKey which, Object answer) {
        HundredfoldCount seen = counts.get(which);
        return seen == null ? 0 : seen.response() == answer ? seen.previous() : seen.current();
    }

    private void recordNumber(PercentageKey which, double number, Object answer) {
        HundredfoldCount seen = counts.get(which);
        boolean shows = isHundredfold(number, FULL_PERCENT);
        if (Double.isNaN(number) || (seen == null && !shows)) {
            return;
        }
        int before = countBefore(which, answer);
        int now = shows ? Math.min(MAX_COUNT, before + 1) : Math.max(0, before - 1);
        if (now == 0 && before == 0) {
            counts.remove(which);
        } else {
            counts.put(which, new HundredfoldCount(before, now, answer));
            forgetTheOldest();
        }
    }

    /** Rows come and go; an agent that names them anew each time must not fill the memory. */
    private void forgetTheOldest() {
        if (counts.size() > TableWalk.MAX_ROWS) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /** Whether an object is told a hundredfold. */
    boolean isKnownHundredfold(PercentageKey which) {
        HundredfoldCount seen = counts.get(which);
        return seen != null && seen.current() > 0;
    }
}
