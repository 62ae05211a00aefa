package org.firstbell.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.PDU;

/**
 * The one UDP socket for all communities. Requests leave ready-made from the polling loop; answers are taken off the socket
 * and decoded by a thread of its own, and handed to the loop as many at a time as have come. An answer is known by its
 * request id and community, wherever it comes from: gear with several addresses answers from any of them. All state is
 * confined to the polling loop.
 */
final class CommunitySocket implements AutoCloseable {
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /** Answers come in bursts, as questions leave: waiting this long for the rest of one saves most wake-ups. */
    private static final long GATHER_MILLIS = 1;

    /** Answers handed over at once. */
    private static final int MOST_TOGETHER = 256;

    private static final Logger LOG = LoggerFactory.getLogger(CommunitySocket.class);

    private final DatagramChannel channel;
    private final Selector selector;
    private final Executor loop;
    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_ANSWER);
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private int lastId = ThreadLocalRandom.current().nextInt(CommunityMessage.LEAST_ID, Integer.MAX_VALUE);

    private record Waiting(byte[] community, Consumer<PDU> answer) {}

    private CommunitySocket(DatagramChannel channel, Selector selector, Executor loop) {
        this.channel = channel;
        this.selector = selector;
        this.loop = loop;
    }

    static CommunitySocket open(Executor loop) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.bind(new InetSocketAddress(0));
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        CommunitySocket socket = new CommunitySocket(channel, selector, loop);
        Thread receiver = new Thread(socket::receive, "snmp-answers");
        receiver.setDaemon(true);
        receiver.start();
        return socket;
    }

    /**
     * Sends a request.
     *
     * @return its id, to forget it by
     * @throws IOException when this machine cannot send it
     */
    int send(CommunityMessage message, InetSocketAddress to, Consumer<PDU> answer) throws IOException {
        int id = nextId();
        out.clear();
        message.write(id, out);
        out.flip();
        waiting.put(id, new Waiting(message.community(), answer));
        try {
            channel.send(out, to);
        } catch (IOException | RuntimeException unsendable) {
            waiting.remove(id);
            throw unsendable;
        }
        return id;
    }

    private int nextId() {
        do {
            lastId = lastId == Integer.MAX_VALUE ? CommunityMessage.LEAST_ID : lastId + 1;
        } while (waiting.containsKey(lastId));
        return lastId;
    }

    /** Nobody waits for its answer any more. */
    void forget(int id) {
        waiting.remove(id);
    }

    private void receive() {
        ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
        try {
            while (channel.isOpen()) {
                selector.select();
                selector.selectedKeys().clear();
                gather();
                List<CommunityMessage.Read> come = take(in);
                while (!come.isEmpty()) {
                    List<CommunityMessage.Read> batch = come;
                    loop.execute(() -> batch.forEach(this::came));
                    come = take(in);
                }
            }
        } catch (IOException | ClosedSelectorException | java.nio.channels.CancelledKeyException broken) {
            if (channel.isOpen()) {
                LOG.error("The SNMP socket cannot be read any more: {}", broken.getMessage());
            }
        }
    }

    /** Listens to nothing for a moment. */
    private void gather() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.interestOps(0);
        }
        selector.select(GATHER_MILLIS);
        for (SelectionKey key : selector.keys()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private List<CommunityMessage.Read> take(ByteBuffer in) throws IOException {
        List<CommunityMessage.Read> come = new ArrayList<>();
        for (int i = 0; i < MOST_TOGETHER; i++) {
            in.clear();
            SocketAddress from = received(in);
            if (from == null) {
                break;
            }
            in.flip();
            CommunityMessage.read(in).ifPresent(come::add);
        }
        return come;
    }

    /** An ICMP error of some earlier request may surface here; it is nobody's answer. */
    @org.jspecify.annotations.Nullable
    private SocketAddress received(ByteBuffer in) throws IOException {
        try {
            return channel.receive(in);
        } catch (java.net.PortUnreachableException nobody) {
            return null;
        }
    }

    private void came(CommunityMessage.Read read) {
        int id = read.pdu().getRequestID().getValue();
        Waiting asked = waiting.get(id);
        if (asked != null && Arrays.equals(asked.community(), read.community())) {
            waiting.remove(id);
            asked.answer().accept(read.pdu());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException closing) {
            LOG.debug("The SNMP socket was closed already", closing);
        }
    }
}
