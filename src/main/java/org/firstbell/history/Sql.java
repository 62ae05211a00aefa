package org.firstbell.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL statements with their values, each prepared, run and closed in one call, where the connection is used. */
final class Sql {
    private Sql() {}

    /** One row as a value; columns count from 1. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs one statement that takes no values and whose rows nobody needs. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Changes rows; the values are texts, numbers or null. */
    static void update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    /** Every row that a question finds, in its order. */
    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... values)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    /** The number in the only row; 0 when it is null or there is no row. */
    static long number(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        List<Long> found = list(connection, sql, row -> row.getLong(1), values);
        return found.isEmpty() ? 0 : found.get(0);
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
