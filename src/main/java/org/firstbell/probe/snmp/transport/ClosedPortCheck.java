package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;

/**
 * A datagram sent from a socket of its own, to hear whether the machine says that nobody listens: ICMP errors reach
 * connected sockets only. It is the SNMPv3 discovery of RFC 3414 §4, which carries no secret. Confined to the polling
 * loop.
 */
final class ClosedPortCheck implements AutoCloseable {
    private static final byte[] ENGINE_DISCOVERY = HexFormat.of()
            .parseHex("303a020103300f02024a69020300ffe3040104020103"
                    + "0410300e0400020100020100040004000400301204000400a00c020237f00201000201003000");

    private final DatagramChannel channel;

    private ClosedPortCheck(DatagramChannel channel) {
        this.channel = channel;
    }

    /** Knocks; does not wait. */
    static ClosedPortCheck start(SocketAddress agent) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.connect(agent);
            channel.write(ByteBuffer.wrap(ENGINE_DISCOVERY));
            return new ClosedPortCheck(channel);
        } catch (IOException unsendable) {
            channel.close();
            throw unsendable;
        }
    }

    /** Whether the machine has said by now that nobody listens. */
    boolean isClosed() {
        try {
            channel.read(ByteBuffer.allocate(64));
            return false;
        } catch (PortUnreachableException closed) {
            return true;
        } catch (IOException other) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException closed) {
            return;
        }
    }
}
