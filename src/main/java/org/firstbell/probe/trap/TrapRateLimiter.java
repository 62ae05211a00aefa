package org.firstbell.probe.trap;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many messages are read at all: so many a second of each device of the inventory, and so many of all strangers
 * together, since each message costs a digest and a stranger's engine id a key. Confined to the receiving thread.
 */
final class TrapRateLimiter {
    private static final int PER_DEVICE = 20;
    private static final int UNKNOWN_SENDERS = 20;
    private static final int TOTAL = 400;
    private static final int MAX_DEVICES = 1_024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TokenBucket total = new TokenBucket(TOTAL);
    private final TokenBucket unknownSenders = new TokenBucket(UNKNOWN_SENDERS);
    private final Map<InetAddress, TokenBucket> devices = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, TokenBucket> eldest) {
            return size() > MAX_DEVICES;
        }
    };

    /** Fills by its rate a second, holds what two seconds bring. */
    private static final class TokenBucket {
        private final double rate;
        private double tokens;
        private long refilledAt;

        private TokenBucket(double rate) {
            this.rate = rate;
            this.tokens = 2 * rate;
        }

        private boolean tryTake(long nanos) {
            if (refilledAt != 0) {
                tokens = Math.min(2 * rate, tokens + (nanos - refilledAt) / NANOS_PER_SECOND * rate);
            }
            refilledAt = nanos;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    /** Whether a message of an address is read. */
    boolean allows(InetAddress from, Set<InetAddress> known, long nanos) {
        TokenBucket own = known.contains(from)
                ? devices.computeIfAbsent(from, address -> new TokenBucket(PER_DEVICE))
                : unknownSenders;
        return own.tryTake(nanos) && total.tryTake(nanos);
    }
}
