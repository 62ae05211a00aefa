package org.firstbell.model.setup;

import java.util.List;

/**
 * Where the daemon listens and who may read and act.
 *
 * @param readers tokens that may read; empty together with staff means loopback only, without tokens
 * @param staff tokens that may act
 */
public record Server(String host, int port, List<String> readers, List<String> staff) {
    public Server {
        readers = List.copyOf(readers);
        staff = List.copyOf(staff);
    }

    /** Whether tokens are asked for. */
    public boolean guarded() {
        return !readers.isEmpty() || !staff.isEmpty();
    }

    @Override
    public String toString() {
        return "Server[" + host + ":" + port + "]";
    }
}
