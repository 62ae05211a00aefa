package org.firstbell.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who signs the certificates of places, as rows: of the 4,096 places noted last. Every call runs where the connection is used. */
final class IssuerRows {
    private static final int MAX_ISSUERS = 4_096;

    private IssuerRows() {}

    static void put(Connection connection, String place, String issuer, Instant at) throws SQLException {
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO signer (place, issuer, at) VALUES (?, ?, ?)",
                place,
                issuer,
                at.toString());
        Sql.update(
                connection,
                "DELETE FROM signer WHERE place NOT IN (SELECT place FROM signer ORDER BY at DESC LIMIT ?)",
                MAX_ISSUERS);
    }

    /** All of them, those that were noted last at the end. */
    static Map<String, String> all(Connection connection) throws SQLException {
        Map<String, String> signers = new LinkedHashMap<>();
        Sql.list(
                        connection,
                        "SELECT place, issuer FROM signer ORDER BY at",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(signer -> signers.put(signer.getKey(), signer.getValue()));
        return signers;
    }
}
