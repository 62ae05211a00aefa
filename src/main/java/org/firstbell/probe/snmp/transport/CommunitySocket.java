package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.asn1.BER;

/**
 * The one UDP socket for all communities. Requests leave ready-made from the polling loop; a thread of its own takes answers
 * off the socket and hands them to the loop as they lie, as many at a time as have come. An answer is known by its request id
 * and community, wherever it comes from: gear with several addresses answers from any of them. All state is confined to the
 * polling loop, but for the batches that travel between it and the thread.
 */
final class CommunitySocket implements AutoCloseable {
    private static final int MAX_DATAGRAM = 64 * 1024;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /** Answers come in bursts, as questions leave: waiting this long for the rest of one saves most wake-ups. */
    private static final long BATCHING_MILLIS = 1;

    private static final long ERROR_PAUSE_MILLIS = 1_000;

    /** Batches on their way; when the loop has not taken them, answers wait in the socket, and past its buffer are lost. */
    private static final int MAX_BATCHES = 16;

    private static final int MAX_MALFORMED_SENDERS = 256;
    /** Longer than any look. */
    private static final long MALFORMED_MEMORY_NANOS = 10_000_000_000L;

    private static final int INITIAL_CAPACITY = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(CommunitySocket.class);

    private final DatagramChannel channel;
    private final Selector selector;
    /** Listens to nothing: its wait is a pause. */
    private final Selector pause;

    private final Executor loop;
    private final Thread receiver;
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final BlockingQueue<DatagramBatch> batches = new ArrayBlockingQueue<>(MAX_BATCHES);
    private final CommunityResponse response = new CommunityResponse();
    /** Who waits for an answer, each at the id of its request modulo the length, which is a power of two. */
    private @Nullable PendingRequest[] pending = new PendingRequest[INITIAL_CAPACITY];

    private int[] pendingIds = new int[INITIAL_CAPACITY];

    /** Who sent what is no message at all lately. */
    private final Map<InetSocketAddress, Long> malformedSenders = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > MAX_MALFORMED_SENDERS;
        }
    };

    private final AtomicInteger pendingMalformed = new AtomicInteger();

    private int pendingCount;
    private int lastId = ThreadLocalRandom.current().nextInt(CommunityMessage.MIN_REQUEST_ID, Integer.MAX_VALUE);

    /** Who waits for an answer. */
    interface PendingRequest {
        /** The message that was sent. */
        CommunityMessage message();

        /**
         * An answer has come; to be read at once, since the next one takes its place. Who has read it calls {@link #cancel}.
         */
        void responseReceived(CommunityResponse answer);
    }

    private CommunitySocket(DatagramChannel channel, Selector selector, Selector pause, Executor loop) {
        this.channel = channel;
        this.selector = selector;
        this.pause = pause;
        this.loop = loop;
        this.receiver = new Thread(this::receive, "snmp-answers");
        receiver.setDaemon(true);
        for (int i = 0; i < MAX_BATCHES; i++) {
            batches.add(new DatagramBatch());
        }
    }

    static CommunitySocket open(Executor loop) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.bind(new InetSocketAddress(0));
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        CommunitySocket socket = new CommunitySocket(channel, selector, Selector.open(), loop);
        socket.receiver.start();
        return socket;
    }

    /**
     * Sends the message of somebody who waits for its answer.
     *
     * @return its id, to forget it by
     * @throws IOException when this machine cannot send it
     */
    int send(PendingRequest who, InetSocketAddress to) throws IOException {
        int id = nextId();
        out.clear();
        who.message().write(id, out);
        out.flip();
        channel.send(out, to);
        addPending(id, who);
        pendingCount++;
        return id;
    }

    private int nextId() {
        if (pendingCount > pending.length / 2) {
            grow();
        }
        do {
            lastId = lastId == Integer.MAX_VALUE ? CommunityMessage.MIN_REQUEST_ID : lastId + 1;
        } while (pending[lastId & pending.length - 1] != null);
        return lastId;
    }

    private void addPending(int id, PendingRequest who) {
        int at = id & pending.length - 1;
        pending[at] = who;
        pendingIds[at] = id;
    }

    private void grow() {
        @Nullable PendingRequest[] old = pending;
        int[] oldIds = pendingIds;
        pending = new PendingRequest[2 * old.length];
        pendingIds = new int[2 * old.length];
        for (int i = 0; i < old.length; i++) {
            PendingRequest who = old[i];
            if (who != null) {
                addPending(oldIds[i], who);
            }
        }
    }

    /** Nobody waits for its answer any more. */
    void cancel(int id) {
        int at = id & pending.length - 1;
        if (pendingIds[at] == id && pending[at] != null) {
            pending[at] = null;
            pendingCount--;
        }
    }

    private void receive() {
        ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        while (channel.isOpen()) {
            try {
                selector.select();
                selector.selectedKeys().clear();
                pause.select(BATCHING_MILLIS);
                readDatagrams(in);
            } catch (ClosedChannelException | ClosedSelectorException | CancelledKeyException closed) {
                return;
            } catch (IOException broken) {
                LOG.error("The SNMP socket could not be read and is read again: {}", broken.toString());
                pauseAfterError();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pauseAfterError() {
        try {
            pause.select(ERROR_PAUSE_MILLIS);
        } catch (IOException | ClosedSelectorException noPause) {
            LOG.debug("No pause", noPause);
        }
    }

    /** Takes all that has come and hands it over. */
    private void readDatagrams(ByteBuffer in) throws IOException, InterruptedException {
        DatagramBatch batch = batches.take();
        while (receiveDatagram(in)) {
            if (!batch.add(in)) {
                handOver(batch);
                batch = batches.take();
                batch.add(in);
            }
        }
        if (batch.size() > 0) {
            handOver(batch);
        } else {
            batches.add(batch);
        }
    }

    private void handOver(DatagramBatch batch) {
        loop.execute(() -> process(batch));
    }

    /** An ICMP error of some earlier request may surface here; it is nobody's answer. */
    private boolean receiveDatagram(ByteBuffer in) throws IOException {
        in.clear();
        try {
            SocketAddress from = channel.receive(in);
            in.flip();
            if (from != null && !isCompleteMessage(in) && pendingMalformed.get() < MAX_MALFORMED_SENDERS) {
                pendingMalformed.incrementAndGet();
                loop.execute(() -> recordMalformed((InetSocketAddress) from));
            }
            return from != null;
        } catch (PortUnreachableException nobody) {
            in.flip();
            return true;
        }
    }

    /** Whether it is one SEQUENCE from its first octet to its last (X.690), as every SNMP message. */
    private static boolean isCompleteMessage(ByteBuffer in) {
        if (in.limit() < 2 || in.get(0) != BER.SEQUENCE) {
            return false;
        }
        int first = in.get(1) & 0xff;
        int octets = first < 0x80 ? 0 : first & 0x7f;
        if (octets > 4 || in.limit() < 2 + octets) {
            return false;
        }
        long length = octets == 0 ? first : 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | (in.get(2 + i) & 0xff);
        }
        return 2 + octets + length == in.limit();
    }

    private void recordMalformed(InetSocketAddress from) {
        pendingMalformed.decrementAndGet();
        malformedSenders.put(from, System.nanoTime());
    }

    /** Whether what an agent sent lately was no SNMP at all; told once. */
    boolean takeMalformed(InetSocketAddress agent) {
        Long at = malformedSenders.remove(agent);
        return at != null && System.nanoTime() - at < MALFORMED_MEMORY_NANOS;
    }

    private void process(DatagramBatch batch) {
        int left = 0;
        try {
            while (left < batch.size()) {
                int one = left++;
                if (response.parse(batch.octets(), batch.start(one), batch.end(one))) {
                    process(response);
                }
            }
        } finally {
            if (left < batch.size()) {
                batch.dropFirst(left);
                loop.execute(() -> process(batch));
            } else {
                batch.clear();
                batches.add(batch);
            }
        }
    }

    private void process(CommunityResponse answer) {
        int at = answer.requestId() & pending.length - 1;
        PendingRequest who = pendingIds[at] == answer.requestId() ? pending[at] : null;
        if (who != null && answer.hasCommunity(who.message().community())) {
            who.responseReceived(answer);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
            pause.close();
        } catch (IOException closing) {
            LOG.debug("The SNMP socket was closed already", closing);
        }
        receiver.interrupt();
    }
}
