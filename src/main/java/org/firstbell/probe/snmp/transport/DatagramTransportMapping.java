package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.AbstractTransportMapping;

/**
 * One UDP socket under SNMP4J: a non-blocking channel that is read into one direct buffer, where SNMP4J's own mapping makes
 * a buffer of the largest size for each message. Sends from any thread; reads on a thread of its own, on which SNMP4J
 * then works.
 */
public final class DatagramTransportMapping extends AbstractTransportMapping<UdpAddress> {
    private static final int MAX_DATAGRAM = 64 * 1024;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(DatagramTransportMapping.class);

    private final DatagramChannel channel;
    private final Selector selector;
    private final DatagramFilter filter;
    private final String name;
    private @Nullable Thread reader;

    /** A filter that sees every message before SNMP4J does. */
    public interface DatagramFilter {
        /**
         * A message came; called on the reading thread.
         *
         * @param octets the message
         * @param reading hands it to SNMP4J, which is done with it when this returns
         */
        void datagramReceived(InetSocketAddress from, byte[] octets, Runnable reading);

        /** How many milliseconds nothing more is read, so that a flood costs little; asked after each message. */
        default long pauseMillis() {
            return 0;
        }
    }

    private DatagramTransportMapping(DatagramChannel channel, Selector selector, String name, DatagramFilter gate) {
        this.channel = channel;
        this.selector = selector;
        this.name = name;
        this.filter = gate;
        this.maxInboundMessageSize = MAX_DATAGRAM;
    }

    /**
     * Opens a socket.
     *
     * @param at where it listens; port 0 lets the system choose
     * @param name of its thread
     * @throws IOException when this machine does not let it
     */
    public static DatagramTransportMapping open(InetSocketAddress at, String name, DatagramFilter gate)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(at);
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new DatagramTransportMapping(channel, selector, name, gate);
        } catch (IOException | RuntimeException unusable) {
            channel.close();
            throw unusable;
        }
    }

    @Override
    public Class<UdpAddress> getSupportedAddressClass() {
        return UdpAddress.class;
    }

    @Override
    public UdpAddress getListenAddress() {
        InetSocketAddress own = (InetSocketAddress) channel.socket().getLocalSocketAddress();
        return new UdpAddress(own.getAddress(), own.getPort());
    }

    @Override
    public void sendMessage(
            UdpAddress to, byte[] message, @Nullable TransportStateReference state, long timeoutMillis, int maxRetries)
            throws IOException {
        channel.send(ByteBuffer.wrap(message), new InetSocketAddress(to.getInetAddress(), to.getPort()));
    }

    @Override
    public void listen() {
        Thread thread = new Thread(this::readDatagrams, name);
        thread.setDaemon(true);
        reader = thread;
        thread.start();
    }

    @Override
    public boolean isListening() {
        return reader != null && channel.isOpen();
    }

    private void readDatagrams() {
        ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        try {
            while (channel.isOpen()) {
                selector.select();
                selector.selectedKeys().clear();
                SocketAddress from = receiveDatagram(in);
                while (from != null) {
                    deliver((InetSocketAddress) from, in);
                    pause(filter.pauseMillis());
                    from = receiveDatagram(in);
                }
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException broken) {
            if (channel.isOpen()) {
                LOG.error("The socket {} cannot be read any more: {}", name, broken.getMessage());
            }
        }
    }

    private void pause(long millis) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        if (millis > 0 && key != null) {
            key.interestOps(0);
            selector.select(millis);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** An ICMP error of some earlier message may surface here; it is nobody's message. */
    private @Nullable SocketAddress receiveDatagram(ByteBuffer in) throws IOException {
        in.clear();
        try {
            return channel.receive(in);
        } catch (PortUnreachableException nobody) {
            return null;
        }
    }

    /** SNMP4J checks digests over an array and may keep parts of it: each message gets one of its own size. */
    private void deliver(InetSocketAddress from, ByteBuffer in) {
        byte[] octets = new byte[in.flip().remaining()];
        in.get(octets);
        UdpAddress peer = new UdpAddress(from.getAddress(), from.getPort());
        TransportStateReference state = new TransportStateReference(
                this, peer, null, SecurityLevel.undefined, SecurityLevel.undefined, false, this);
        try {
            filter.datagramReceived(from, octets, () -> fireProcessMessage(peer, ByteBuffer.wrap(octets), state));
        } catch (RuntimeException unreadable) {
            LOG.debug("A message could not be read ({})", unreadable.getClass().getSimpleName());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
