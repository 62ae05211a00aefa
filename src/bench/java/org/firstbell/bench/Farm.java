package org.firstbell.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.firstbell.demo.Agent;
import org.firstbell.demo.Families;
import org.firstbell.demo.SimDevice;

/**
 * Many SNMP agents on one port, each on a loopback address and socket of its own: an answer is ready-made and gets its
 * request id, clock and counters patched in, so that the farm costs little beside who asks it. Beside them a switch of 52
 * ports, and a web server for all addresses. Prints {@code ports SNMP SWITCH HTTP}, and answers until its input ends.
 */
public final class Farm {
    private static final int DATAGRAM = 2_048;

    private final ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM);
    private final byte[] question = new byte[DATAGRAM];
    private final Map<ByteBuffer, Answers> known = new HashMap<>();

    private Farm() {}

    /** The address of the n-th device. */
    static String address(int n) {
        return "127." + (40 + n / 62_500) + "." + n / 250 % 250 + "." + (n % 250 + 1);
    }

    /** The argument: how many agents. */
    public static void main(String[] arguments) throws Exception {
        int devices = Integer.parseInt(arguments[0]);
        Selector selector = Selector.open();
        int port = 0;
        for (int n = 0; n < devices; n++) {
            DatagramChannel channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(address(n)), port));
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        Vertx vertx = Vertx.vertx();
        SimDevice core = new SimDevice("core", "core", "", java.time.Instant.now());
        Agent networkSwitch = new Agent(
                vertx,
                "127.39.0.1",
                "public",
                new Families(java.time.InstantSource.system()).networkSwitch(core, 52, 2),
                () -> true);
        int switchPort = networkSwitch.open(0).await(10, TimeUnit.SECONDS).port();
        int http = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(0))
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end("{\"status\":\"ok\",\"app\":\"TestNav\",\"appVersion\":\"1.11.3\",\"battery\":76}"))
                .listen(0, "0.0.0.0")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        System.out.println("ports " + port + " " + switchPort + " " + http);
        System.out.flush();
        Thread farmer = new Thread(() -> new Farm().serve(selector), "farm");
        farmer.setDaemon(true);
        farmer.start();
        while (System.in.read() >= 0) {
            // The driver closes our input when it is done.
        }
        System.exit(0);
    }

    private void serve(Selector selector) {
        try {
            while (selector.isOpen()) {
                selector.select(key -> answer((DatagramChannel) key.channel()));
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void answer(DatagramChannel channel) {
        try {
            in.clear();
            SocketAddress from = channel.receive(in);
            while (from != null) {
                in.flip();
                int size = in.remaining();
                in.get(question, 0, size);
                int idAt = Answers.idAt(question);
                if (idAt > 0) {
                    int id = ByteBuffer.wrap(question).getInt(idAt);
                    Arrays.fill(question, idAt, idAt + 4, (byte) 0);
                    ByteBuffer key = ByteBuffer.wrap(question, 0, size);
                    Answers answers = known.get(key);
                    if (answers == null) {
                        answers = Answers.to(Arrays.copyOf(question, size));
                        known.put(ByteBuffer.wrap(Arrays.copyOf(question, size)), answers);
                    }
                    out.clear();
                    answers.write(id, System.nanoTime(), out);
                    out.flip();
                    channel.send(out, from);
                }
                in.clear();
                from = channel.receive(in);
            }
        } catch (IOException unsendable) {
            throw new IllegalStateException(unsendable);
        }
    }
}
