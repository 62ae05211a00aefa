package org.firstbell.acceptance;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.firstbell.demo.SimulatedAgent;
import org.firstbell.demo.SimulatedDevice;
import org.firstbell.demo.SimulatedMib;
import org.firstbell.demo.SimulatedMibs;

/** Simulated devices with real sockets on loopback, a mail server, and the configuration that names them. */
final class Campus implements AutoCloseable {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    final SimulatedMibs families = new SimulatedMibs(InstantSource.system());
    private final Vertx vertx = Vertx.vertx();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final StringBuilder devices = new StringBuilder("devices:\n");
    private final StringBuilder rest = new StringBuilder();
    private final List<String> rooms = new ArrayList<>();
    private final Random random = new Random(20270414);
    private volatile double loss;

    Campus() {
        mail.start();
    }

    SimulatedDevice device(String id, SimulatedDevice... uplinks) {
        return new SimulatedDevice(id, id, "", Instant.now().minus(Duration.ofHours(30)), uplinks);
    }

    /** Runs on the simulated devices' own loop, to which their state is confined. */
    void change(Runnable change) {
        await(onLoop(change));
    }

    private Future<Void> onLoop(Runnable change) {
        io.vertx.core.Promise<Void> promise = io.vertx.core.Promise.promise();
        context().runOnContext(loop -> {
            change.run();
            promise.complete();
        });
        return promise.future();
    }

    private io.vertx.core.Context context() {
        return only.updateAndGet(one -> one == null ? vertx.getOrCreateContext() : one);
    }

    private final AtomicReference<io.vertx.core.Context> only = new AtomicReference<>();

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    /** Every packet is lost with this probability, in both directions. */
    void loss(double share) {
        loss = share;
    }

    /** Puts an agent on an address of its own and names it in the configuration. */
    SimulatedAgent agent(SimulatedDevice device, SimulatedMib mib, String address, String more) {
        BooleanSupplier hears = () -> device.isReachable() && (loss == 0 || random.nextDouble() >= loss);
        SimulatedAgent agent = new SimulatedAgent(vertx, address, "public", mib, hears);
        AtomicReference<Future<SimulatedAgent>> opening = new AtomicReference<>();
        await(onLoop(() -> opening.set(agent.open(0))));
        await(opening.get());
        devices.append("  - { id: %s, address: %s, %s, snmp: { port: %d, credentials: campus%s } }\n"
                .formatted(
                        device.id(),
                        address,
                        more,
                        agent.port(),
                        more.contains("access-point") ? ", profile: snmp" : ""));
        return agent;
    }

    /** A kiosk that answers while its device can be reached; a request to one that cannot is left hanging. */
    void kiosk(SimulatedDevice device, String address, String more) {
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    if (device.isReachable()) {
                        request.response().end("{\"status\":\"ok\",\"battery\":80}");
                    }
                })
                .listen(0, address));
        devices.append(
                "  - { id: %s, address: %s, %s, http: { url: \"http://{address}:%d/health\", profile: kiosk-health } }\n"
                        .formatted(device.id(), address, more, server.actualPort()));
    }

    /** Names a device that others look after. */
    void name(String entry) {
        devices.append("  - ").append(entry).append('\n');
    }

    void room(String id) {
        rooms.add(id);
    }

    void rest(String yaml) {
        rest.append(yaml).append('\n');
    }

    /** A session, given by minutes from now. */
    void session(String id, String rooms, int startMinutes, int endMinutes) {
        Instant now = Instant.now();
        rest.append("sessions:\n  - { id: %s, name: %s, platform: testnav, start: %s, end: %s, rooms: [ %s ] }\n"
                .formatted(
                        id,
                        id,
                        LOCAL.format(now.plus(Duration.ofMinutes(startMinutes))),
                        LOCAL.format(now.plus(Duration.ofMinutes(endMinutes))),
                        rooms));
    }

    /** Writes the configuration; better news holds ten seconds, so that a test need not wait a minute. */
    Path configuration(Path folder) {
        String text = """
                school: { name: Lincoln Middle School, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                data: data
                credentials: { campus: { version: 2c, community: public } }
                polling: { every: { idle: 5s, today: 5s, soon: 5s, live: 5s }, settle: 10s }
                rooms: [ %s ]
                %s%s
                alerts:
                  staff-hours: { from: "00:00", to: "23:59" }
                  mail: { host: 127.0.0.1, port: %d, from: firstbell@lincoln.example, to: [coordinator@lincoln.example] }
                """.formatted(
                        String.join(
                                ", ",
                                rooms.stream()
                                        .map(id -> "{ id: " + id + ", name: " + id + " }")
                                        .toList()),
                        devices,
                        rest,
                        mail.getSmtp().getPort());
        try {
            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(file, text);
            return file;
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    /** Subjects of the mails that came, oldest first. */
    List<String> subjects() {
        return Arrays.stream(mail.getReceivedMessages()).map(Campus::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    MimeMessage[] mails() {
        return mail.getReceivedMessages();
    }

    @Override
    public void close() {
        mail.stop();
        await(vertx.close());
    }
}
