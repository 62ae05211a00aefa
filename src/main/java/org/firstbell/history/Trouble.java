package org.firstbell.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * What a failure of SQLite means (<a href="https://sqlite.org/rescode.html">result codes</a>).
 *
 * @param reason as for opening
 * @param sentence for people
 * @param passing whether the same write may succeed later; else it is a fault of ours and never will
 */
record Trouble(StoreFailure.Reason reason, String sentence, boolean passing) {
    /** The primary code is the low byte of an extended one. */
    private static final int PRIMARY = 0xff;

    static Trouble of(SQLException failure, Path folder) {
        String detail = oneLine(failure);
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY);
        return switch (code) {
            case SQLITE_FULL ->
                new Trouble(StoreFailure.Reason.DISK_FULL, "The disk with " + folder + " is full.", true);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                new Trouble(
                        StoreFailure.Reason.READ_ONLY,
                        "The store in " + folder + " cannot be written: it is read-only.",
                        true);
            case SQLITE_CANTOPEN ->
                new Trouble(
                        StoreFailure.Reason.READ_ONLY,
                        "The store in " + folder + " cannot be opened for writing.",
                        true);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new Trouble(StoreFailure.Reason.IN_USE, "Another program holds the store in " + folder + ".", true);
            case SQLITE_NOTADB ->
                new Trouble(
                        StoreFailure.Reason.NOT_A_STORE,
                        "What lies in " + folder + " is not a store of Firstbell.",
                        true);
            case SQLITE_CORRUPT ->
                new Trouble(
                        StoreFailure.Reason.BROKEN, "The store in " + folder + " is damaged (" + detail + ").", true);
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_TOOBIG ->
                new Trouble(
                        StoreFailure.Reason.BROKEN,
                        "The store in " + folder + " does not take this (" + detail + ").",
                        false);
            default ->
                new Trouble(StoreFailure.Reason.BROKEN, "The disk with " + folder + " fails (" + detail + ").", true);
        };
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
