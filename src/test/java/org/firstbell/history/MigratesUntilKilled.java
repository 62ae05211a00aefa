package org.firstbell.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.sqlite.Function;

/** A program that dies inside a migration, when much of it is in the file or its log and nothing is committed. */
final class MigratesUntilKilled {
    static final int END = 42;

    private MigratesUntilKilled() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0])) {
            Function.create(connection, "die", new Function() {
                @Override
                protected void xFunc() {
                    Runtime.getRuntime().halt(END);
                }
            });
            Sql.run(connection, "PRAGMA cache_size = 1");
            String much = "UPDATE incident_event SET body = hex(zeroblob(100000)); DROP TABLE notice_incident";
            StoreSchema.apply(connection, List.of(much, "UPDATE incident SET ended_ms = die()"), StoreSchema.VERSION);
        }
    }
}
