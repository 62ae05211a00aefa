package org.firstbell.probe.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.event.IssuerStore;
import org.jspecify.annotations.Nullable;

/**
 * The known signers of the certificate of each place when it was last well: another signer than before shows a filter
 * that opens connections. Process-scoped, so that a reload forgets nothing; of public and expected issuers a restart
 * forgets nothing either, while one that nobody vouches for is believed anew by it. The place noted first is forgotten
 * past 4,096. Confined to the polling loop.
 */
public final class KnownIssuers {
    private static final int MAX_ENDPOINTS = 4_096;

    private final Map<String, String> issuers = new LinkedHashMap<>();
    private @Nullable IssuerStore store;

    /** Begins with what was known, and keeps there what is remembered from now on. */
    public void useStore(IssuerStore signers) {
        signers.issuers().forEach((place, issuer) -> recordIssuer(place, issuer, false));
        store = signers;
    }

    /** Who signed before; empty when nobody is known. */
    Optional<String> issuerOf(String place) {
        return Optional.ofNullable(issuers.get(place));
    }

    /**
     * Remembers who signs.
     *
     * @param vouched whether the issuer is public or expected: only then over a restart
     */
    void recordIssuer(String place, String issuer, boolean vouched) {
        boolean news = !issuer.equals(issuers.put(place, issuer));
        if (issuers.size() > MAX_ENDPOINTS) {
            issuers.remove(issuers.keySet().iterator().next());
        }
        if (news && vouched && store != null) {
            store.recordIssuer(place, issuer);
        }
    }
}
