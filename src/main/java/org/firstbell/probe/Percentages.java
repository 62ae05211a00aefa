package org.firstbell.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snmp4j.smi.OID;

/**
 * Which of a device's percentages are told a hundredfold, as some firmware does. A number that is more than twice a whole is
 * one; where that came again and again, smaller numbers of the same object are, too. What is out of range for another reason,
 * such as a negative number read as unsigned, is no percentage. Confined to its probe.
 */
final class Percentages {
    /** Of what stands in no table. */
    static final OID NO_ROW = new OID();

    private static final double WHOLE = 100;

    /** Loads of a little over 100 % are miscounted, and no hundredth of anything. */
    private static final double SURELY_HUNDREDFOLD = 200;

    private static final int BELIEVED = 2;
    /** So many ordinary numbers in a row make it forgotten. */
    private static final int REMEMBERED = 20;

    private final Map<Which, Seen> hundredfold = new LinkedHashMap<>();

    /**
     * One object.
     *
     * @param what it tells, as words
     * @param row of a table, or none
     */
    record Which(String what, OID row) {}

    /**
     * How often an object was told a hundredfold.
     *
     * @param before the answer that told it last
     * @param now with that answer
     * @param answer stands for that answer: it counts once, and a table that is asked for once more counts as it is told then
     */
    private record Seen(int before, int now, Object answer) {}

    /**
     * A number as far as it is possible; not a number otherwise.
     *
     * @param most 100 for a percentage
     * @param answer stands for the answer that tells it
     */
    double possible(Which which, double number, double least, double most, Object answer) {
        double plain = most == WHOLE && brings(which, number, answer) ? number / WHOLE : number;
        if (most == WHOLE) {
            count(which, number, answer);
        }
        return plain >= least && plain <= most ? plain : Double.NaN;
    }

    /** Whether a number alone shows it. */
    static boolean isHundredfold(double number, double most) {
        return most == WHOLE && number > SURELY_HUNDREDFOLD && number <= WHOLE * WHOLE;
    }

    private boolean brings(Which which, double number, Object answer) {
        return isHundredfold(number, WHOLE) || before(which, answer) >= BELIEVED;
    }

    private int before(Which which, Object answer) {
        Seen seen = hundredfold.get(which);
        return seen == null ? 0 : seen.answer() == answer ? seen.before() : seen.now();
    }

    private void count(Which which, double number, Object answer) {
        Seen seen = hundredfold.get(which);
        boolean shows = isHundredfold(number, WHOLE);
        if (Double.isNaN(number) || (seen == null && !shows)) {
            return;
        }
        int before = before(which, answer);
        int now = shows ? Math.min(REMEMBERED, before + 1) : Math.max(0, before - 1);
        if (now == 0 && before == 0) {
            hundredfold.remove(which);
        } else {
            hundredfold.put(which, new Seen(before, now, answer));
            forgetTheOldest();
        }
    }

    /** Rows come and go; an agent that names them anew each time must not fill the memory. */
    private void forgetTheOldest() {
        if (hundredfold.size() > TableWalk.MOST_ROWS) {
            hundredfold.remove(hundredfold.keySet().iterator().next());
        }
    }

    /** Whether an object is told a hundredfold. */
    boolean hundredfold(Which which) {
        Seen seen = hundredfold.get(which);
        return seen != null && seen.now() > 0;
    }
}
