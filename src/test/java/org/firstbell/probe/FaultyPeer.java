package org.firstbell.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetSocket;
import java.util.Random;

/** A server on loopback that fails whoever asks it, over TCP or UDP, in one of four ways. */
enum FaultyPeer {
    /** Takes what it is sent and answers nothing. */
    SILENT,
    /** Has closed its port again. */
    REFUSING,
    /** Answers bytes that belong to no protocol. */
    GARBLED,
    /** Answers too slowly to be heard to the end. */
    SLOW;

    private static final long BETWEEN_BYTES_MILLIS = 50;
    private static final long LATE_MILLIS =
            2 * ProbeContract.ATTEMPT.maxDuration().toMillis();
    private static final int SEED = 161;

    /** The port that it was given. */
    int tcp(Vertx vertx) {
        return port(vertx.createNetServer()
                .connectHandler(socket -> meet(vertx, socket))
                .listen(0, "127.0.0.1")
                .compose(server -> this == REFUSING
                        ? server.close().map(server.actualPort())
                        : Future.succeededFuture(server.actualPort())));
    }

    private void meet(Vertx vertx, NetSocket socket) {
        if (this == GARBLED) {
            socket.handler(request -> socket.write(garbage()));
            socket.write(garbage());
        } else if (this == SLOW) {
            long dribble = vertx.setPeriodic(BETWEEN_BYTES_MILLIS, due -> socket.write("x"));
            socket.closeHandler(closed -> vertx.cancelTimer(dribble));
        }
    }

    /** The port that it was given. */
    int udp(Vertx vertx) {
        DatagramSocket socket = vertx.createDatagramSocket();
        return port(socket.listen(0, "127.0.0.1").compose(open -> {
            int port = open.localAddress().port();
            open.handler(request -> {
                if (this == GARBLED) {
                    open.send(
                            garbage(), request.sender().port(), request.sender().host());
                } else if (this == SLOW) {
                    vertx.setTimer(
                            LATE_MILLIS,
                            due -> open.send(
                                    request.data(),
                                    request.sender().port(),
                                    request.sender().host()));
                }
            });
            return this == REFUSING ? open.close().map(port) : Future.succeededFuture(port);
        }));
    }

    private static Buffer garbage() {
        byte[] bytes = new byte[64];
        new Random(SEED).nextBytes(bytes);
        return Buffer.buffer(bytes).appendString("\r\n");
    }

    private static int port(Future<Integer> opening) {
        return ProbeLab.got(opening.toCompletionStage().toCompletableFuture());
    }
}
