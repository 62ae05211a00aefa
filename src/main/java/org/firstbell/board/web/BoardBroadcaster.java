package org.firstbell.board.web;

import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.board.BoardJson;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.wording.SchoolTimeFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live board for every wall and page: a snapshot on connect, then what changed, and a pulse each second (contract
 * §6). Confined to the web's event loop.
 *
 * <p>Each frame is made once for all. Who reads too slowly is skipped and gets the newest snapshot once there is room:
 * nobody has more than one frame beyond {@value #MAX_QUEUED_BYTES} bytes waiting. Who stays slow, or asks too much, is dropped.
 */
final class BoardBroadcaster {
    static final int MAX_QUEUED_BYTES = 128 * 1024;
    /** Longest text a reader may send. */
    static final int MAX_MESSAGE_CHARS = 4096;
    /** Texts a reader may send between two pulses. */
    private static final int MAX_MESSAGES_PER_PULSE = 20;

    private static final Duration MAX_BEHIND = Duration.ofSeconds(30);
    private static final short GOING_AWAY = 1001;
    private static final short POLICY_VIOLATION = 1008;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final Logger LOG = LoggerFactory.getLogger(BoardBroadcaster.class);

    private final InstantSource clock;
    private final ServerLimits limits;
    private final String bootId;
    private final Set<BoardClient> clients = new LinkedHashSet<>();
    private long sequence;
    private @Nullable BoardSnapshot current;
    private @Nullable String snapshotJson;
    private long ignoredMessages;
    private long skippedFrames;

    /**
     * Who opened a board.
     *
     * @param address where from
     * @param token name of the token that was shown; empty without tokens
     */
    record BoardOwner(String address, String token) {}

    /** One wall or page. */
    private static final class BoardClient {
        private final ServerWebSocket socket;
        private final BoardOwner owner;
        private boolean behind;
        private int pulsesBehind;
        private int messagesSincePulse;

        BoardClient(ServerWebSocket socket, BoardOwner owner) {
            this.socket = socket;
            this.owner = owner;
        }
    }

    BoardBroadcaster(InstantSource clock, ServerLimits limits) {
        this.clock = clock;
        this.limits = limits;
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.bootId = HexFormat.of().formatHex(random);
    }

    /** A new boot has a new name. */
    String bootId() {
        return bootId;
    }

    int clientCount() {
        return clients.size();
    }

    /** Texts that nobody understood, since the start. */
    long ignoredMessages() {
        return ignoredMessages;
    }

    /** Frames that slow readers did not get, since the start. */
    long skippedFrames() {
        return skippedFrames;
    }

    /** The sequence number of the newest change. */
    long sequence() {
        return sequence;
    }

    /** Takes a reader whose handshake is done. */
    void add(ServerWebSocket socket, BoardOwner owner) {
        if (!hasRoom(owner)) {
            socket.close(TRY_AGAIN_LATER, "too many boards");
            return;
        }
        BoardClient reader = new BoardClient(socket, owner);
        socket.setWriteQueueMaxSize(MAX_QUEUED_BYTES);
        socket.closeHandler(gone -> clients.remove(reader));
        socket.exceptionHandler(broken -> LOG.debug("a board's connection broke", broken));
        socket.textMessageHandler(text -> handleMessage(reader, text));
        socket.drainHandler(room -> resendIfBehind(reader));
        clients.add(reader);
        sendSnapshot(reader);
    }

    private boolean hasRoom(BoardOwner owner) {
        long ofAddress = count(other -> other.address().equals(owner.address()));
        long ofToken =
                owner.token().isEmpty() ? 0 : count(other -> other.token().equals(owner.token())) + 1;
        return limits.allows(ServerLimits.ServerLimit.BOARDS, clients.size() + 1L)
                && limits.allows(ServerLimits.ServerLimit.BOARDS_PER_ADDRESS, ofAddress + 1)
                && limits.allows(ServerLimits.ServerLimit.BOARDS_PER_TOKEN, ofToken);
    }

    private long count(Predicate<BoardOwner> which) {
        return clients.stream().filter(client -> which.test(client.owner)).count();
    }

    /** Closes the boards of those who may not read any more. */
    void closeBoards(Predicate<BoardOwner> which) {
        clients.stream().filter(client -> which.test(client.owner)).toList().forEach(client -> {
            clients.remove(client);
            client.socket.close(POLICY_VIOLATION, "access ended");
        });
    }

    private void handleMessage(BoardClient reader, String text) {
        if (++reader.messagesSincePulse > MAX_MESSAGES_PER_PULSE) {
            reader.socket.close(POLICY_VIOLATION, "too many messages");
        } else if (ClientMessage.isResync(text)) {
            sendSnapshot(reader);
        } else {
            ignoredMessages++;
        }
    }

    private void resendIfBehind(BoardClient reader) {
        if (reader.behind && clients.contains(reader)) {
            sendSnapshot(reader);
        }
    }

    /** Shows a newer snapshot: sends what changed, if anything did. */
    void publish(BoardSnapshot next) {
        BoardSnapshot before = current;
        current = next;
        if (before == null) {
            snapshotJson = null;
            clients.forEach(this::sendSnapshot);
            return;
        }
        Map<String, Object> changes = BoardChanges.between(before.view(), next.view());
        if (changes.isEmpty()) {
            return;
        }
        sequence++;
        snapshotJson = null;
        if (!clients.isEmpty()) {
            sendAll(frame("change", toJson(changes)));
        }
    }

    /** A second passed. */
    void sendPulse() {
        List<BoardClient> lost = new ArrayList<>();
        for (BoardClient reader : clients) {
            reader.messagesSincePulse = 0;
            reader.pulsesBehind = reader.behind ? reader.pulsesBehind + 1 : 0;
            if (reader.pulsesBehind > MAX_BEHIND.toSeconds()) {
                lost.add(reader);
            }
        }
        lost.forEach(reader -> {
            clients.remove(reader);
            reader.socket.close(POLICY_VIOLATION, "reads too slowly");
        });
        if (!clients.isEmpty() && current != null) {
            sendAll("{\"type\":\"pulse\"," + frameHeader() + "}");
        }
    }

    /** Lets everybody go: the daemon stops. */
    void close() {
        List<BoardClient> all = new ArrayList<>(clients);
        clients.clear();
        all.forEach(reader -> reader.socket.close(GOING_AWAY, "stopping"));
    }

    private void sendAll(String frame) {
        for (BoardClient reader : new ArrayList<>(clients)) {
            if (reader.behind || reader.socket.writeQueueFull()) {
                reader.behind = true;
                skippedFrames++;
            } else {
                write(reader, frame);
            }
        }
    }

    private void sendSnapshot(BoardClient reader) {
        if (current == null) {
            return;
        }
        if (reader.socket.writeQueueFull()) {
            reader.behind = true;
            skippedFrames++;
            return;
        }
        reader.behind = false;
        write(reader, frame("snapshot", snapshotJson()));
    }

    private static void write(BoardClient reader, String frame) {
        if (!reader.socket.isClosed()) {
            reader.socket.writeFinalTextFrame(frame).onFailure(gone -> LOG.debug("a board left", gone));
        }
    }

    private String snapshotJson() {
        String text = snapshotJson;
        if (text == null) {
            text = current == null ? "{}" : toJson(current.view());
            snapshotJson = text;
        }
        return text;
    }

    private static String toJson(Object value) {
        return new String(BoardJson.toBytes(value), StandardCharsets.UTF_8);
    }

    private String frame(String type, String board) {
        return "{\"type\":\"" + type + "\"," + frameHeader() + ",\"board\":" + board + "}";
    }

    private String frameHeader() {
        SchoolTimeFormat time = current == null ? new SchoolTimeFormat(java.time.ZoneOffset.UTC) : current.timeFormat();
        return "\"boot\":\"" + bootId + "\",\"seq\":" + sequence + ",\"sentAt\":\"" + time.rfc3339(clock.instant())
                + "\"";
    }
}
