package org.firstbell.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Look;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Probes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell reach}: what gets through from here, and a sentence for the network team where it does not. */
@Command(
        name = "reach",
        description =
                "Tells for each subnet and protocol what gets through from here, and the likely reason when it does not.",
        mixinStandardHelpOptions = true)
final class ReachCommand implements Callable<Integer> {
    private static final int TOGETHER = 32;
    private static final long LONGEST_MINUTES = 30;
    private static final Look LOOK = new Look(1, Duration.ofMillis(1_500), 2, Duration.ofMinutes(1), () -> {});

    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = Loaded.from(file).configuration();
        InstantSource clock = InstantSource.system();
        Vertx vertx = Vertx.vertx();
        try {
            Loop loop = Loop.open(vertx).await(10, TimeUnit.SECONDS);
            Probes probes =
                    loop.call(() -> new Probes(vertx, loop, clock, loop::run)).await(10, TimeUnit.SECONDS);
            CompletableFuture<Reached> done = new CompletableFuture<>();
            loop.run(() -> new Round(probes, configuration, done::complete).begin());
            Reached reached;
            try {
                reached = done.get(LONGEST_MINUTES, TimeUnit.MINUTES);
            } finally {
                probes.close();
            }
            spec.commandLine()
                    .getOut()
                    .print(
                            json
                                    ? new ObjectMapper()
                                                    .writerWithDefaultPrettyPrinter()
                                                    .writeValueAsString(reached.plain())
                                            + "\n"
                                    : reached.text());
            spec.commandLine().getOut().flush();
            return reached.everything() ? 0 : Main.BAD_NEWS;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** Every question of life asked once, some at a time; who stays silent is pinged. Confined to its loop. */
    private static final class Round {
        private final Probes probes;
        private final Configuration configuration;
        private final Consumer<Reached> done;
        private final Deque<Probe> left = new ArrayDeque<>();
        private final Map<Target, Device> devices = new LinkedHashMap<>();
        private final Map<String, String> heres = new HashMap<>();
        private final Reached reached = new Reached();
        private int asking;

        Round(Probes probes, Configuration configuration, Consumer<Reached> done) {
            this.probes = probes;
            this.configuration = configuration;
            this.done = done;
            configuration.inventory().devices().forEach(device -> devices.put(device.id(), device));
        }

        void begin() {
            left.addAll(probes.of(configuration));
            next();
        }

        private void next() {
            while (asking < TOGETHER && !left.isEmpty()) {
                asking++;
                Probe probe = left.remove();
                probe.ask(probe.parts().get(0), LOOK, outcome -> came(probe, outcome));
            }
            if (asking == 0 && left.isEmpty()) {
                done.accept(reached);
            }
        }

        private void came(Probe probe, ProbeOutcome outcome) {
            Optional<String> address =
                    Optional.ofNullable(devices.get(probe.target())).flatMap(Device::address);
            if (outcome instanceof ProbeOutcome.Silent silent
                    && address.isPresent()
                    && !probe.kind().equals("ping")) {
                Probe ping = probes.probe(new DeviceId("pinged"), new ProbeSpec.Ping(address.get()), configuration);
                ping.ask(
                        ping.parts().get(0),
                        LOOK,
                        echo -> enter(
                                probe,
                                echo instanceof ProbeOutcome.Answered ? Reached.Ended.FILTERED : Reached.Ended.DARK,
                                silent.reason()));
            } else if (outcome instanceof ProbeOutcome.Silent silent) {
                enter(probe, address.isPresent() ? Reached.Ended.DARK : Reached.Ended.REFUSED, silent.reason());
            } else if (outcome instanceof ProbeOutcome.Refused refused) {
                enter(probe, Reached.Ended.REFUSED, refused.reason());
            } else if (outcome instanceof ProbeOutcome.Garbled garbled) {
                enter(probe, Reached.Ended.STRANGE, garbled.reason());
            } else if (outcome instanceof ProbeOutcome.Skipped skipped) {
                enter(probe, Reached.Ended.UNABLE, skipped.reason());
            } else {
                ProbeOutcome.Answered answered = (ProbeOutcome.Answered) outcome;
                boolean opened = answered.readings().stream()
                        .anyMatch(reading -> reading.name().value().equals("tls.intercepted")
                                && Boolean.TRUE.equals(reading.value().plain()));
                enter(
                        probe,
                        opened ? Reached.Ended.STRANGE : Reached.Ended.THROUGH,
                        opened ? "a filter opens the connection: it must exempt this name" : "");
            }
        }

        private void enter(Probe probe, Reached.Ended ended, String reason) {
            Device device = devices.get(probe.target());
            String address = device == null ? "" : device.address().orElse("");
            String subnet = device == null ? "outside the school" : subnet(address);
            reached.add(
                    subnet,
                    new Reached.Try(
                            probe.target().toString(),
                            protocol(probe, device),
                            heres.computeIfAbsent(address.isEmpty() ? "192.0.2.1" : address, Round::here),
                            ended,
                            reason));
            asking--;
            next();
        }

        /** The network of 256 addresses that a device is in. */
        private static String subnet(String address) {
            return address.matches("\\d+(\\.\\d+){3}")
                    ? address.substring(0, address.lastIndexOf('.')) + ".0/24"
                    : address.isEmpty() ? "no address" : address;
        }

        private static String protocol(Probe probe, @Nullable Device device) {
            Optional<ProbeSpec.Snmp> snmp = device == null
                    ? Optional.empty()
                    : device.probes().stream()
                            .filter(ProbeSpec.Snmp.class::isInstance)
                            .map(ProbeSpec.Snmp.class::cast)
                            .findFirst();
            return switch (probe.kind()) {
                case "snmp" ->
                    "SNMP, UDP port " + snmp.map(ProbeSpec.Snmp::port).orElse(161);
                case "tcp" -> "TCP port " + probe.parts().get(0).name();
                default -> probe.kind().toUpperCase(Locale.ROOT);
            };
        }

        /** This machine's address on the way to another; connecting a UDP socket sends nothing. */
        private static String here(String address) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(InetAddress.getByName(address), 9);
                return socket.getLocalAddress().getHostAddress();
            } catch (IOException | java.io.UncheckedIOException noWay) {
                return "this machine";
            }
        }
    }
}
