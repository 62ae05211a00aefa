package org.firstbell.bench.program;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many SNMP agents that answer alike, and a web server at each of their addresses. An answer is ready-made and gets its
 * request id, clock and counters patched in, so that the farm costs little beside who asks it.
 *
 * <p>Agents have an address and socket of their own as far as this process may open files; the others share a socket that
 * hears all addresses and answers from 127.0.0.1, and some of those one that can be told to fall silent. Prints
 * {@code ports OWN OWN-PORT SHARED-PORT MORTAL-PORT HTTP-PORT CLOSING-HTTP-PORT}, then obeys {@code count}, {@code silent}
 * and {@code alive}, a line each, until its input ends.
 */
public final class Farm {
    private static final int DATAGRAM = 2_048;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /** Files left for the virtual machine, its libraries and the web server's connections. */
    private static final int OTHER_FILES = 4_000;

    private final ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM);
    private final byte[] question = new byte[DATAGRAM];
    private final Map<ByteBuffer, Answers> known = new HashMap<>();
    private volatile boolean silent;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong values = new AtomicLong();

    private Farm() {}

    /** The address of the n-th device. */
    public static String address(int n) {
        return "127." + (40 + n / 62_500) + "." + n / 250 % 250 + "." + (n % 250 + 1);
    }

    /** The argument: how many agents with a socket of their own, at most. */
    public static void main(String[] arguments) throws Exception {
        Farm farm = new Farm();
        Selector selector = Selector.open();
        int own = Math.min(Integer.parseInt(arguments[0]), filesLeft());
        int port = 0;
        for (int n = 0; n < own; n++) {
            port = port(open(selector, InetAddress.getByName(address(n)), port, false));
        }
        int shared = port(open(selector, InetAddress.getByName("0.0.0.0"), 0, false));
        int mortal = port(open(selector, InetAddress.getByName("0.0.0.0"), 0, true));
        Vertx vertx = Vertx.vertx();
        int http = web(vertx, false);
        int closing = web(vertx, true);
        Thread farmer = new Thread(() -> farm.serve(selector), "farm");
        farmer.setDaemon(true);
        farmer.start();
        tell("ports %d %d %d %d %d %d".formatted(own, port, shared, mortal, http, closing));
        farm.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)));
        System.exit(0);
    }

    private static int filesLeft() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? (int) Math.max(0, Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount()) - OTHER_FILES)
                : 0;
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static DatagramChannel open(Selector selector, InetAddress address, int port, boolean mortal)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        if (address.isAnyLocalAddress()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        }
        channel.bind(new InetSocketAddress(address, port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, mortal);
        return channel;
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** The generic health page; a closing server ends each connection after one answer. */
    private static int web(Vertx vertx, boolean closing) throws Exception {
        return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(0))
                .requestHandler(request -> {
                    request.response().putHeader("content-type", "application/json");
                    if (closing) {
                        request.response().putHeader("connection", "close");
                    }
                    request.response()
                            .end("{\"status\":\"ok\",\"app\":\"TestNav\",\"appVersion\":\"1.11.3\",\"battery\":76}")
                            .onComplete(sent -> {
                                if (closing) {
                                    request.connection().close();
                                }
                            });
                })
                .listen(0, "0.0.0.0")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private void obey(BufferedReader orders) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("count")) {
                tell("counted " + requests + " " + values);
            } else {
                silent = order.equals("silent");
            }
        }
    }

    private void serve(Selector selector) {
        try {
            while (selector.isOpen()) {
                selector.select(key ->
                        answer((DatagramChannel) key.channel(), silent && Boolean.TRUE.equals(key.attachment())));
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void answer(DatagramChannel channel, boolean dead) {
        try {
            in.clear();
            SocketAddress from = channel.receive(in);
            while (from != null) {
                in.flip();
                if (!dead && write()) {
                    out.flip();
                    channel.send(out, from);
                }
                in.clear();
                from = channel.receive(in);
            }
        } catch (PortUnreachableException gone) {
            // Whoever asked has ended.
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Writes the answer to what was received; false to what is no question with a community, such as SNMPv3's discovery. */
    private boolean write() throws IOException {
        int size = in.remaining();
        in.get(question, 0, size);
        int versionAt = size < 8 ? 0 : Answers.header(question, 0);
        if (question[versionAt] != 2 || question[versionAt + 2] > 1) {
            return false;
        }
        int idAt = Answers.idAt(question);
        Answers answers;
        int id = 0;
        if (idAt == 0) {
            answers = Answers.to(Arrays.copyOf(question, size));
        } else {
            id = ByteBuffer.wrap(question).getInt(idAt);
            Arrays.fill(question, idAt, idAt + 4, (byte) 0x11);
            ByteBuffer key = ByteBuffer.wrap(question, 0, size);
            answers = known.get(key);
            if (answers == null) {
                byte[] kept = Arrays.copyOf(question, size);
                answers = Answers.to(kept);
                known.put(ByteBuffer.wrap(kept), answers);
            }
        }
        out.clear();
        answers.write(id, System.nanoTime(), out);
        requests.incrementAndGet();
        values.addAndGet(answers.values());
        return true;
    }
}
