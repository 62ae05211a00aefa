package org.firstbell.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;

/** Notices and how they stand, as rows. Every call runs where the connection is used. */
final class OutboxRows {
    private static final String SELECT_ENTRIES = "SELECT body, state, attempts, next_try_at, answer FROM notice ";

    private OutboxRows() {}

    /** Adds a notice that waits; does nothing when its key is there. */
    static void add(Connection connection, Notification notification) throws SQLException {
        Sql.update(
                connection,
                "INSERT OR IGNORE INTO notice (key, channel, thread, recipient, composed_ms, body, state, attempts,"
                        + " next_try_at, answer) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, '')",
                notification.key(),
                notification.channel(),
                notification.thread(),
                notification.to(),
                notification.composedAt().toEpochMilli(),
                NotificationJson.write(notification),
                Outbox.DeliveryState.PENDING.name(),
                notification.dueAt().toString());
        for (IncidentId incident : notification.incidents()) {
            Sql.update(
                    connection,
                    "INSERT OR IGNORE INTO notice_incident (notice, incident) SELECT seq, ? FROM notice WHERE key = ?",
                    incident.number(),
                    notification.key());
        }
    }

    static void update(Connection connection, String key, DeliveryUpdate mark) throws SQLException {
        Sql.update(
                connection,
                "UPDATE notice SET state = ?, attempts = ?, next_try_at = ?, answer = ? WHERE key = ?",
                mark.state().name(),
                mark.attempts(),
                mark.nextTryAt().toString(),
                mark.answer(),
                key);
    }

    /** How a delivery stands now. */
    record DeliveryUpdate(Outbox.DeliveryState state, int attempts, Instant nextTryAt, String answer) {
        Outbox.OutboxEntry applyTo(Notification notification) {
            return new Outbox.OutboxEntry(notification, state, attempts, nextTryAt, answer);
        }
    }

    static boolean knows(Connection connection, String key) throws SQLException {
        return Sql.number(connection, "SELECT 1 FROM notice WHERE key = ?", key) > 0;
    }

    static List<Outbox.OutboxEntry> undelivered(Connection connection) throws SQLException {
        return Sql.list(
                connection, SELECT_ENTRIES + "WHERE state IN ('PENDING', 'UNDER_WAY') ORDER BY seq", OutboxRows::entry);
    }

    static List<Outbox.OutboxEntry> thread(Connection connection, String channel, String thread, String to)
            throws SQLException {
        return Sql.list(
                connection,
                SELECT_ENTRIES + "WHERE channel = ? AND thread = ? AND recipient = ? ORDER BY seq",
                OutboxRows::entry,
                channel,
                thread,
                to);
    }

    /** Those not ended, those composed at or after an instant, and those that tell of incidents that are open. */
    static List<Outbox.OutboxEntry> recent(Connection connection, Instant since) throws SQLException {
        return Sql.list(
                connection,
                SELECT_ENTRIES + "WHERE state IN ('PENDING', 'UNDER_WAY') OR composed_ms >= ? OR seq IN"
                        + " (SELECT n.notice FROM notice_incident n JOIN incident i ON i.number = n.incident"
                        + " WHERE i.ended_ms IS NULL) ORDER BY seq",
                OutboxRows::entry,
                since.toEpochMilli());
    }

    private static Outbox.OutboxEntry entry(ResultSet row) throws SQLException {
        return new Outbox.OutboxEntry(
                NotificationJson.read(row.getString(1)),
                Outbox.DeliveryState.valueOf(row.getString(2)),
                row.getInt(3),
                Instant.parse(row.getString(4)),
                row.getString(5));
    }
}
