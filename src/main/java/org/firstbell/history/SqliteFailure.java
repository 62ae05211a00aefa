package org.firstbell.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * What a failure of SQLite means (<a href="https://sqlite.org/rescode.html">result codes</a>).
 *
 * @param reason as for opening
 * @param sentence for people
 * @param retryable whether the same write may succeed later; else it is a fault of ours and never will
 */
record SqliteFailure(StoreFailure.StoreFailureReason reason, String sentence, boolean retryable) {
    /** The primary code is the low byte of an extended one. */
    private static final int PRIMARY = 0xff;

    static SqliteFailure of(SQLException failure, Path folder) {
        String detail = firstLine(failure);
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY);
        return switch (code) {
            case SQLITE_FULL ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.DISK_FULL, "The disk with " + folder + " is full.", true);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.READ_ONLY,
                        "The store in " + folder + " cannot be written: it is read-only.",
                        true);
            case SQLITE_CANTOPEN ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.READ_ONLY,
                        "The store in " + folder + " cannot be opened for writing.",
                        true);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.IN_USE,
                        "Another program holds the store in " + folder + ".",
                        true);
            case SQLITE_NOTADB ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.NOT_A_STORE,
                        "What lies in " + folder + " is not a store of Firstbell.",
                        true);
            case SQLITE_CORRUPT ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.BROKEN,
                        "The store in " + folder + " is damaged (" + detail + ").",
                        true);
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_TOOBIG ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.BROKEN,
                        "The store in " + folder + " does not take this (" + detail + ").",
                        false);
            default ->
                new SqliteFailure(
                        StoreFailure.StoreFailureReason.BROKEN,
                        "The disk with " + folder + " fails (" + detail + ").",
                        true);
        };
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
