package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.Outbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of new stores, and what becomes of older ones. */
final class StoreSchemaTest {
    private static final String FLYWAYS_TABLE =
            "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'";

    @TempDir
    private Path folder;

    static List<String> rows(Path file, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
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

    /** Every row of every table but Flyway's, by table. */
    private static Map<String, List<String>> everything(Path file) throws SQLException {
        Map<String, List<String>> everything = new LinkedHashMap<>();
        String tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'flyway_schema_history'";
        for (String table : rows(file, tables)) {
            String name = table.replace("|", "");
            everything.put(name, rows(file, "SELECT * FROM " + name));
        }
        return everything;
    }

    private Path store() {
        return folder.resolve("firstbell.db");
    }

    private void open() throws StoreFailure {
        HistoryStore.open(folder, () -> SampleEvents.NINE).close();
    }

    private StoreFailure refusal() {
        return catchThrowableOfType(StoreFailure.class, this::open);
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** A store with incidents, notices, staff actions, reached targets and signers, which Flyway migrated. */
    private void storeOfFlyway() throws Exception {
        try (InputStream in = StoreSchemaTest.class.getResourceAsStream("/history/flyway-version-3.sql")) {
            run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The same, as it was before some of the migrations. */
    private void storeOfFlyway(int version) throws Exception {
        storeOfFlyway();
        run("DROP TABLE signer", "DELETE FROM flyway_schema_history WHERE installed_rank > " + version);
        if (version == 1) {
            run("DROP TABLE reached");
        }
    }

    @Test
    void newStore_hasTheNewestVersion_andNoTableOfAnyTool() throws Exception {
        open();

        assertThat(rows(store(), "PRAGMA user_version")).containsExactly(StoreSchema.VERSION + "|");
        assertThat(rows(store(), "PRAGMA application_id")).containsExactly(0x4642454c + "|");
        assertThat(everything(store()))
                .containsOnlyKeys(
                        "progress",
                        "incident",
                        "incident_event",
                        "sqlite_sequence",
                        "staff_action",
                        "notice",
                        "notice_incident",
                        "verdict",
                        "reached",
                        "signer");
        assertThat(rows(store(), FLYWAYS_TABLE)).containsExactly("0|");
    }

    @Test
    void fileWithoutAnyTable_isGivenTheSchema() throws Exception {
        Files.createFile(store());

        open();

        assertThat(rows(store(), "PRAGMA user_version")).containsExactly(StoreSchema.VERSION + "|");
    }

    @Test
    void storeOfFlyway_opensWithAllThatItHolds() throws Exception {
        storeOfFlyway();
        Map<String, List<String>> before = everything(store());

        try (HistoryStore store = HistoryStore.open(folder, () -> SampleEvents.NINE)) {
            assertThat(store.recover().events()).hasSize(2 * WritesUntilKilled.PARTS);
            assertThat(store.recover().actions()).hasSize(2);
            assertThat(store.recover().notifications())
                    .extracting(Outbox.OutboxEntry::state)
                    .containsExactly(Outbox.DeliveryState.SENT, Outbox.DeliveryState.PENDING);
            assertThat(store.recover().reached()).containsExactly(new DeviceId("sw-1"));
            assertThat(store.recover().lastIncidentNumber()).isEqualTo(2);
            assertThat(store.issuers()).containsEntry("testnav.example:443", "CN=Example CA");
        }

        assertThat(everything(store())).isEqualTo(before);
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly("3|");
    }

    /** So that the Firstbell that made it can still open it. */
    @Test
    void storeOfFlyway_ofTheSameVersion_keepsFlywaysTable() throws Exception {
        storeOfFlyway();

        open();
        open();

        assertThat(rows(store(), "SELECT version, success FROM flyway_schema_history"))
                .containsExactly("1|1|", "2|1|", "3|1|");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void storeOfFlyway_ofAnOlderVersion_isMigratedWithAllThatItHolds(int version) throws Exception {
        storeOfFlyway(version);
        Map<String, List<String>> before = everything(store());

        open();

        assertThat(everything(store())).containsAllEntriesOf(before).containsEntry("signer", List.of());
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly(StoreSchema.VERSION + "|");
        assertThat(rows(store(), FLYWAYS_TABLE)).containsExactly("0|");
    }

    @Test
    void storeOfFlyway_withoutApplicationId_isRecognised() throws Exception {
        storeOfFlyway(1);
        run("PRAGMA application_id = 0");

        open();

        assertThat(rows(store(), "SELECT number FROM incident")).containsExactly("1|", "2|");
        assertThat(rows(store(), "PRAGMA application_id")).containsExactly(0x4642454c + "|");
    }

    @Test
    void storeOfFlyway_ofANewerVersion_isLeftAlone() throws Exception {
        storeOfFlyway();
        run("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, script, checksum, installed_by,"
                + " installed_on, execution_time, success FROM flyway_schema_history WHERE version = '1'");

        StoreFailure failure = refusal();

        assertThat(failure.reason()).isEqualTo(StoreFailure.StoreFailureReason.NEWER);
        assertThat(failure)
                .hasMessage(
                        "The store " + store() + " was written by a newer Firstbell (its version 99, this one knows "
                                + StoreSchema.VERSION + "). Start that one, or name another data folder.");
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly("0|");
    }

    @Test
    void storeOfOtherMigrations_isRefused_andLeftAsItIs() throws Exception {
        storeOfFlyway();
        run("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");

        StoreFailure failure = refusal();

        assertThat(failure.reason()).isEqualTo(StoreFailure.StoreFailureReason.BROKEN);
        assertThat(failure)
                .hasMessageStartingWith("The store in " + folder + " cannot be brought to this version: ")
                .hasMessageContaining("checksum");
        assertThat(rows(store(), "SELECT checksum FROM flyway_schema_history WHERE version = '2'"))
                .containsExactly("1|");
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly("0|");
    }

    @Test
    void storeOfAnotherProgram_thatFlywayMigrated_isNoStore() throws Exception {
        storeOfFlyway();
        run("DROP TABLE incident_event", "PRAGMA application_id = 0");

        assertThat(refusal().reason()).isEqualTo(StoreFailure.StoreFailureReason.NOT_A_STORE);
    }

    @Test
    void storeThatAMigrationDoesNotFit_isRefused_andLeftAsItIs() throws Exception {
        storeOfFlyway(1);
        run("CREATE TABLE signer (other TEXT)");

        StoreFailure failure = refusal();

        assertThat(failure.reason()).isEqualTo(StoreFailure.StoreFailureReason.BROKEN);
        assertThat(failure)
                .hasMessageStartingWith("The store in " + folder + " cannot be brought to this version: ")
                .hasMessageContaining("table signer already exists");
        assertThat(everything(store())).doesNotContainKey("reached").containsKey("incident");
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly("0|");
        assertThat(rows(store(), FLYWAYS_TABLE)).containsExactly("1|");
    }

    @Test
    void migration_thatFails_undoesThoseBeforeIt() throws Exception {
        open();
        try (Database database = Database.open(folder)) {
            List<String> scripts = List.of("CREATE TABLE later (a TEXT); DROP TABLE signer", "CREATE NONSENSE");

            assertThatThrownBy(() -> StoreSchema.apply(database.connection(), scripts, StoreSchema.VERSION + 2))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(everything(store())).containsKey("signer").doesNotContainKey("later");
        assertThat(rows(store(), "PRAGMA user_version")).containsExactly(StoreSchema.VERSION + "|");
        open();
    }

    @Test
    void migration_killedInTheMiddle_leavesTheStoreWhole() throws Exception {
        storeOfFlyway(1);
        Map<String, List<String>> before = everything(store());

        Process migration = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigratesUntilKilled.class.getName(),
                        store().toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "said.txt"))
                .start();

        assertThat(migration.waitFor())
                .as(folder.resolve("said.txt").toString())
                .isEqualTo(MigratesUntilKilled.END);
        assertThat(everything(store())).isEqualTo(before);
        assertThat(rows(store(), "PRAGMA integrity_check")).containsExactly("ok|");
        open();
        assertThat(everything(store())).containsAllEntriesOf(before).containsKey("signer");
    }
}
