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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.DeviceId;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Stakes;
import org.firstbell.probe.Look;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Probes;
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
    private static final Look LOOK = new Look(1, Duration.ofSeconds(3), 2, Duration.ofMinutes(1), () -> {});

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
        Vertx vertx = Engine.start();
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
            return reached.everything() ? 0 : reached.onlyUnable() ? Main.CANNOT_TELL : Main.BAD_NEWS;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** Every question of life asked once, some at a time; who stays silent is pinged. Confined to its loop. */
    private static final class Round {
        private static final String OUTSIDE = "outside the school";
        private static final String PRIVATE = "(10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*";

        /** An address of documents (RFC 5737): the way to it is the way out. */
        private static final String ANYWHERE = "192.0.2.1";

        private final Probes probes;
        private final Configuration configuration;
        private final Consumer<Reached> done;
        private final Deque<Probes.Way> left = new ArrayDeque<>();
        private final Configuration shipped = ConfigLoader.shipped();
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
            left.addAll(probes.ways(configuration, Stakes.EVERYTHING, true));
            next();
        }

        private void next() {
            while (asking < TOGETHER && !left.isEmpty()) {
                asking++;
                Probes.Way way = left.remove();
                way.probe().ask(way.probe().parts().get(0), LOOK, outcome -> came(way, outcome));
            }
            if (asking == 0 && left.isEmpty()) {
                done.accept(reached);
            }
        }

        private void came(Probes.Way way, ProbeOutcome outcome) {
            if (outcome instanceof ProbeOutcome.Silent silent) {
                Road road = road(way);
                if (devices.containsKey(way.probe().target())
                        && road.host().isPresent()
                        && !(way.spec() instanceof ProbeSpec.Ping)) {
                    pinged(way, road.host().get(), silent.reason());
                } else {
                    enter(way, Reached.Ended.DARK, silent.reason());
                }
            } else if (outcome instanceof ProbeOutcome.Refused refused) {
                enter(way, Reached.Ended.REFUSED, refused.reason());
            } else if (outcome instanceof ProbeOutcome.Garbled garbled) {
                enter(way, Reached.Ended.STRANGE, garbled.reason());
            } else if (outcome instanceof ProbeOutcome.Skipped skipped) {
                enter(way, Reached.Ended.UNABLE, skipped.reason());
            } else {
                answered(way, (ProbeOutcome.Answered) outcome);
            }
        }

        private void pinged(Probes.Way way, String host, String reason) {
            Probe ping = probes.probe(new DeviceId("pinged"), new ProbeSpec.Ping(host), shipped);
            ping.ask(ping.parts().get(0), LOOK, echo -> {
                boolean back = echo instanceof ProbeOutcome.Answered;
                boolean unable = echo instanceof ProbeOutcome.Skipped;
                enter(way, back ? Reached.Ended.FILTERED : unable ? Reached.Ended.MUTE : Reached.Ended.DARK, reason);
            });
        }

        /** An answer is not always that of whom it should come from. */
        private void answered(Probes.Way way, ProbeOutcome.Answered answered) {
            String problem = answered.problems().isEmpty()
                    ? "it is not as it should be"
                    : answered.problems().get(0);
            if (says(answered, "tls.intercepted", true)) {
                enter(way, Reached.Ended.OPENED, problem);
            } else if (says(answered, "dns.resolves", false)) {
                enter(way, Reached.Ended.MISLED, problem);
            } else {
                enter(way, Reached.Ended.THROUGH, "");
            }
        }

        private static boolean says(ProbeOutcome.Answered answered, String signal, boolean value) {
            return answered.readings().stream()
                    .anyMatch(reading -> reading.name().value().equals(signal)
                            && reading.value().plain().equals(value));
        }

        private static Road road(Probes.Way way) {
            return Road.of(way.spec(), way.probe().parts().get(0).name());
        }

        private void enter(Probes.Way way, Reached.Ended ended, String reason) {
            Road road = road(way);
            boolean inside = devices.containsKey(way.probe().target());
            String host = road.host().orElse("");
            reached.add(
                    subnet(host, inside),
                    new Reached.Try(
                            way.probe().target().value(),
                            host.isEmpty() ? "this machine's name server" : host,
                            road.protocol(),
                            heres.computeIfAbsent(NumericAddress.v4(host).isPresent() ? host : ANYWHERE, Round::here),
                            ended,
                            reason));
            asking--;
            next();
        }

        /** The network of 256 addresses that a host is in; services are outside, unless they have a private address. */
        private static String subnet(String host, boolean inside) {
            if (NumericAddress.v4(host).isPresent() && (inside || host.matches(PRIVATE))) {
                return host.substring(0, host.lastIndexOf('.')) + ".0/24";
            }
            return inside ? host : OUTSIDE;
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
