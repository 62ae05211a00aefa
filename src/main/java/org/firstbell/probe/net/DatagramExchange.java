package org.firstbell.probe.net;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to one UDP port, one after the other, each with the first answer that fits. What comes from another port, or
 * does not fit, is dropped as if it had not come: anybody can send a datagram. Confined to the polling loop.
 */
final class DatagramExchange implements ProtocolExchange.RunningExchange {
    private final DatagramSocket socket;
    private final String host;
    private final int port;
    private final Consumer<ProtocolExchange.ExchangeResult> callback;
    private Supplier<byte[]> request = () -> new byte[0];
    private Consumer<byte[]> responseReader = octets -> {};
    private boolean finished;

    DatagramExchange(Vertx vertx, String host, int port, Consumer<ProtocolExchange.ExchangeResult> told) {
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(host.contains(":")));
        this.host = host;
        this.port = port;
        this.callback = told;
        socket.exceptionHandler(unreachable -> {});
        socket.handler(this::received);
    }

    /**
     * Sends a request.
     *
     * @param made makes its octets, anew each time that it is sent
     * @param read takes what came; it ends the exchange, sends the next request, or leaves it be when it does not fit
     */
    void send(Supplier<byte[]> made, Consumer<byte[]> read) {
        request = made;
        responseReader = read;
        resend();
    }

    @Override
    public void resend() {
        if (!finished) {
            socket.send(Buffer.buffer(request.get()), port, host)
                    .onFailure(cause -> finish(new ProtocolExchange.ExchangeResult.NoResponse(
                            "nothing can be sent to " + host + ": " + cause.getMessage())));
        }
    }

    private void received(DatagramPacket packet) {
        if (!finished && packet.sender().port() == port) {
            responseReader.accept(packet.data().getBytes());
        }
    }

    void finish(ProtocolExchange.ExchangeResult outcome) {
        if (!finished) {
            close();
            callback.accept(outcome);
        }
    }

    @Override
    public void close() {
        if (!finished) {
            finished = true;
            socket.close();
        }
    }
}
