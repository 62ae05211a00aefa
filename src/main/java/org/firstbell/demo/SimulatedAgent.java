package org.firstbell.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.util.function.BooleanSupplier;

/**
 * A simulated SNMP agent: one real UDP socket that speaks SNMPv2c. It hears only while its device is reachable; a wrong
 * community is met with silence, as real agents do. Confined to the demo's loop.
 */
public final class SimulatedAgent {
    private final String address;
    private final String community;
    private final SimulatedMib mib;
    private final BooleanSupplier reachable;
    private final DatagramSocket socket;
    private int port;

    /**
     * @param hears asked before each answer, and again for its way back: a network that loses packets loses both ways
     */
    public SimulatedAgent(Vertx vertx, String address, String community, SimulatedMib mib, BooleanSupplier hears) {
        this.address = address;
        this.community = community;
        this.mib = mib;
        this.reachable = hears;
        this.socket = vertx.createDatagramSocket();
    }

    /** Listens on a port chosen by the system, or on the one given. */
    public Future<SimulatedAgent> open(int wanted) {
        socket.handler(this::handlePacket);
        return socket.listen(wanted, address).map(listening -> {
            port = listening.localAddress().port();
            return this;
        });
    }

    private void handlePacket(DatagramPacket packet) {
        if (!reachable.getAsBoolean()) {
            return;
        }
        AgentMessage.decode(packet.data().getBytes())
                .filter(message -> message.community().equals(community))
                .map(message -> message.respond(mib))
                .filter(answer -> reachable.getAsBoolean())
                .ifPresent(answer -> socket.send(
                        Buffer.buffer(answer.encode()),
                        packet.sender().port(),
                        packet.sender().host()));
    }

    /** The UDP port it listens on. */
    public int port() {
        return port;
    }

    /** Stops listening. */
    public Future<Void> close() {
        return socket.close();
    }
}
