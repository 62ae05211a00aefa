package org.firstbell.probe.trap;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many messages are read at all: so many a second of each device of the inventory, and so many of all strangers
 * together, since each message costs a digest and a stranger's engine id a key. Confined to the receiving thread.
 */
final class Flood {
    private static final int OF_A_DEVICE = 20;
    private static final int OF_STRANGERS = 20;
    private static final int OF_ALL = 400;
    private static final int MOST_KEPT = 1_024;
    private static final double SECOND = 1e9;

    private final Bucket all = new Bucket(OF_ALL);
    private final Bucket strangers = new Bucket(OF_STRANGERS);
    private final Map<InetAddress, Bucket> devices = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** Fills by its rate a second, holds what two seconds bring. */
    private static final class Bucket {
        private final double rate;
        private double tokens;
        private long at;

        private Bucket(double rate) {
            this.rate = rate;
            this.tokens = 2 * rate;
        }

        private boolean takes(long nanos) {
            if (at != 0) {
                tokens = Math.min(2 * rate, tokens + (nanos - at) / SECOND * rate);
            }
            at = nanos;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    /** Whether a message of an address is read. */
    boolean lets(InetAddress from, Set<InetAddress> known, long nanos) {
        Bucket own =
                known.contains(from) ? devices.computeIfAbsent(from, address -> new Bucket(OF_A_DEVICE)) : strangers;
        return own.takes(nanos) && all.takes(nanos);
    }
}
