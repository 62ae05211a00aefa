package org.firstbell.model.setup;

import java.util.List;

/**
 * The settings of traps and informs: where they are received and in whose name they are believed. A trap is a reason to
 * poll, never truth.
 *
 * @param host address of this machine to listen at
 * @param port 0 lets the system choose
 * @param credentials communities, and SNMPv3 users of different names
 */
public record TrapSettings(String host, int port, List<Credentials> credentials) {
    /** Registered for SNMP notifications (RFC 3411 era, IANA); below 1024 it needs a right of its own. */
    public static final int DEFAULT_PORT = 162;

    public TrapSettings {
        credentials = List.copyOf(credentials);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535");
        }
        long users = credentials.stream()
                .filter(Credentials.UsmCredentials.class::isInstance)
                .count();
        if (users != distinctUserNames(credentials)) {
            throw new IllegalArgumentException("users of traps have names of their own");
        }
    }

    private static long distinctUserNames(List<Credentials> credentials) {
        return credentials.stream()
                .flatMap(one -> one instanceof Credentials.UsmCredentials user
                        ? java.util.stream.Stream.of(user.user())
                        : java.util.stream.Stream.empty())
                .distinct()
                .count();
    }
}
