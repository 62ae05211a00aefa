package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shape of a new store against what Flyway makes of the same migrations, and what becomes of older ones. */
final class ShapeTest {
    @TempDir
    private Path folder;

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static Flyway flyway(Path file, MigrationVersion target) {
        return Flyway.configure()
                .dataSource(url(file), null, null)
                .locations("classpath:db")
                .target(target)
                .load();
    }

    private static List<String> rows(Path file, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private Path store() {
        return folder.resolve("firstbell.db");
    }

    private void open() throws StoreFailure {
        Store.open(folder, () -> Samples.NINE).close();
    }

    @Test
    void newStore_isWhatFlywayWouldMake() throws Exception {
        Path flyways = folder.resolve("flyways.db");
        flyway(flyways, MigrationVersion.LATEST).migrate();

        open();

        String shape = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name";
        String migrations = "SELECT installed_rank, version, description, type, script, checksum, installed_by, success"
                + " FROM flyway_schema_history ORDER BY installed_rank";
        assertThat(rows(store(), shape)).isEqualTo(rows(flyways, shape));
        assertThat(rows(store(), migrations)).isEqualTo(rows(flyways, migrations));
        assertThat(rows(store(), "SELECT * FROM progress")).isEqualTo(rows(flyways, "SELECT * FROM progress"));
        assertThat(flyway(store(), MigrationVersion.LATEST).validateWithResult().validationSuccessful)
                .isTrue();
    }

    @Test
    void storeOfTheFirstVersion_isBroughtToTheNewest_withWhatItHolds() throws Exception {
        flyway(store(), MigrationVersion.fromVersion("1")).migrate();
        try (Connection connection = DriverManager.getConnection(url(store()))) {
            Database.run(connection, "INSERT INTO incident (number, opened_ms) VALUES (7, 0)");
        }

        open();

        assertThat(rows(store(), "SELECT max(version) FROM flyway_schema_history"))
                .containsExactly(Shape.VERSION + "|");
        assertThat(rows(store(), "SELECT number FROM incident")).containsExactly("7|");
        assertThat(rows(store(), "SELECT count(*) FROM reached")).containsExactly("0|");
    }

    @Test
    void storeOfOtherMigrations_isRefused_andLeftAsItIs() throws Exception {
        open();
        try (Connection connection = DriverManager.getConnection(url(store()))) {
            Database.run(connection, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        }

        StoreFailure failure = catchThrowableOfType(StoreFailure.class, this::open);

        assertThat(failure.reason()).isEqualTo(StoreFailure.Reason.BROKEN);
        assertThat(failure)
                .hasMessageStartingWith("The store in " + folder + " cannot be brought to this version: ")
                .hasMessageContaining("checksum");
        assertThat(rows(store(), "SELECT checksum FROM flyway_schema_history WHERE version = '2'"))
                .containsExactly("1|");
    }

    @Test
    void fileWithoutAnyTable_isGivenTheShape() throws Exception {
        Files.createFile(store());

        open();

        assertThat(rows(store(), "SELECT count(*) FROM flyway_schema_history")).containsExactly(Shape.VERSION + "|");
    }
}
