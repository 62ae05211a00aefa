package org.firstbell.poll;

/**
 * The fixed schedule that ticks fall on: every multiple of an interval since 1970, moved by a phase of the query's own,
 * so that many queries spread over the interval and one query keeps its place in it for ever.
 */
final class TickSchedule {
    private TickSchedule() {}

    /** A query's place in every interval: 0 up to but not including 1, evenly spread over names. */
    static double phaseOffset(String question) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bit: offset basis and prime of draft-eastlake-fnv
        for (int i = 0; i < question.length(); i++) {
            hash = (hash ^ question.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        return (hash >>> 11) * 0x1.0p-53;
    }

    /**
     * The first tick strictly after an instant.
     *
     * @param after milliseconds since 1970
     * @param step the interval in milliseconds
     */
    static long nextTick(long after, long step, double phase) {
        long offset = (long) (phase * step);
        long beats = Math.floorDiv(after - offset, step) + 1;
        return beats * step + offset;
    }
}
