package org.firstbell.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;

/** What was reached at least once, as rows. Every call runs where the connection is used. */
final class ReachedTargetRows {
    private ReachedTargetRows() {}

    static void add(Connection connection, Set<Target> targets, Instant at) throws SQLException {
        for (Target target : targets) {
            Sql.update(
                    connection,
                    "INSERT OR IGNORE INTO reached (kind, id, at) VALUES (?, ?, ?)",
                    target.kind(),
                    target.value(),
                    at.toString());
        }
    }

    static Set<Target> all(Connection connection) throws SQLException {
        return Set.copyOf(Sql.<Target>list(
                connection,
                "SELECT kind, id FROM reached",
                row -> row.getString(1).equals("device")
                        ? new DeviceId(row.getString(2))
                        : new ServiceId(row.getString(2))));
    }
}
