package org.firstbell.board;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live board for every wall and page: a snapshot on connect, then what changed, and a pulse each second (contract
 * §6). Confined to the web's event loop.
 *
 * <p>Each frame is made once for all. Who reads too slowly is skipped and gets the newest snapshot once there is room:
 * nobody has more than one frame beyond {@value #QUEUE} bytes waiting. Who stays slow, or asks too much, is dropped.
 */
final class LiveHub {
    static final int QUEUE = 128 * 1024;
    /** Longest text a reader may send. */
    static final int MOST_INPUT = 4096;
    /** Texts a reader may send between two pulses. */
    private static final int MOST_ASKED = 20;

    private static final Duration MOST_BEHIND = Duration.ofSeconds(30);
    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;
    private static final short TRY_LATER = 1013;
    private static final int MOST_READERS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

    private final InstantSource clock;
    private final String boot;
    private final Set<Reader> readers = new LinkedHashSet<>();
    private long seq;
    private @Nullable BoardSnapshot shown;
    private @Nullable String whole;
    private long ignored;
    private long skipped;

    /** One wall or page. */
    private static final class Reader {
        private final ServerWebSocket socket;
        private boolean behind;
        private int pulsesBehind;
        private int asked;

        Reader(ServerWebSocket socket) {
            this.socket = socket;
        }
    }

    LiveHub(InstantSource clock) {
        this.clock = clock;
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.boot = HexFormat.of().formatHex(random);
    }

    /** A new boot has a new name. */
    String boot() {
        return boot;
    }

    int readers() {
        return readers.size();
    }

    /** Texts that nobody understood, since the start. */
    long ignored() {
        return ignored;
    }

    /** Frames that slow readers did not get, since the start. */
    long skipped() {
        return skipped;
    }

    /** The sequence number of the newest change. */
    long seq() {
        return seq;
    }

    /** Takes a reader whose handshake is done. */
    void welcome(ServerWebSocket socket) {
        if (readers.size() >= MOST_READERS) {
            socket.close(TRY_LATER, "too many boards");
            return;
        }
        Reader reader = new Reader(socket);
        socket.setWriteQueueMaxSize(QUEUE);
        socket.closeHandler(gone -> readers.remove(reader));
        socket.exceptionHandler(broken -> LOG.debug("a board's connection broke", broken));
        socket.textMessageHandler(text -> hear(reader, text));
        socket.drainHandler(room -> catchUp(reader));
        readers.add(reader);
        sendWhole(reader);
    }

    private void hear(Reader reader, String text) {
        if (++reader.asked > MOST_ASKED) {
            reader.socket.close(POLICY, "too many messages");
        } else if (LiveInput.isResync(text)) {
            sendWhole(reader);
        } else {
            ignored++;
        }
    }

    private void catchUp(Reader reader) {
        if (reader.behind && readers.contains(reader)) {
            sendWhole(reader);
        }
    }

    /** Shows a newer snapshot: sends what changed, if anything did. */
    void show(BoardSnapshot next) {
        BoardSnapshot before = shown;
        shown = next;
        if (before == null) {
            whole = null;
            readers.forEach(this::sendWhole);
            return;
        }
        Map<String, Object> changes = LiveChanges.between(before.live(), next.live());
        if (changes.isEmpty()) {
            return;
        }
        seq++;
        whole = null;
        if (!readers.isEmpty()) {
            sendAll(frame("change", text(changes)));
        }
    }

    /** A second passed. */
    void pulse() {
        List<Reader> lost = new ArrayList<>();
        for (Reader reader : readers) {
            reader.asked = 0;
            reader.pulsesBehind = reader.behind ? reader.pulsesBehind + 1 : 0;
            if (reader.pulsesBehind > MOST_BEHIND.toSeconds()) {
                lost.add(reader);
            }
        }
        lost.forEach(reader -> {
            readers.remove(reader);
            reader.socket.close(POLICY, "reads too slowly");
        });
        if (!readers.isEmpty() && shown != null) {
            sendAll("{\"type\":\"pulse\"," + head() + "}");
        }
    }

    /** Lets everybody go: the daemon stops. */
    void close() {
        List<Reader> all = new ArrayList<>(readers);
        readers.clear();
        all.forEach(reader -> reader.socket.close(GOING_AWAY, "stopping"));
    }

    private void sendAll(String frame) {
        for (Reader reader : new ArrayList<>(readers)) {
            if (reader.behind || reader.socket.writeQueueFull()) {
                reader.behind = true;
                skipped++;
            } else {
                write(reader, frame);
            }
        }
    }

    private void sendWhole(Reader reader) {
        if (shown == null) {
            return;
        }
        if (reader.socket.writeQueueFull()) {
            reader.behind = true;
            skipped++;
            return;
        }
        reader.behind = false;
        write(reader, frame("snapshot", whole()));
    }

    private static void write(Reader reader, String frame) {
        if (!reader.socket.isClosed()) {
            reader.socket.writeFinalTextFrame(frame).onFailure(gone -> LOG.debug("a board left", gone));
        }
    }

    private String whole() {
        String text = whole;
        if (text == null) {
            text = shown == null ? "{}" : text(shown.live());
            whole = text;
        }
        return text;
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private String frame(String type, String board) {
        return "{\"type\":\"" + type + "\"," + head() + ",\"board\":" + board + "}";
    }

    private String head() {
        SchoolTime time = shown == null ? new SchoolTime(java.time.ZoneOffset.UTC) : shown.time();
        return "\"boot\":\"" + boot + "\",\"seq\":" + seq + ",\"sentAt\":\"" + time.rfc3339(clock.instant()) + "\"";
    }
}
