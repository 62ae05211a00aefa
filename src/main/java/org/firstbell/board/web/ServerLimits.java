package org.firstbell.board.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits of what strangers and readers can take from this machine, with how near each of them is. Totals follow from
 * the file descriptors and the heap that the process has at its start. May be used from any thread.
 */
public final class ServerLimits {
    /** Files that are left to the store, the configuration, the log and the libraries. */
    private static final long RESERVED_FILES = 256;
    /** What a connection may hold at once: its headers as objects, its buffers, a board that waits to be sent. */
    private static final long BYTES_PER_CONNECTION = 256 * 1024;

    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MIN_CONNECTIONS = 16;
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(ServerLimits.class);

    /** A thing that is limited, with the sentence that the log says when it is reached. */
    public enum ServerLimit {
        CONNECTIONS("No more connections are taken: the one that waited longest for a request is closed."),
        CONNECTIONS_PER_ADDRESS("One address has no more connections: its one that waited longest is closed."),
        HEADER_LINES("A request had too many lines and was not read."),
        HEADER_BYTES("A request had too many bytes and was not read."),
        REQUEST_SECONDS("A request took too long to arrive and was given up."),
        ANSWER_SECONDS("An answer took too long to be read and was given up."),
        BOARDS("No more boards are taken."),
        BOARDS_PER_ADDRESS("One address has no more boards."),
        BOARDS_PER_TOKEN("One token has no more boards."),
        BOARD_INPUT_BYTES("A board sent too much in one second and was closed."),
        UNREAD_INPUT_BYTES("A board that does not read what it is sent went on sending and was closed."),
        NOTES_PER_MINUTE("No more notes to one incident are taken in this minute."),
        NOTES_PER_INCIDENT("An incident has no room for more notes.");

        private final String sentence;

        ServerLimit(String sentence) {
            this.sentence = sentence;
        }

        /** {@code board-input-bytes}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One limit as the metrics tell it.
     *
     * @param highestUse the highest use in this minute and the last one
     * @param reached how often it was reached since the start
     */
    public record LimitUse(String limit, long maximum, long highestUse, long reached) {}

    private final Map<ServerLimit, Long> maximums;
    private final LongSupplier nanoTime;
    private final AtomicLongArray reached = new AtomicLongArray(ServerLimit.values().length);
    private final AtomicLongArray loggedAt = new AtomicLongArray(ServerLimit.values().length);
    private final AtomicLongArray highest = new AtomicLongArray(ServerLimit.values().length);
    private final AtomicLongArray highestBefore = new AtomicLongArray(ServerLimit.values().length);
    private final AtomicLong minute = new AtomicLong();

    private ServerLimits(Map<ServerLimit, Long> maximums, LongSupplier nanoTime) {
        this.maximums = new EnumMap<>(maximums);
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (int i = 0; i < loggedAt.length(); i++) {
            loggedAt.set(i, now - LOG_INTERVAL.toNanos());
        }
    }

    /** The limits that suit this machine and this process. */
    public static ServerLimits ofThisProcess() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return of(files, Runtime.getRuntime().maxMemory());
    }

    /**
     * The limits for so many file descriptors and so much heap: polling keeps at least half of the descriptors, and
     * connections at most half of the heap.
     */
    static ServerLimits of(long files, long heapBytes) {
        long byFiles = files <= 0 ? MAX_CONNECTIONS : (files - RESERVED_FILES) / 2;
        long byHeap = heapBytes / 2 / BYTES_PER_CONNECTION;
        long connections = Math.max(MIN_CONNECTIONS, Math.min(MAX_CONNECTIONS, Math.min(byFiles, byHeap)));
        long boards = connections / 2;
        Map<ServerLimit, Long> maximums = new EnumMap<>(ServerLimit.class);
        maximums.put(ServerLimit.CONNECTIONS, connections);
        maximums.put(ServerLimit.CONNECTIONS_PER_ADDRESS, connections / 2);
        maximums.put(ServerLimit.HEADER_LINES, 128L);
        maximums.put(ServerLimit.HEADER_BYTES, 32 * 1024L);
        maximums.put(ServerLimit.REQUEST_SECONDS, 10L);
        maximums.put(ServerLimit.ANSWER_SECONDS, 60L);
        maximums.put(ServerLimit.BOARDS, boards);
        maximums.put(ServerLimit.BOARDS_PER_ADDRESS, boards / 2);
        maximums.put(ServerLimit.BOARDS_PER_TOKEN, boards / 2);
        maximums.put(ServerLimit.BOARD_INPUT_BYTES, 16 * 1024L);
        maximums.put(ServerLimit.UNREAD_INPUT_BYTES, 4 * 1024L);
        maximums.put(ServerLimit.NOTES_PER_MINUTE, 30L);
        maximums.put(ServerLimit.NOTES_PER_INCIDENT, 200L);
        return new ServerLimits(maximums, System::nanoTime);
    }

    /** These limits with another maximum. */
    ServerLimits with(ServerLimit limit, long maximum) {
        Map<ServerLimit, Long> changed = new EnumMap<>(maximums);
        changed.put(limit, maximum);
        return new ServerLimits(changed, nanoTime);
    }

    long maximum(ServerLimit limit) {
        return maximums.getOrDefault(limit, 0L);
    }

    /** Takes note of a use; false, with a line in the log at most once a minute, when it is beyond the limit. */
    boolean allows(ServerLimit limit, long use) {
        nextMinute();
        boolean allowed = use <= maximum(limit);
        highest.accumulateAndGet(limit.ordinal(), Math.min(use, maximum(limit)), Math::max);
        if (!allowed) {
            reached.incrementAndGet(limit.ordinal());
            long now = nanoTime.getAsLong();
            long last = loggedAt.get(limit.ordinal());
            if (now - last >= LOG_INTERVAL.toNanos() && loggedAt.compareAndSet(limit.ordinal(), last, now)) {
                LOG.warn("{} The limit is {} ({}).", limit.sentence, maximum(limit), limit.label());
            }
        }
        return allowed;
    }

    private void nextMinute() {
        long now = nanoTime.getAsLong() / LOG_INTERVAL.toNanos();
        long before = minute.get();
        if (now != before && minute.compareAndSet(before, now)) {
            for (int i = 0; i < highest.length(); i++) {
                highestBefore.set(i, highest.getAndSet(i, 0));
            }
        }
    }

    /** How near each limit is. */
    public List<LimitUse> uses() {
        nextMinute();
        List<LimitUse> uses = new ArrayList<>();
        for (ServerLimit limit : ServerLimit.values()) {
            int at = limit.ordinal();
            uses.add(new LimitUse(
                    limit.label(), maximum(limit), Math.max(highest.get(at), highestBefore.get(at)), reached.get(at)));
        }
        return uses;
    }
}
