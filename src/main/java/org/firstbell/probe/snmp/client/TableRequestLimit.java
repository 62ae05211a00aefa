package org.firstbell.probe.snmp.client;

/**
 * The limit of table requests to one agent: how many rows and columns it can answer at once, and whether GETBULK works.
 * Learned from what it refuses, and from what it left unanswered or answered wrongly twice in a row, as once may be a
 * lost packet. Confined to the polling loop.
 */
public final class TableRequestLimit {
    static final int MAX_REPETITIONS = 20;

    /** More than any profile reads of one table. */
    static final int MAX_COLUMNS = 32;

    /** Tables in a row that were not answered as asked, until it is asked for less. */
    private static final int REDUCTION_THRESHOLD = 2;

    private int repetitions = MAX_REPETITIONS;
    private int columns = MAX_COLUMNS;
    private int reducedWalks;
    private int mismatches;
    private boolean bulkAllowed = true;

    /** How many rows to ask for at once; 0 asks by GETNEXT. */
    int repetitions() {
        return bulkAllowed ? repetitions : 0;
    }

    /** How many columns to ask for at once. */
    int columns() {
        return columns;
    }

    /** Its answers are too big with more rows. */
    void limitRows(int rows) {
        repetitions = Math.min(repetitions, Math.max(1, rows));
    }

    /** Its answers are too big with more columns. */
    void limitColumns(int most) {
        columns = Math.min(columns, Math.max(1, most));
    }

    /** It is known not to know GETBULK, or to break on it. */
    public void disableBulk() {
        bulkAllowed = false;
    }

    /**
     * A table was read to its end.
     *
     * @param rows how many at once it had to come down to because of silence, 0 being none by GETBULK
     * @param most to how many columns at once; both as high as they may be when every request was answered
     */
    void walkCompleted(int rows, int most) {
        reducedWalks = rows >= MAX_REPETITIONS && most >= MAX_COLUMNS ? 0 : reducedWalks + 1;
        if (reducedWalks >= REDUCTION_THRESHOLD) {
            repetitions = Math.min(repetitions, rows);
            columns = Math.min(columns, most);
            reducedWalks = 0;
        }
    }

    /**
     * Cells of a table were asked for once more, by GET. Where a text was another one twice in a row, the agent's way of
     * reading tables cannot be trusted: GETBULK is not used any longer.
     */
    void recheckCompleted(boolean same) {
        mismatches = same ? 0 : mismatches + 1;
        bulkAllowed &= mismatches < REDUCTION_THRESHOLD;
    }

    /** Whether what its tables say may differ from what its objects say: where they are read by GETBULK, or did. */
    boolean needsRecheck() {
        return repetitions() > 0 || mismatches > 0;
    }
}
