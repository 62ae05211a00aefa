package org.firstbell.demo;

import io.vertx.core.Future;
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
    private final DemoInventory inventory;
    private final SwitchTables switchTables;
    private final int snmpPort;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<SimulatedWebServer> webServers = new ArrayList<>();
    private final MailSink mailSink = new MailSink(vertx);
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private final Path folder;
    private SimulatedWlan wlan = new SimulatedWlan(new SimulatedMib());
    private int mailPort;
    private int mailboxPort;

    private DemoSchool(InstantSource clock, Path folder) {
        this.clock = clock;
        this.folder = folder;
        this.snmpPort = freeUdpPort();
        this.inventory =
                DemoInventory.school(LoopbackAddresses.detect(), clock.instant().minus(Duration.ofHours(31)));
        this.switchTables = new SwitchTables(inventory.devices());
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
        Scenario script = ScenarioLoader.load(scenario);
        try {
            DemoSchool school = new DemoSchool(clock, Files.createTempDirectory("firstbell-demo"));
            school.await(school.openAll());
            String yaml = new DemoConfiguration(school.inventory, zone, school.ports)
                    .render(boardPort, school.mailPort, clock.instant().plus(script.timeToFirstStart(speed)));
            Files.writeString(school.configurationFile(), yaml);
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
        SimulatedMibs families = new SimulatedMibs(clock);
        Random chance = new Random(7);
        List<Future<?>> opening = new ArrayList<>();
        for (DemoDevice device : inventory.devices()) {
            SimulatedDevice sim = device.simulated();
            devices.put(sim.id(), sim);
            switch (device.role()) {
                case KIOSK ->
                    opening.add(openWebServer(
                            sim,
                            sim.id(),
                            device.address(),
                            inventory.fixedPort(KIOSK_PORT),
                            kioskHealth(chance.nextInt(60, 98))));
                case CACHE -> {
                    opening.add(openAgent(device, families.cache(sim)));
                    int port = sim.id().equals("proctor-cache") ? 4480 : 8080;
                    opening.add(openWebServer(sim, sim.id() + "/1", device.address(), port, DemoSchool::answerPage));
                    opening.add(
                            openWebServer(sim, sim.id() + "/2", device.address(), port + 1, DemoSchool::answerPage));
                }
                case COMPUTER -> opening.add(openAgent(device, families.computer(sim, 62_000_000L)));
                case SWITCH ->
                    opening.add(openAgent(device, families.networkSwitch(sim, SimulatedMibs.SWITCH_PORTS, 0)));
                case ACCESS_POINT -> opening.add(openAgent(device, families.accessPoint(sim)));
                case CONTROLLER -> {
                    SimulatedMib mib = families.controller(sim);
                    wlan = new SimulatedWlan(mib);
                    opening.add(openAgent(device, mib));
                }
            }
        }
        for (DemoDevice device : inventory.devices()) {
            if (device.role() == DemoDevice.DemoDeviceRole.ACCESS_POINT) {
                String neighbour = device.simulated().id().equals("ap-204") ? "ap-209" : "ap-hall";
                wlan.addAccessPoint(
                        device.simulated(), switchTables.mac(device.simulated()), device.address(), neighbour);
            }
        }
        for (String id : new String[] {"testnav-edge", "insight-edge", "anchor-1", "anchor-2"}) {
            SimulatedDevice sim = new SimulatedDevice(id, id, "", clock.instant());
            devices.put(id, sim);
            opening.add(openWebServer(sim, id, LOOPBACK, 0, DemoSchool::answerPage));
        }
        opening.add(mailSink.open(LOOPBACK).onSuccess(port -> mailPort = port));
        opening.add(new MailboxPage(vertx, mailSink).open(LOOPBACK).onSuccess(port -> mailboxPort = port));
        for (DemoInventory.DemoCart cart : inventory.carts()) {
            for (int slot = 1; slot <= cart.slots(); slot++) {
                wlan.join(cart.mac(slot), cart.accessPoint());
            }
        }
        wlan.tick(clock.instant());
        return Future.all(opening);
    }

    /** All agents listen on one port where each has an address of its own, so that they are found like real ones. */
    private Future<?> openAgent(DemoDevice device, SimulatedMib mib) {
        switchTables.write(device.simulated(), mib);
        return open(device, mib, inventory.fixedPort(snmpPort))
                .recover(taken -> open(device, mib, 0))
                .onSuccess(open -> {
                    agents.add(open);
                    ports.put(device.simulated().id(), open.port());
                });
    }

    private Future<SimulatedAgent> open(DemoDevice device, SimulatedMib mib, int wanted) {
        return new SimulatedAgent(vertx, device.address(), "public", mib, device.simulated()::isReachable).open(wanted);
    }

    private static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            return 0;
        }
    }

    /** What {@code discover} is told to find this school; empty where all of it has one address. */
    public Optional<String> discoverArguments() {
        return inventory.fixedPort(1) == 0
                ? Optional.empty()
                : Optional.of(
                        "127.20.0.0/28 127.20.1.0/27 127.20.2.0/28 127.20.4.0/26 127.20.5.0/27 --port " + snmpPort);
    }

    private Future<?> openWebServer(
            SimulatedDevice sim, String key, String address, int wanted, Consumer<HttpServerRequest> page) {
        SimulatedWebServer host = new SimulatedWebServer(vertx, sim, address, page);
        webServers.add(host);
        return host.open(wanted).onSuccess(open -> ports.put(key, open.port()));
    }

    private static void answerPage(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "text/html")
                .end("<!doctype html><title>It runs</title><p>It runs.");
    }

    private static Consumer<HttpServerRequest> kioskHealth(int battery) {
        return request -> request.response()
                .putHeader("content-type", "application/json")
                .end(
                        "{\"status\":\"ok\",\"app\":\"TestNav\",\"appVersion\":\"1.11.3\",\"osVersion\":\"14\",\"battery\":%d,"
                                        .formatted(battery)
                                + "\"charging\":true,\"ssid\":\"Lincoln-Testing\"}");
    }

    /** The configuration file that the daemon shall run with. */
    public Path configurationFile() {
        return folder.resolve("firstbell.yaml");
    }

    /** Where the mails can be read in a browser. */
    public String mailboxUrl() {
        return "http://" + LOOPBACK + ":" + mailboxPort + "/";
    }

    /**
     * Begins the script.
     *
     * @param say told what happens, on the demo's loop
     */
    public void startScenario(String scenario, double speed, Consumer<String> say) {
        ScenarioRunner run = new ScenarioRunner(
                vertx, clock, ScenarioLoader.load(scenario), speed, devices, inventory.carts(), wlan, say);
        vertx.getOrCreateContext().runOnContext(start -> {
            vertx.setPeriodic(TICK_MILLIS, tick -> {
                wlan.tick(clock.instant());
                webServers.forEach(SimulatedWebServer::followDevice);
            });
            run.runSteps();
        });
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
