package org.firstbell.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.StaffAction;

/** Incident events, staff actions and verdicts as rows. Every call runs where the connection is used. */
final class JournalRows {
    private JournalRows() {}

    static void add(Connection connection, IncidentEvent event) throws SQLException {
        long incident = event.incident().number();
        Sql.update(
                connection,
                "INSERT INTO incident_event (incident, at, type, body) VALUES (?, ?, ?, ?)",
                incident,
                event.at().toString(),
                IncidentEventJson.typeName(event),
                IncidentEventJson.body(event));
        long at = event.at().toEpochMilli();
        if (event instanceof IncidentEvent.Opened) {
            Sql.update(connection, "INSERT OR IGNORE INTO incident (number, opened_ms) VALUES (?, ?)", incident, at);
        } else if (event instanceof IncidentEvent.Resolved || event instanceof IncidentEvent.Merged) {
            Sql.update(connection, "UPDATE incident SET ended_ms = ? WHERE number = ?", at, incident);
        }
    }

    static void add(Connection connection, StaffAction action) throws SQLException {
        StaffActionRow row = StaffActionRow.of(action);
        Sql.update(
                connection,
                "INSERT INTO staff_action (at, at_ms, type, session, incident, by, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.at().toString(),
                row.at().toEpochMilli(),
                row.type(),
                row.session(),
                row.incident(),
                row.by(),
                row.note());
    }

    static void add(Connection connection, StoreWrite.VerdictWrite change) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO verdict (session, at, at_ms, verdict, word, reason) VALUES (?, ?, ?, ?, ?, ?)",
                change.session().value(),
                change.at().toString(),
                change.at().toEpochMilli(),
                change.verdict().name(),
                change.label().name(),
                change.reason());
    }

    /** Events of incidents that are open or ended at or after an instant, in the order they were written. */
    static List<IncidentEvent> eventsSince(Connection connection, Instant ended) throws SQLException {
        return Sql.list(
                connection,
                "SELECT e.incident, e.at, e.type, e.body FROM incident_event e JOIN incident i ON i.number = e.incident"
                        + " WHERE i.ended_ms IS NULL OR i.ended_ms >= ? ORDER BY e.seq",
                JournalRows::event,
                ended.toEpochMilli());
    }

    private static IncidentEvent event(ResultSet row) throws SQLException {
        return IncidentEventJson.read(
                row.getString(3), new IncidentId(row.getLong(1)), Instant.parse(row.getString(2)), row.getString(4));
    }

    /** Actions on sessions at or after an instant, in the order they were written. */
    static List<StaffAction> sessionActionsSince(Connection connection, Instant since) throws SQLException {
        return Sql.list(
                connection,
                "SELECT type, session, at, by, note FROM staff_action"
                        + " WHERE session IS NOT NULL AND at_ms >= ? ORDER BY seq",
                row -> new StaffActionRow(
                                row.getString(1),
                                row.getString(2),
                                null,
                                Instant.parse(row.getString(3)),
                                row.getString(4),
                                row.getString(5))
                        .toAction(),
                since.toEpochMilli());
    }
}
