package org.firstbell.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;

/** What was reached at least once, as rows. Every call runs where the connection is used. */
final class ReachedRows {
    private ReachedRows() {}

    static void add(Connection connection, Set<Target> targets, Instant at) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO reached (kind, id, at) VALUES (?, ?, ?)")) {
            for (Target target : targets) {
                insert.setString(1, target.kind());
                insert.setString(2, target.value());
                insert.setString(3, at.toString());
                insert.executeUpdate();
            }
        }
    }

    static Set<Target> all(Connection connection) throws SQLException {
        Set<Target> reached = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT kind, id FROM reached");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(2);
                reached.add(rows.getString(1).equals("device") ? new DeviceId(id) : new ServiceId(id));
            }
        }
        return reached;
    }
}
