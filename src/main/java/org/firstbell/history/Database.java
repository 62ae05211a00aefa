package org.firstbell.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of the store, locked against other daemons, brought to the newest shape, and open on one connection. Whoever
 * opens it uses the connection on one thread at a time.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String FILE_NAME = "firstbell.db";
    private static final String LOCK_FILE_NAME = "firstbell.lock";
    private static final byte[] SQLITE_MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final FileChannel lock;
    private final Connection connection;

    private Database(Path folder, FileChannel lock, Connection connection) {
        this.folder = folder;
        this.lock = lock;
        this.connection = connection;
    }

    Path folder() {
        return folder;
    }

    Connection connection() {
        return connection;
    }

    /** Loads the driver and its native library; what is wrong with them is told when a file is opened. */
    static void loadDriver() {
        try (Connection nothing = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Sql.run(nothing, "PRAGMA user_version");
        } catch (SQLException toldLater) {
            LOG.debug("SQLite is not ready", toldLater);
        }
    }

    /** Opens the store of a folder, made if missing. */
    static Database open(Path folder) throws StoreFailure {
        createFolder(folder);
        FileChannel lock = lock(folder);
        try {
            Path file = folder.resolve(FILE_NAME);
            requireSqliteFile(file);
            return new Database(folder, lock, migrated(file));
        } catch (SQLException e) {
            closeQuietly(lock);
            throw failure(e, folder);
        } catch (StoreFailure e) {
            closeQuietly(lock);
            throw e;
        }
    }

    /** A connection to the file, whose schema is the newest by then. */
    private static Connection migrated(Path file) throws SQLException, StoreFailure {
        Connection connection = connect(file);
        try {
            if (StoreSchema.isEmpty(connection)) {
                StoreSchema.migrate(connection, 0);
            } else {
                migrate(file, connection, schemaVersion(file, connection));
            }
            Sql.run(connection, "PRAGMA journal_mode = WAL");
            Sql.run(connection, "PRAGMA synchronous = FULL");
            return connection;
        } catch (SQLException | StoreFailure | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A question to a store. */
    interface ConnectionReader<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Asks the store of a folder without changing or locking it; empty when there is none of this version. */
    static <T> Optional<T> readOnly(Path folder, ConnectionReader<T> question) throws SQLException {
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Connection connection = connect(file)) {
            Sql.run(connection, "PRAGMA query_only = ON");
            return StoreSchema.hasTable(connection, "reached")
                    ? Optional.of(question.read(connection))
                    : Optional.empty();
        }
    }

    private static void createFolder(Path folder) throws StoreFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreFailure(
                    StoreFailure.StoreFailureReason.NO_FOLDER,
                    "The folder " + folder + " for the store cannot be made (" + reason(e) + ").",
                    e);
        }
    }

    /** The lock ends with the process, however it ends. */
    private static FileChannel lock(Path folder) throws StoreFailure {
        Path file = folder.resolve(LOCK_FILE_NAME);
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreFailure(
                    StoreFailure.StoreFailureReason.READ_ONLY,
                    "The folder " + folder + " cannot be written (" + reason(e) + ").",
                    e);
        }
        try {
            FileLock held = tryLock(channel);
            if (held == null) {
                String owner = Files.readString(file).strip();
                closeQuietly(channel);
                throw new StoreFailure(
                        StoreFailure.StoreFailureReason.IN_USE,
                        "Another Firstbell uses the store in " + folder
                                + (owner.matches("\\d+") ? " (process " + owner + ")." : "."));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StoreFailure(
                    StoreFailure.StoreFailureReason.BROKEN,
                    "The folder " + folder + " cannot be locked (" + reason(e) + ").",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void requireSqliteFile(Path file) throws StoreFailure {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            try (InputStream in = Files.newInputStream(file)) {
                if (!Arrays.equals(in.readNBytes(SQLITE_MAGIC.length), SQLITE_MAGIC)) {
                    throw notAStore(file);
                }
            }
        } catch (IOException e) {
            throw new StoreFailure(
                    StoreFailure.StoreFailureReason.BROKEN,
                    "The store " + file + " cannot be read (" + reason(e) + ").",
                    e);
        }
    }

    /** The version of a file that is not empty, which this Firstbell can open. */
    private static int schemaVersion(Path file, Connection connection) throws SQLException, StoreFailure {
        OptionalInt version = StoreSchema.version(connection);
        if (version.isEmpty()) {
            throw notAStore(file);
        }
        if (version.getAsInt() > StoreSchema.VERSION) {
            throw new StoreFailure(
                    StoreFailure.StoreFailureReason.NEWER,
                    "The store " + file + " was written by a newer Firstbell (its version " + version.getAsInt()
                            + ", this one knows " + StoreSchema.VERSION
                            + "). Start that one, or name another data folder.");
        }
        if (StoreSchema.isForeign(connection)) {
            throw notMigrated(file, "a migration that it has seen has another checksum", null);
        }
        return version.getAsInt();
    }

    private static void migrate(Path file, Connection connection, int from) throws SQLException, StoreFailure {
        if (StoreSchema.isNewest(connection)) {
            return;
        }
        try {
            StoreSchema.migrate(connection, from);
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code) {
                throw notMigrated(file, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
        LOG.info("The store {} is migrated from version {} to {}", file, from, StoreSchema.VERSION);
    }

    private static StoreFailure notMigrated(Path file, String why, @Nullable SQLException cause) {
        return new StoreFailure(
                StoreFailure.StoreFailureReason.BROKEN,
                "The store in " + file.getParent() + " cannot be brought to this version: " + why,
                cause);
    }

    private static StoreFailure notAStore(Path file) {
        return new StoreFailure(
                StoreFailure.StoreFailureReason.NOT_A_STORE,
                "The file " + file + " is not a store of Firstbell. Move it away, or name another data folder.");
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(url(file));
        Sql.run(connection, "PRAGMA busy_timeout = 2000");
        return connection;
    }

    static StoreFailure failure(SQLException e, Path folder) {
        SqliteFailure trouble = SqliteFailure.of(e, folder);
        return new StoreFailure(trouble.reason(), trouble.sentence(), e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            closeQuietly(lock);
        }
    }
}
