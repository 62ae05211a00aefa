package org.firstbell.model.setup;

import java.util.List;

/**
 * The settings that say where the daemon listens and who may read and act.
 *
 * @param readerTokens tokens that may read; empty together with staff means loopback only, without tokens
 * @param staffTokens tokens that may act
 */
public record ServerSettings(String host, int port, List<String> readerTokens, List<String> staffTokens) {
    public ServerSettings {
        readerTokens = List.copyOf(readerTokens);
        staffTokens = List.copyOf(staffTokens);
    }

    /** Whether tokens are asked for. */
    public boolean requiresToken() {
        return !readerTokens.isEmpty() || !staffTokens.isEmpty();
    }

    @Override
    public String toString() {
        return "Server[" + host + ":" + port + "]";
    }
}
