package org.firstbell.probe.dialogue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One TCP connection on which both sides speak lines. A line is at most 4 KiB, a conversation 256 KiB; a longer one is
 * ended. Confined to the polling loop.
 */
final class LineExchange implements Dialogue.Running {
    private static final int LONGEST_LINE = 4 * 1024;
    private static final int LONGEST = 256 * 1024;

    /** What is said in a conversation. */
    interface Speaker {
        /** The connection is open. */
        default void opened(LineExchange exchange) {}

        /** A line came, without its end. */
        void line(String line, LineExchange exchange);
    }

    private final char lineEnd;
    private final Speaker speaker;
    private final Consumer<Dialogue.Told> told;
    private final StringBuilder line = new StringBuilder();
    private final String place;
    private int heard;
    private NetSocket open;
    private boolean over;

    @SuppressWarnings("NullAway.Init")
    LineExchange(NetClient client, String host, int port, char lineEnd, Speaker speaker, Consumer<Dialogue.Told> told) {
        this.lineEnd = lineEnd;
        this.speaker = speaker;
        this.told = told;
        this.place = host + ":" + port;
        client.connect(port, host).onSuccess(this::opened).onFailure(this::failed);
    }

    private void opened(NetSocket socket) {
        if (over) {
            socket.close();
            return;
        }
        open = socket;
        socket.exceptionHandler(broken -> end(brokeOff()));
        socket.closeHandler(closed -> end(brokeOff()));
        socket.handler(this::came);
        speaker.opened(this);
    }

    private Dialogue.Told brokeOff() {
        return new Dialogue.Told.Nothing("the connection to " + place + " breaks off");
    }

    private void failed(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            end(new Dialogue.Told.Nothing("the name in " + place + " is not found"));
        } else if (cause instanceof ConnectException && !(cause instanceof io.netty.channel.ConnectTimeoutException)) {
            end(new Dialogue.Told.Refusal(place + " refuses: nothing listens there"));
        } else {
            end(new Dialogue.Told.Nothing("no connection to " + place));
        }
    }

    private void came(Buffer chunk) {
        heard += chunk.length();
        for (byte octet : chunk.getBytes()) {
            if (over) {
                return;
            }
            if (octet == lineEnd) {
                String whole = line.toString();
                line.setLength(0);
                speaker.line(whole.strip(), this);
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) (octet & 0xff));
            }
        }
        if (!over && (heard > LONGEST || line.length() >= LONGEST_LINE)) {
            end(new Dialogue.Told.Nonsense(place + " says more than its protocol has words for"));
        }
    }

    void say(String words) {
        open.write(Buffer.buffer((words + lineEnd).getBytes(StandardCharsets.UTF_8)));
    }

    void end(Dialogue.Told outcome) {
        if (!over) {
            close();
            told.accept(outcome);
        }
    }

    @Override
    public void again() {
        // TCP itself sends again what is lost.
    }

    @Override
    public void close() {
        over = true;
        if (open != null) {
            open.close();
        }
    }
}
