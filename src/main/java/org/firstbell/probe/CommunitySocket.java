package org.firstbell.probe;

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
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /** Answers come in bursts, as questions leave: waiting this long for the rest of one saves most wake-ups. */
    private static final long GATHER_MILLIS = 1;

    private static final long AFTER_TROUBLE_MILLIS = 1_000;

    /** Batches on their way; when the loop has not taken them, answers wait in the socket, and past its buffer are lost. */
    private static final int MOST_BATCHES = 16;

    private static final int MOST_ODD = 256;
    /** Longer than any look. */
    private static final long LATELY_NANOS = 10_000_000_000L;

    private static final int FIRST_SLOTS = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(CommunitySocket.class);

    private final DatagramChannel channel;
    private final Selector selector;
    /** Listens to nothing: its wait is a pause. */
    private final Selector pause;

    private final Executor loop;
    private final Thread receiver;
    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_ANSWER);
    private final BlockingQueue<AnswerBatch> batches = new ArrayBlockingQueue<>(MOST_BATCHES);
    private final CommunityAnswer answer = new CommunityAnswer();
    /** Who waits for an answer, each at the id of its request modulo the length, which is a power of two. */
    private @Nullable Waiting[] slots = new Waiting[FIRST_SLOTS];

    private int[] ids = new int[FIRST_SLOTS];

    /** Who sent what is no message at all lately. */
    private final Map<InetSocketAddress, Long> odd = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > MOST_ODD;
        }
    };

    private final AtomicInteger odds = new AtomicInteger();

    private int waiting;
    private int lastId = ThreadLocalRandom.current().nextInt(CommunityMessage.LEAST_ID, Integer.MAX_VALUE);

    /** Who waits for an answer. */
    interface Waiting {
        /** The message that was sent. */
        CommunityMessage message();

        /**
         * An answer has come; to be read at once, since the next one takes its place. Who has read it calls {@link #forget}.
         */
        void came(CommunityAnswer answer);
    }

    private CommunitySocket(DatagramChannel channel, Selector selector, Selector pause, Executor loop) {
        this.channel = channel;
        this.selector = selector;
        this.pause = pause;
        this.loop = loop;
        this.receiver = new Thread(this::receive, "snmp-answers");
        receiver.setDaemon(true);
        for (int i = 0; i < MOST_BATCHES; i++) {
            batches.add(new AnswerBatch());
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
    int send(Waiting who, InetSocketAddress to) throws IOException {
        int id = nextId();
        out.clear();
        who.message().write(id, out);
        out.flip();
        channel.send(out, to);
        put(id, who);
        waiting++;
        return id;
    }

    private int nextId() {
        if (waiting > slots.length / 2) {
            grow();
        }
        do {
            lastId = lastId == Integer.MAX_VALUE ? CommunityMessage.LEAST_ID : lastId + 1;
        } while (slots[lastId & slots.length - 1] != null);
        return lastId;
    }

    private void put(int id, Waiting who) {
        int at = id & slots.length - 1;
        slots[at] = who;
        ids[at] = id;
    }

    private void grow() {
        @Nullable Waiting[] old = slots;
        int[] oldIds = ids;
        slots = new Waiting[2 * old.length];
        ids = new int[2 * old.length];
        for (int i = 0; i < old.length; i++) {
            Waiting who = old[i];
            if (who != null) {
                put(oldIds[i], who);
            }
        }
    }

    /** Nobody waits for its answer any more. */
    void forget(int id) {
        int at = id & slots.length - 1;
        if (ids[at] == id && slots[at] != null) {
            slots[at] = null;
            waiting--;
        }
    }

    private void receive() {
        ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
        while (channel.isOpen()) {
            try {
                selector.select();
                selector.selectedKeys().clear();
                pause.select(GATHER_MILLIS);
                take(in);
            } catch (ClosedChannelException | ClosedSelectorException | CancelledKeyException closed) {
                return;
            } catch (IOException broken) {
                LOG.error("The SNMP socket could not be read and is read again: {}", broken.toString());
                afterTrouble();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void afterTrouble() {
        try {
            pause.select(AFTER_TROUBLE_MILLIS);
        } catch (IOException | ClosedSelectorException noPause) {
            LOG.debug("No pause", noPause);
        }
    }

    /** Takes all that has come and hands it over. */
    private void take(ByteBuffer in) throws IOException, InterruptedException {
        AnswerBatch batch = batches.take();
        while (received(in)) {
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

    private void handOver(AnswerBatch batch) {
        loop.execute(() -> came(batch));
    }

    /** An ICMP error of some earlier request may surface here; it is nobody's answer. */
    private boolean received(ByteBuffer in) throws IOException {
        in.clear();
        try {
            SocketAddress from = channel.receive(in);
            in.flip();
            if (from != null && !whole(in) && odds.get() < MOST_ODD) {
                odds.incrementAndGet();
                loop.execute(() -> odd((InetSocketAddress) from));
            }
            return from != null;
        } catch (PortUnreachableException nobody) {
            in.flip();
            return true;
        }
    }

    /** Whether it is one SEQUENCE from its first octet to its last (X.690), as every SNMP message. */
    private static boolean whole(ByteBuffer in) {
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

    private void odd(InetSocketAddress from) {
        odds.decrementAndGet();
        odd.put(from, System.nanoTime());
    }

    /** Whether what an agent sent lately was no SNMP at all; told once. */
    boolean takeOdd(InetSocketAddress agent) {
        Long at = odd.remove(agent);
        return at != null && System.nanoTime() - at < LATELY_NANOS;
    }

    private void came(AnswerBatch batch) {
        int left = 0;
        try {
            while (left < batch.size()) {
                int one = left++;
                if (answer.of(batch.octets(), batch.from(one), batch.end(one))) {
                    came(answer);
                }
            }
        } finally {
            if (left < batch.size()) {
                batch.dropFirst(left);
                loop.execute(() -> came(batch));
            } else {
                batch.clear();
                batches.add(batch);
            }
        }
    }

    private void came(CommunityAnswer answer) {
        int at = answer.id() & slots.length - 1;
        Waiting who = ids[at] == answer.id() ? slots[at] : null;
        if (who != null && answer.isOf(who.message().community())) {
            who.came(answer);
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
