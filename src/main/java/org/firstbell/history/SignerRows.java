package org.firstbell.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who signs the certificates of places, as rows: of the 4,096 places noted last. Every call runs where the connection is used. */
final class SignerRows {
    private static final int MOST = 4_096;

    private SignerRows() {}

    static void put(Connection connection, String place, String issuer, Instant at) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO signer (place, issuer, at) VALUES (?, ?, ?)")) {
            insert.setString(1, place);
            insert.setString(2, issuer);
            insert.setString(3, at.toString());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM signer WHERE place NOT IN (SELECT place FROM signer ORDER BY at DESC LIMIT ?)")) {
            delete.setInt(1, MOST);
            delete.executeUpdate();
        }
    }

    /** All of them, those that were noted last at the end. */
    static Map<String, String> all(Connection connection) throws SQLException {
        Map<String, String> signers = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT place, issuer FROM signer ORDER BY at");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                signers.put(rows.getString(1), rows.getString(2));
            }
        }
        return signers;
    }
}
