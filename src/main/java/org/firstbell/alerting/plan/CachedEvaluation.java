package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last evaluation of a conversation, and the conditions under which it stays valid: until an hour
 * comes at which time alone may change it, one of its sessions stands otherwise, or its incident changes. Confined to
 * the core's event loop.
 */
public final class CachedEvaluation {
    private Instant validUntil = Instant.MIN;
    private @Nullable SessionImpact cachedImpact;
    private @Nullable Optional<Instant> cachedNextMail;

    /** A look begins: it rests for ever, unless the look finds an hour. */
    public void store(SessionImpact impact) {
        validUntil = Instant.MAX;
        cachedImpact = impact;
        cachedNextMail = null;
    }

    /** At that hour it is looked at again. */
    public void limitTo(Instant hour) {
        validUntil = hour.isBefore(validUntil) ? hour : validUntil;
    }

    /** It is looked at again at once. */
    public void invalidate() {
        validUntil = Instant.MIN;
    }

    /** Whether a look would find what the last one found. */
    public boolean isValid(Instant now) {
        return now.isBefore(validUntil);
    }

    /** What the last look saw while that holds, else what is to be seen. */
    public SessionImpact impact(Instant now, Supplier<SessionImpact> look) {
        return cachedImpact != null && isValid(now) ? cachedImpact : look.get();
    }

    /** When the next mail is due, found once for each rest. */
    public Optional<Instant> nextMail(Instant now, Supplier<Optional<Instant>> find) {
        if (!isValid(now)) {
            return find.get();
        }
        Optional<Instant> known = cachedNextMail;
        if (known == null) {
            known = find.get();
            cachedNextMail = known;
        }
        return known;
    }
}
