package org.firstbell.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who signed the certificate of each place when it was last well: another signature than before is how a filter shows that
 * opens connections from one day on. Process-scoped, so that a reload forgets nothing; the oldest place is forgotten past
 * 4,096. Confined to the polling loop.
 */
final class SeenIssuers {
    private static final int MOST = 4_096;

    private final Map<String, String> issuers = new LinkedHashMap<>();

    /** Who signed before; empty when nobody is known. */
    Optional<String> before(String place) {
        return Optional.ofNullable(issuers.get(place));
    }

    /** Remembers who signs. */
    void remember(String place, String issuer) {
        issuers.put(place, issuer);
        if (issuers.size() > MOST) {
            issuers.remove(issuers.keySet().iterator().next());
        }
    }
}
