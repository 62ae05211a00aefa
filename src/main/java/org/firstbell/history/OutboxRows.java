package org.firstbell.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;

/** Notices and how they stand, as rows. Every call runs where the connection is used. */
final class OutboxRows {
    private static final String COLUMNS = "SELECT body, state, attempts, next_try_at, answer FROM notice ";

    private OutboxRows() {}

    /** Adds a notice that waits; does nothing when its key is there. */
    static void add(Connection connection, Notice notice) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO notice (key, channel, thread, recipient, composed_ms, body, state, attempts,"
                        + " next_try_at, answer) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, '')")) {
            insert.setString(1, notice.key());
            insert.setString(2, notice.channel());
            insert.setString(3, notice.thread());
            insert.setString(4, notice.to());
            insert.setLong(5, notice.composedAt().toEpochMilli());
            insert.setString(6, NoticeJson.write(notice));
            insert.setString(7, Outbox.State.PENDING.name());
            insert.setString(8, notice.dueAt().toString());
            insert.executeUpdate();
        }
        for (IncidentId incident : notice.incidents()) {
            try (PreparedStatement link =
                    connection.prepareStatement("INSERT OR IGNORE INTO notice_incident (notice, incident)"
                            + " SELECT seq, ? FROM notice WHERE key = ?")) {
                link.setLong(1, incident.number());
                link.setString(2, notice.key());
                link.executeUpdate();
            }
        }
    }

    static void mark(Connection connection, String key, Mark mark) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE notice SET state = ?, attempts = ?, next_try_at = ?, answer = ? WHERE key = ?")) {
            update.setString(1, mark.state().name());
            update.setInt(2, mark.attempts());
            update.setString(3, mark.nextTryAt().toString());
            update.setString(4, mark.answer());
            update.setString(5, key);
            update.executeUpdate();
        }
    }

    /** How a delivery stands now. */
    record Mark(Outbox.State state, int attempts, Instant nextTryAt, String answer) {
        Outbox.Entry on(Notice notice) {
            return new Outbox.Entry(notice, state, attempts, nextTryAt, answer);
        }
    }

    static List<Outbox.Entry> open(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "WHERE state IN ('PENDING', 'UNDER_WAY') ORDER BY seq")) {
            return entries(select);
        }
    }

    static List<Outbox.Entry> thread(Connection connection, String channel, String thread, String to)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + "WHERE channel = ? AND thread = ? AND recipient = ? ORDER BY seq")) {
            select.setString(1, channel);
            select.setString(2, thread);
            select.setString(3, to);
            return entries(select);
        }
    }

    /** Those not ended, those composed at or after an instant, and those that tell of incidents that are open. */
    static List<Outbox.Entry> recent(Connection connection, Instant since) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + "WHERE state IN ('PENDING', 'UNDER_WAY') OR composed_ms >= ? OR seq IN"
                        + " (SELECT n.notice FROM notice_incident n JOIN incident i ON i.number = n.incident"
                        + " WHERE i.ended_ms IS NULL) ORDER BY seq")) {
            select.setLong(1, since.toEpochMilli());
            return entries(select);
        }
    }

    private static List<Outbox.Entry> entries(PreparedStatement select) throws SQLException {
        List<Outbox.Entry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(new Outbox.Entry(
                        NoticeJson.read(rows.getString(1)),
                        Outbox.State.valueOf(rows.getString(2)),
                        rows.getInt(3),
                        Instant.parse(rows.getString(4)),
                        rows.getString(5)));
            }
        }
        return entries;
    }
}
