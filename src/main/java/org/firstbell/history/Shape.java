package org.firstbell.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The newest shape of the store: the migrations under {@code db/}, in order. A new file is given it in one transaction, with
 * the same table of migrations as Flyway would leave; a file of an older shape is Flyway's own work.
 */
final class Shape {
    /** The newest migration. */
    static final int VERSION = 3;

    /** Flyway's own table, to the letter. */
    private static final String HISTORY = """
            CREATE TABLE "flyway_schema_history" (
                "installed_rank" INT NOT NULL PRIMARY KEY,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                "execution_time" INT NOT NULL,
                "success" BOOLEAN NOT NULL
            );
            CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
            """;

    private static final String NOTE = """
            INSERT INTO flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                VALUES (?, ?, ?, 'SQL', ?, ?, '', 0, 1)
            """;

    private static final List<Migration> MIGRATIONS =
            List.of(new Migration(1, "journal_and_outbox"), new Migration(2, "reached"), new Migration(3, "signer"));

    /** One script under {@code db/}. */
    private record Migration(int version, String name) {
        String file() {
            return "V" + version + "__" + name + ".sql";
        }

        String script() {
            try (InputStream in = Shape.class.getResourceAsStream("/db/" + file())) {
                if (in == null) {
                    throw new IllegalStateException("the product lacks its own db/" + file());
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new IllegalStateException("the product's own db/" + file() + " cannot be read", broken);
            }
        }

        /** As Flyway reckons it: over the lines without their ends. */
        int checksum() {
            CRC32 sum = new CRC32();
            script().lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) sum.getValue();
        }
    }

    private Shape() {}

    /** Gives an empty file the newest shape, whole or not at all. */
    static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                statement.executeUpdate(HISTORY);
                for (Migration migration : MIGRATIONS) {
                    statement.executeUpdate(migration.script());
                    note(connection, migration);
                }
                statement.execute("COMMIT");
            } catch (SQLException failed) {
                undo(statement, failed);
                throw failed;
            }
        }
    }

    /** Where SQLite itself has not done so already. */
    private static void undo(Statement statement, SQLException failed) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException undone) {
            failed.addSuppressed(undone);
        }
    }

    private static void note(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
            insert.setInt(1, migration.version());
            insert.setString(2, Integer.toString(migration.version()));
            insert.setString(3, migration.name().replace('_', ' '));
            insert.setString(4, migration.file());
            insert.setInt(5, migration.checksum());
            insert.executeUpdate();
        }
    }

    /** Whether a file has seen these very migrations and no others. */
    static boolean isNewest(Connection connection) throws SQLException {
        List<Integer> seen = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT checksum FROM flyway_schema_history WHERE success ORDER BY installed_rank")) {
            while (rows.next()) {
                seen.add(rows.getInt(1));
            }
        }
        return seen.equals(MIGRATIONS.stream().map(Migration::checksum).toList());
    }
}
