package org.firstbell.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Verdict;

/** Incident events, staff actions and verdicts as rows. Every call runs where the connection is used. */
final class JournalRows {
    private JournalRows() {}

    static void add(Connection connection, IncidentEvent event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO incident_event (incident, at, type, body) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, event.incident().number());
            insert.setString(2, event.at().toString());
            insert.setString(3, EventJson.name(event));
            insert.setString(4, EventJson.body(event));
            insert.executeUpdate();
        }
        if (event instanceof IncidentEvent.Opened) {
            run(
                    connection,
                    "INSERT OR IGNORE INTO incident (number, opened_ms) VALUES (?, ?)",
                    event.incident().number(),
                    event.at().toEpochMilli());
        } else if (event instanceof IncidentEvent.Resolved || event instanceof IncidentEvent.Joined) {
            run(
                    connection,
                    "UPDATE incident SET ended_ms = ? WHERE number = ?",
                    event.at().toEpochMilli(),
                    event.incident().number());
        }
    }

    private static void run(Connection connection, String sql, long first, long second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    static void add(Connection connection, StaffAction action) throws SQLException {
        ActionRow row = ActionRow.of(action);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO staff_action (at, at_ms, type, session, incident, by, note) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, row.at().toString());
            insert.setLong(2, row.at().toEpochMilli());
            insert.setString(3, row.type());
            insert.setString(4, row.session());
            insert.setObject(5, row.incident());
            insert.setString(6, row.by());
            insert.setString(7, row.note());
            insert.executeUpdate();
        }
    }

    static void add(Connection connection, IncidentArchive.VerdictChange change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO verdict (session, at, at_ms, verdict, word, reason) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, change.session().value());
            insert.setString(2, change.at().toString());
            insert.setLong(3, change.at().toEpochMilli());
            insert.setString(4, change.verdict().name());
            insert.setString(5, change.word().name());
            insert.setString(6, change.reason());
            insert.executeUpdate();
        }
    }

    /** Events of incidents that are open or ended at or after an instant, in the order they were written. */
    static List<IncidentEvent> eventsSince(Connection connection, Instant ended) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT e.incident, e.at, e.type, e.body FROM incident_event e JOIN incident i ON i.number = e.incident"
                        + " WHERE i.ended_ms IS NULL OR i.ended_ms >= ? ORDER BY e.seq")) {
            select.setLong(1, ended.toEpochMilli());
            return events(select);
        }
    }

    /** Events of incidents by number, newest incidents first, each incident's events in their order. */
    static List<IncidentEvent> eventsBefore(Connection connection, long number, int incidents) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT e.incident, e.at, e.type, e.body FROM incident_event e WHERE e.incident IN"
                        + " (SELECT number FROM incident WHERE number < ? ORDER BY number DESC LIMIT ?)"
                        + " ORDER BY e.incident DESC, e.seq")) {
            select.setLong(1, number);
            select.setInt(2, incidents);
            return events(select);
        }
    }

    private static List<IncidentEvent> events(PreparedStatement select) throws SQLException {
        List<IncidentEvent> events = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(EventJson.read(
                        rows.getString(3),
                        new IncidentId(rows.getLong(1)),
                        Instant.parse(rows.getString(2)),
                        rows.getString(4)));
            }
        }
        return events;
    }

    /** Actions on sessions at or after an instant, in the order they were written. */
    static List<StaffAction> sessionActionsSince(Connection connection, Instant since) throws SQLException {
        List<StaffAction> actions = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT type, session, at, by, note FROM staff_action"
                        + " WHERE session IS NOT NULL AND at_ms >= ? ORDER BY seq")) {
            select.setLong(1, since.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    actions.add(new ActionRow(
                                    rows.getString(1),
                                    rows.getString(2),
                                    null,
                                    Instant.parse(rows.getString(3)),
                                    rows.getString(4),
                                    rows.getString(5))
                            .read());
                }
            }
        }
        return actions;
    }

    /** Changes of a session's verdict, oldest first. */
    static List<IncidentArchive.VerdictChange> verdicts(Connection connection, SessionId session) throws SQLException {
        List<IncidentArchive.VerdictChange> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, verdict, word, reason FROM verdict WHERE session = ? ORDER BY at_ms, seq")) {
            select.setString(1, session.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    changes.add(new IncidentArchive.VerdictChange(
                            session,
                            Instant.parse(rows.getString(1)),
                            Verdict.valueOf(rows.getString(2)),
                            SessionWord.valueOf(rows.getString(3)),
                            rows.getString(4)));
                }
            }
        }
        return changes;
    }

    /** A number out of one row; 0 when it is null. */
    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
