package org.firstbell.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.firstbell.board.web.ServerLimits.ServerLimit;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one connection: it counts the bytes and lines that come in before anything else keeps them, and knows what
 * the connection waits for. Stands before the decoder. Confined to the web's event loop.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    private static final long IDLE_SECONDS = 60;

    private enum Phase {
        /** Nothing was ever asked. */
        NEW,
        /** The last answer is sent. */
        IDLE,
        /** A request came whose body is not complete. */
        BODY,
        ANSWERING,
        BOARD
    }

    private final HttpConnection connection;
    private final String address;
    private final ServerLimits limits;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.NEW;
    /** When the phase began, or its first byte came. */
    private long since;

    private boolean inRequest;
    private boolean answered;
    private long lines;
    private long bytes;
    private long unreadBytes;
    private int requests;

    ConnectionGuard(HttpConnection connection, ServerLimits limits, LongSupplier nanoTime) {
        this.connection = connection;
        SocketAddress remote = connection.remoteAddress();
        this.address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Begins to count what comes in; of HTTP/2, whose frames have limits of their own, only the time is watched. */
    void install() {
        Channel channel = channel();
        if (channel == null) {
            return;
        }
        for (Map.Entry<String, io.netty.channel.ChannelHandler> each : channel.pipeline()) {
            if (each.getValue() instanceof HttpServerCodec || each.getValue() instanceof HttpRequestDecoder) {
                channel.pipeline().addBefore(each.getKey(), "firstbell-guard", this);
                return;
            }
        }
    }

    private @Nullable Channel channel() {
        return connection instanceof ConnectionBase base ? base.channel() : null;
    }

    String address() {
        return address;
    }

    /** Whether it has no request and is no board. */
    boolean isWaiting() {
        return phase == Phase.NEW || phase == Phase.IDLE;
    }

    /** Since when it has been what it is, by the clock that never goes back. */
    long since() {
        return since;
    }

    private void enter(Phase next) {
        phase = next;
        since = nanoTime.getAsLong();
    }

    /** A request's head is complete; false when its peer does not read the answers to those before. */
    boolean requestBegun() {
        requests++;
        answered = false;
        enter(Phase.BODY);
        Channel channel = channel();
        return channel == null || channel.isWritable();
    }

    void bodyEnded() {
        if (phase == Phase.BODY && answered) {
            awaitRequest();
        } else if (phase == Phase.BODY) {
            enter(Phase.ANSWERING);
        }
    }

    /** The answer was handed over; what is left of the body still has to come in its time. */
    void answered(boolean bodyComplete) {
        requests--;
        if (phase == Phase.BOARD || requests > 0) {
            return;
        }
        answered = true;
        if (bodyComplete) {
            awaitRequest();
        }
    }

    private void awaitRequest() {
        inRequest = false;
        lines = 0;
        bytes = 0;
        enter(Phase.IDLE);
    }

    void becameBoard() {
        enter(Phase.BOARD);
        bytes = 0;
    }

    /** A second passed: gives up what took too long. */
    void sweep() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since);
        switch (phase) {
            case NEW, IDLE -> {
                if (inRequest || phase == Phase.NEW) {
                    giveUp(ServerLimit.REQUEST_SECONDS, seconds, inRequest);
                } else if (seconds >= IDLE_SECONDS) {
                    close();
                }
            }
            case BODY -> giveUp(ServerLimit.REQUEST_SECONDS, seconds, true);
            case ANSWERING -> giveUp(ServerLimit.ANSWER_SECONDS, seconds, false);
            case BOARD -> bytes = 0;
        }
        Channel channel = channel();
        if (channel != null && !channel.isWritable() && phase == Phase.IDLE) {
            giveUp(ServerLimit.ANSWER_SECONDS, seconds, false);
        }
    }

    private void giveUp(ServerLimit limit, long seconds, boolean say) {
        if (!limits.allows(limit, seconds)) {
            if (say) {
                refuse(408, "Request Timeout", "The request took too long to arrive.");
            } else {
                close();
            }
        }
    }

    void close() {
        Channel channel = channel();
        if (channel != null) {
            channel.close();
        } else {
            connection.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf buffer && !accept(context, buffer)) {
            buffer.release();
            return;
        }
        super.channelRead(context, message);
    }

    private boolean accept(ChannelHandlerContext context, ByteBuf buffer) {
        int count = buffer.readableBytes();
        bytes += count;
        if (phase == Phase.BOARD) {
            unreadBytes = context.channel().isWritable() ? 0 : unreadBytes + count;
            if (limits.allows(ServerLimit.BOARD_INPUT_BYTES, bytes)
                    && limits.allows(ServerLimit.UNREAD_INPUT_BYTES, unreadBytes)) {
                return true;
            }
            context.channel().close();
            return false;
        }
        if (!inRequest) {
            inRequest = true;
            if (isWaiting()) {
                since = nanoTime.getAsLong();
            }
        }
        lines += newlines(buffer);
        if (limits.allows(ServerLimit.HEADER_LINES, lines) && limits.allows(ServerLimit.HEADER_BYTES, bytes)) {
            return true;
        }
        refuse(431, "Request Header Fields Too Large", "The request has too many lines or bytes.");
        return false;
    }

    private static long newlines(ByteBuf buffer) {
        long found = 0;
        int end = buffer.writerIndex();
        int at = buffer.indexOf(buffer.readerIndex(), end, (byte) '\n');
        while (at >= 0) {
            found++;
            at = buffer.indexOf(at + 1, end, (byte) '\n');
        }
        return found;
    }

    /** Says why, where no answer was begun, and closes. */
    private void refuse(int status, String title, String sentence) {
        Channel channel = channel();
        ChannelHandlerContext own = channel == null ? null : channel.pipeline().context(this);
        if (own == null || requests > 0) {
            close();
            return;
        }
        own.channel().config().setAutoRead(false);
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + sentence + "\"}";
        String answer = "HTTP/1.1 " + status + " " + title + "\r\nContent-Type: application/problem+json\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        own.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
