package org.firstbell.probe.dialogue;

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
final class DatagramExchange implements Dialogue.Running {
    private final DatagramSocket socket;
    private final String host;
    private final int port;
    private final Consumer<Dialogue.Told> told;
    private Supplier<byte[]> request = () -> new byte[0];
    private Consumer<byte[]> reader = octets -> {};
    private boolean over;

    DatagramExchange(Vertx vertx, String host, int port, Consumer<Dialogue.Told> told) {
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(host.contains(":")));
        this.host = host;
        this.port = port;
        this.told = told;
        socket.exceptionHandler(unreachable -> {});
        socket.handler(this::came);
    }

    /**
     * Sends a request.
     *
     * @param made makes its octets, anew each time that it is sent
     * @param read takes what came; it ends the exchange, sends the next request, or leaves it be when it does not fit
     */
    void send(Supplier<byte[]> made, Consumer<byte[]> read) {
        request = made;
        reader = read;
        again();
    }

    @Override
    public void again() {
        if (!over) {
            socket.send(Buffer.buffer(request.get()), port, host)
                    .onFailure(cause -> end(
                            new Dialogue.Told.Nothing("nothing can be sent to " + host + ": " + cause.getMessage())));
        }
    }

    private void came(DatagramPacket packet) {
        if (!over && packet.sender().port() == port) {
            reader.accept(packet.data().getBytes());
        }
    }

    void end(Dialogue.Told outcome) {
        if (!over) {
            close();
            told.accept(outcome);
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            socket.close();
        }
    }
}
