package org.firstbell.model.setup;

import java.util.List;

/**
 * Where traps and informs of devices are heard, and in whose name they are believed: a hint to look, never truth.
 *
 * @param host address of this machine to listen at
 * @param port 0 lets the system choose
 * @param credentials communities, and SNMPv3 users of different names
 */
public record Traps(String host, int port, List<Credentials> credentials) {
    /** Registered for SNMP notifications (RFC 3411 era, IANA); below 1024 it needs a right of its own. */
    public static final int PORT = 162;

    public Traps {
        credentials = List.copyOf(credentials);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535");
        }
        long users =
                credentials.stream().filter(Credentials.User.class::isInstance).count();
        if (users != userNames(credentials)) {
            throw new IllegalArgumentException("users of traps have names of their own");
        }
    }

    private static long userNames(List<Credentials> credentials) {
        return credentials.stream()
                .flatMap(one -> one instanceof Credentials.User user
                        ? java.util.stream.Stream.of(user.user())
                        : java.util.stream.Stream.empty())
                .distinct()
                .count();
    }
}
