package org.firstbell.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The schema of the store: the scripts under {@code db/}, applied in order. The file's {@code user_version} is the number of
 * scripts that it has seen, and its {@code application_id} says that it is a store
 * (<a href="https://sqlite.org/pragma.html#pragma_user_version">SQLite's pragmas</a>). Before that, Flyway kept the number in
 * a table of its own.
 */
final class StoreSchema {
    /** "FBEL", SQLite's application id of our files. */
    static final int APPLICATION = 0x4642454c;

    private static final List<String> SCRIPTS =
            List.of("V1__journal_and_outbox.sql", "V2__reached.sql", "V3__signer.sql");

    /** The newest version. */
    static final int VERSION = SCRIPTS.size();

    /** Flyway's checksums of the scripts that it applied, by version: CRC-32 over their lines as they were then. */
    private static final List<Integer> FLYWAY_CHECKSUMS = List.of(-1568801089, 1265551454, 586739312);

    private StoreSchema() {}

    /** Whether a file holds nothing yet. */
    static boolean isEmpty(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    }

    /** Whether a file needs no migration. */
    static boolean isNewest(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA user_version") == VERSION
                && Sql.number(connection, "PRAGMA application_id") == APPLICATION;
    }

    /** The version of a file that is not empty; none where it is not a store. */
    static OptionalInt version(Connection connection) throws SQLException {
        int version = (int) Sql.number(connection, "PRAGMA user_version");
        if (version > 0 && Sql.number(connection, "PRAGMA application_id") == APPLICATION) {
            return OptionalInt.of(version);
        }
        if (!hasTable(connection, "flyway_schema_history")) {
            return OptionalInt.empty();
        }
        int flyways = (int)
                Sql.number(connection, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success");
        return flyways == 0 || hasTable(connection, "incident_event") ? OptionalInt.of(flyways) : OptionalInt.empty();
    }

    /** Whether a file that Flyway migrated saw other scripts than ours. */
    static boolean isForeign(Connection connection) throws SQLException {
        if (!hasTable(connection, "flyway_schema_history")) {
            return false;
        }
        List<Integer> seen = Sql.list(
                connection,
                "SELECT checksum FROM flyway_schema_history WHERE success ORDER BY installed_rank",
                row -> row.getInt(1));
        return seen.size() > FLYWAY_CHECKSUMS.size() || !seen.equals(FLYWAY_CHECKSUMS.subList(0, seen.size()));
    }

    /** Brings a file from a version to the newest, whole or not at all. */
    static void migrate(Connection connection, int from) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String script : SCRIPTS.subList(from, VERSION)) {
            statements.add(script(script));
        }
        if (from < VERSION) {
            // From here on Flyway's table would tell an older Firstbell that it knows this file.
            statements.add("DROP TABLE IF EXISTS flyway_schema_history");
        }
        apply(connection, statements, VERSION);
    }

    /** Runs scripts and sets the version in one transaction. */
    static void apply(Connection connection, List<String> scripts, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String script : scripts) {
                    statement.executeUpdate(script);
                }
                statement.execute("PRAGMA application_id = " + APPLICATION);
                statement.execute("PRAGMA user_version = " + version);
                statement.execute("COMMIT");
            } catch (SQLException failed) {
                rollBack(statement, failed);
                throw failed;
            }
        }
    }

    /** Where SQLite itself has not done so already. */
    private static void rollBack(Statement statement, SQLException failed) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException undone) {
            failed.addSuppressed(undone);
        }
    }

    private static String script(String name) {
        try (InputStream in = StoreSchema.class.getResourceAsStream("/db/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its own db/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the product's own db/" + name + " cannot be read", broken);
        }
    }

    static boolean hasTable(Connection connection, String name) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM sqlite_master WHERE name = ?", name) > 0;
    }
}
