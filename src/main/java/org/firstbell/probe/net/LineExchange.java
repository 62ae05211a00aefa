package org.firstbell.probe.net;

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
final class LineExchange implements ProtocolExchange.RunningExchange {
    private static final int MAX_LINE = 4 * 1024;
    private static final int MAX_CONVERSATION = 256 * 1024;

    /** What is said in a conversation. */
    interface LineHandler {
        /** The connection is open. */
        default void connected(LineExchange exchange) {}

        /** A line came, without its end. */
        void lineReceived(String line, LineExchange exchange);
    }

    private final char lineEnd;
    private final LineHandler handler;
    private final Consumer<ProtocolExchange.ExchangeResult> callback;
    private final StringBuilder line = new StringBuilder();
    private final String endpoint;
    private int receivedOctets;
    private NetSocket openSocket;
    private boolean finished;

    @SuppressWarnings("NullAway.Init")
    LineExchange(
            NetClient client,
            String host,
            int port,
            char lineEnd,
            LineHandler speaker,
            Consumer<ProtocolExchange.ExchangeResult> told) {
        this.lineEnd = lineEnd;
        this.handler = speaker;
        this.callback = told;
        this.endpoint = host + ":" + port;
        client.connect(port, host).onSuccess(this::connected).onFailure(this::connectFailed);
    }

    private void connected(NetSocket socket) {
        if (finished) {
            socket.close();
            return;
        }
        openSocket = socket;
        socket.exceptionHandler(broken -> finish(disconnected()));
        socket.closeHandler(closed -> finish(disconnected()));
        socket.handler(this::received);
        handler.connected(this);
    }

    private ProtocolExchange.ExchangeResult disconnected() {
        return new ProtocolExchange.ExchangeResult.NoResponse("the connection to " + endpoint + " breaks off");
    }

    private void connectFailed(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            finish(new ProtocolExchange.ExchangeResult.NoResponse("the name in " + endpoint + " is not found"));
        } else if (cause instanceof ConnectException && !(cause instanceof io.netty.channel.ConnectTimeoutException)) {
            finish(new ProtocolExchange.ExchangeResult.ExchangeRefused(endpoint + " refuses: nothing listens there"));
        } else {
            finish(new ProtocolExchange.ExchangeResult.NoResponse("no connection to " + endpoint));
        }
    }

    private void received(Buffer chunk) {
        receivedOctets += chunk.length();
        for (byte octet : chunk.getBytes()) {
            if (finished) {
                return;
            }
            if (octet == lineEnd) {
                String whole = line.toString();
                line.setLength(0);
                handler.lineReceived(whole.strip(), this);
            } else if (line.length() < MAX_LINE) {
                line.append((char) (octet & 0xff));
            }
        }
        if (!finished && (receivedOctets > MAX_CONVERSATION || line.length() >= MAX_LINE)) {
            finish(new ProtocolExchange.ExchangeResult.MalformedResponse(
                    endpoint + " says more than its protocol has words for"));
        }
    }

    void send(String words) {
        openSocket.write(Buffer.buffer((words + lineEnd).getBytes(StandardCharsets.UTF_8)));
    }

    void finish(ProtocolExchange.ExchangeResult outcome) {
        if (!finished) {
            close();
            callback.accept(outcome);
        }
    }

    @Override
    public void resend() {
        // TCP itself sends again what is lost.
    }

    @Override
    public void close() {
        finished = true;
        if (openSocket != null) {
            openSocket.close();
        }
    }
}
