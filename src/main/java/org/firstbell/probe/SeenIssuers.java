package org.firstbell.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Signers;
import org.jspecify.annotations.Nullable;

/**
 * Who signed the certificate of each place when it was last well: another signature than before is how a filter shows that
 * opens connections from one day on. Process-scoped, so that a reload forgets nothing; of public and expected issuers a
 * restart forgets nothing either, while one that nobody vouches for is believed anew by it. The place noted first is
 * forgotten past 4,096. Confined to the polling loop.
 */
final class SeenIssuers {
    private static final int MOST = 4_096;

    private final Map<String, String> issuers = new LinkedHashMap<>();
    private @Nullable Signers kept;

    /** Begins with what was known, and keeps there what is remembered from now on. */
    void keep(Signers signers) {
        signers.signers().forEach((place, issuer) -> remember(place, issuer, false));
        kept = signers;
    }

    /** Who signed before; empty when nobody is known. */
    Optional<String> before(String place) {
        return Optional.ofNullable(issuers.get(place));
    }

    /**
     * Remembers who signs.
     *
     * @param vouched whether the issuer is public or expected: only then over a restart
     */
    void remember(String place, String issuer, boolean vouched) {
        boolean news = !issuer.equals(issuers.put(place, issuer));
        if (issuers.size() > MOST) {
            issuers.remove(issuers.keySet().iterator().next());
        }
        if (news && vouched && kept != null) {
            kept.signs(place, issuer);
        }
    }
}
