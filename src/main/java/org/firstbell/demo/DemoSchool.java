package org.firstbell.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A simulated middle school on loopback, with real sockets: SNMP agents, kiosk pages, caches, vendor edges, internet
 * anchors and a mail sink. Has an event loop of its own, to which all of its state is confined; open and close may be
 * called from any thread and wait.
 */
public final class DemoSchool implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int KIOSK_PORT = 8081;
    private static final long TICK_MILLIS = 500;
    private static final long OPEN_SECONDS = 20;

    private final InstantSource clock;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final DemoPlan plan;
    private final Wiring wiring;
    private final int snmpPort;
    private final Map<String, SimDevice> things = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<WebHost> webHosts = new ArrayList<>();
    private final MailSink mailSink = new MailSink(vertx);
    private final List<Agent> agents = new ArrayList<>();
    private final Path folder;
    private Airspace airspace = new Airspace(new Mib());
    private int mailPort;
    private int mailboxPort;

    private DemoSchool(InstantSource clock, Path folder) {
        this.clock = clock;
        this.folder = folder;
        this.snmpPort = freeUdpPort();
        this.plan = DemoPlan.school(DemoNetwork.found(), clock.instant().minus(Duration.ofHours(31)));
        this.wiring = new Wiring(plan.devices());
    }

    /**
     * Opens every socket and writes the configuration.
     *
     * @param scenario {@code morning}, {@code calm} or {@code outage}
     * @param speed 1 to 20; shortens the calm between the script's steps
     * @param boardPort where the daemon shall listen, 0 for a port chosen by the system
     * @throws IllegalArgumentException when there is no such scenario or speed, with the sentence to show
     */
    public static DemoSchool open(InstantSource clock, ZoneId zone, String scenario, double speed, int boardPort) {
        if (!(speed >= 1 && speed <= 20)) {
            throw new IllegalArgumentException("--speed is a number from 1 to 20, not " + speed);
        }
        Scenario script = Scenarios.named(scenario);
        try {
            DemoSchool school = new DemoSchool(clock, Files.createTempDirectory("firstbell-demo"));
            school.await(school.openAll());
            String yaml = new DemoConfiguration(school.plan, zone, school.ports)
                    .text(boardPort, school.mailPort, clock.instant().plus(script.toFirstStart(speed)));
            Files.writeString(school.configuration(), yaml);
            return school;
        } catch (IOException disk) {
            throw new UncheckedIOException("the demo could not write its configuration", disk);
        }
    }

    private <T> T await(Future<T> future) {
        try {
            return future.await(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the simulated school did not open its sockets in time", late);
        }
    }

    private Future<?> openAll() {
        Families families = new Families(clock);
        Random chance = new Random(7);
        List<Future<?>> opening = new ArrayList<>();
        for (DemoDevice device : plan.devices()) {
            SimDevice sim = device.sim();
            things.put(sim.id(), sim);
            switch (device.role()) {
                case KIOSK ->
                    opening.add(web(
                            sim, sim.id(), device.address(), plan.alone(KIOSK_PORT), kiosk(chance.nextInt(60, 98))));
                case CACHE -> {
                    opening.add(agent(device, families.cache(sim)));
                    int port = sim.id().equals("proctor-cache") ? 4480 : 8080;
                    opening.add(web(sim, sim.id() + "/1", device.address(), port, DemoSchool::page));
                    opening.add(web(sim, sim.id() + "/2", device.address(), port + 1, DemoSchool::page));
                }
                case COMPUTER -> opening.add(agent(device, families.computer(sim, 62_000_000L)));
                case SWITCH -> opening.add(agent(device, families.networkSwitch(sim, Families.PORTS, 0)));
                case ACCESS_POINT -> opening.add(agent(device, families.accessPoint(sim)));
                case CONTROLLER -> {
                    Mib mib = families.controller(sim);
                    airspace = new Airspace(mib);
                    opening.add(agent(device, mib));
                }
            }
        }
        for (DemoDevice device : plan.devices()) {
            if (device.role() == DemoDevice.Role.ACCESS_POINT) {
                String neighbour = device.sim().id().equals("ap-204") ? "ap-209" : "ap-hall";
                airspace.unit(device.sim(), wiring.mac(device.sim()), device.address(), neighbour);
            }
        }
        for (String id : new String[] {"testnav-edge", "insight-edge", "anchor-1", "anchor-2"}) {
            SimDevice sim = new SimDevice(id, id, "", clock.instant());
            things.put(id, sim);
            opening.add(web(sim, id, LOOPBACK, 0, DemoSchool::page));
        }
        opening.add(mailSink.open(LOOPBACK).onSuccess(port -> mailPort = port));
        opening.add(new MailPage(vertx, mailSink).open(LOOPBACK).onSuccess(port -> mailboxPort = port));
        for (DemoPlan.DemoCart cart : plan.carts()) {
            for (int slot = 1; slot <= cart.slots(); slot++) {
                airspace.join(cart.mac(slot), cart.unit());
            }
        }
        airspace.tick(clock.instant());
        return Future.all(opening);
    }

    /** All agents listen on one port where each has an address of its own, so that they are found like real ones. */
    private Future<?> agent(DemoDevice device, Mib mib) {
        wiring.write(device.sim(), mib);
        return open(device, mib, plan.alone(snmpPort))
                .recover(taken -> open(device, mib, 0))
                .onSuccess(open -> {
                    agents.add(open);
                    ports.put(device.sim().id(), open.port());
                });
    }

    private Future<Agent> open(DemoDevice device, Mib mib, int wanted) {
        return new Agent(vertx, device.address(), "public", mib, device.sim()::reachable).open(wanted);
    }

    private static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            return 0;
        }
    }

    /** What {@code discover} is told to find this school; empty where all of it has one address. */
    public Optional<String> ranges() {
        return plan.alone(1) == 0
                ? Optional.empty()
                : Optional.of(
                        "127.20.0.0/28 127.20.1.0/27 127.20.2.0/28 127.20.4.0/26 127.20.5.0/27 --port " + snmpPort);
    }

    private Future<?> web(SimDevice sim, String key, String address, int wanted, Consumer<HttpServerRequest> page) {
        WebHost host = new WebHost(vertx, sim, address, page);
        webHosts.add(host);
        return host.open(wanted).onSuccess(open -> ports.put(key, open.port()));
    }

    private static void page(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "text/html")
                .end("<!doctype html><title>It runs</title><p>It runs.");
    }

    private static Consumer<HttpServerRequest> kiosk(int battery) {
        return request -> request.response()
                .putHeader("content-type", "application/json")
                .end(
                        "{\"status\":\"ok\",\"app\":\"TestNav\",\"appVersion\":\"1.11.3\",\"osVersion\":\"14\",\"battery\":%d,"
                                        .formatted(battery)
                                + "\"charging\":true,\"ssid\":\"Lincoln-Testing\"}");
    }

    /** The configuration file that the daemon shall run with. */
    public Path configuration() {
        return folder.resolve("firstbell.yaml");
    }

    /** Where the mails can be read in a browser. */
    public String mailbox() {
        return "http://" + LOOPBACK + ":" + mailboxPort + "/";
    }

    /** The mails that came, newest last; a copy. */
    public List<ReceivedMail> mails() {
        return await(onLoop(() -> List.copyOf(mailSink.mails())));
    }

    /**
     * Begins the script.
     *
     * @param say told what happens, on the demo's loop
     */
    public void begin(String scenario, double speed, Consumer<String> say) {
        ScenarioRun run =
                new ScenarioRun(vertx, clock, Scenarios.named(scenario), speed, things, plan.carts(), airspace, say);
        vertx.getOrCreateContext().runOnContext(start -> {
            vertx.setPeriodic(TICK_MILLIS, tick -> {
                airspace.tick(clock.instant());
                webHosts.forEach(WebHost::tick);
            });
            run.next();
        });
    }

    private <T> Future<T> onLoop(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(loop -> promise.complete(work.get()));
        return promise.future();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(5, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // The process ends with it; its sockets go with the process.
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            // A folder of the system's temporary files; the system clears it.
        }
    }
}
