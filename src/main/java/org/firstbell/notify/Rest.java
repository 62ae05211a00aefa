package org.firstbell.notify;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a conversation saw, and how long that stays true: until an hour comes at which time alone may change
 * it, one of its sessions stands otherwise, or something happens or is told. Confined to the core's event loop.
 */
final class Rest {
    private Instant until = Instant.MIN;
    private @Nullable Situation seen;
    private @Nullable Optional<Instant> nextMail;

    /** A look begins: it rests for ever, unless the look finds an hour. */
    void begin(Situation situation) {
        until = Instant.MAX;
        seen = situation;
        nextMail = null;
    }

    /** At that hour it is looked at again. */
    void until(Instant hour) {
        until = hour.isBefore(until) ? hour : until;
    }

    /** It is looked at again at once. */
    void end() {
        until = Instant.MIN;
    }

    /** Whether a look would find what the last one found. */
    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    /** What the last look saw while that holds, else what is to be seen. */
    Situation situation(Instant now, Supplier<Situation> look) {
        return seen != null && holds(now) ? seen : look.get();
    }

    /** When the next mail is due, found once for each rest. */
    Optional<Instant> nextMail(Instant now, Supplier<Optional<Instant>> find) {
        if (!holds(now)) {
            return find.get();
        }
        Optional<Instant> known = nextMail;
        if (known == null) {
            known = find.get();
            nextMail = known;
        }
        return known;
    }
}
