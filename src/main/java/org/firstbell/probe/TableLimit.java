package org.firstbell.probe;

/**
 * How an agent's tables can be read: how many rows and columns of one it can answer at once, and whether GETBULK works.
 * Learned from what it refuses, and from what it left unanswered or answered wrongly twice in a row, as once may be a lost
 * packet. Confined to the polling loop.
 */
final class TableLimit {
    static final int MOST_REPETITIONS = 20;

    /** More than any profile reads of one table. */
    static final int MOST_COLUMNS = 32;

    /** Tables in a row that were not answered as asked, until it is asked for less. */
    private static final int PATIENCE = 2;

    private int repetitions = MOST_REPETITIONS;
    private int columns = MOST_COLUMNS;
    private int doubts;
    private int lies;
    private boolean bulk = true;

    /** How many rows to ask for at once; 0 asks by GETNEXT. */
    int repetitions() {
        return bulk ? repetitions : 0;
    }

    /** How many columns to ask for at once. */
    int columns() {
        return columns;
    }

    /** Its answers are too big with more rows. */
    void atMost(int rows) {
        repetitions = Math.min(repetitions, Math.max(1, rows));
    }

    /** Its answers are too big with more columns. */
    void columnsAtMost(int most) {
        columns = Math.min(columns, Math.max(1, most));
    }

    /** It is known not to know GETBULK, or to break on it. */
    void withoutBulk() {
        bulk = false;
    }

    /**
     * A table was read to its end.
     *
     * @param rows how many at once it had to come down to because of silence, 0 being none by GETBULK
     * @param most to how many columns at once; both as high as they may be when every request was answered
     */
    void walked(int rows, int most) {
        doubts = rows >= MOST_REPETITIONS && most >= MOST_COLUMNS ? 0 : doubts + 1;
        if (doubts >= PATIENCE) {
            repetitions = Math.min(repetitions, rows);
            columns = Math.min(columns, most);
            doubts = 0;
        }
    }

    /**
     * Cells of a table were asked for once more, by GET. Where a text was another one twice in a row, the agent's way of
     * reading tables cannot be trusted: GETBULK is not used any longer.
     */
    void compared(boolean same) {
        lies = same ? 0 : lies + 1;
        bulk &= lies < PATIENCE;
    }

    /** Whether what its tables say may differ from what its objects say: where they are read by GETBULK, or did. */
    boolean doubtful() {
        return repetitions() > 0 || lies > 0;
    }
}
