package org.firstbell.app.command;

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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.VertxFactory;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.factory.ProbeFactory;
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
public final class ReachCommand implements Callable<Integer> {
    private static final int MAX_CONCURRENT = 32;
    private static final long TIMEOUT_MINUTES = 30;
    private static final Attempt ATTEMPT = new Attempt(1, Duration.ofSeconds(3), 2, Duration.ofMinutes(1), () -> {});

    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = LoadedConfiguration.load(file).configuration();
        InstantSource clock = InstantSource.system();
        Vertx vertx = VertxFactory.create();
        try {
            EventLoop eventLoop = EventLoop.open(vertx).await(10, TimeUnit.SECONDS);
            ProbeFactory probes = eventLoop
                    .call(() -> new ProbeFactory(vertx, eventLoop, clock, eventLoop::run))
                    .await(10, TimeUnit.SECONDS);
            CompletableFuture<ReachabilityReport> done = new CompletableFuture<>();
            eventLoop.run(() -> new ReachabilitySurvey(probes, configuration, done::complete).start());
            ReachabilityReport reached;
            try {
                reached = done.get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            } finally {
                probes.close();
            }
            spec.commandLine()
                    .getOut()
                    .print(
                            json
                                    ? new ObjectMapper()
                                                    .writerWithDefaultPrettyPrinter()
                                                    .writeValueAsString(reached.toJsonValues())
                                            + "\n"
                                    : reached.text());
            spec.commandLine().getOut().flush();
            return reached.isEverythingReachable()
                    ? 0
                    : reached.isOnlyNotAttempted() ? ExitCode.UNDETERMINED : ExitCode.PROBLEM_FOUND;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** Every question of life asked once, some at a time; who stays silent is pinged. Confined to its loop. */
    private static final class ReachabilitySurvey {
        private static final String OUTSIDE_SUBNET = "outside the school";
        private static final String PRIVATE_ADDRESS = "(10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*";

        /** An address of documents (RFC 5737): the way to it is the way out. */
        private static final String DOCUMENTATION_ADDRESS = "192.0.2.1";

        private final ProbeFactory probes;
        private final Configuration configuration;
        private final Consumer<ReachabilityReport> done;
        private final Deque<ProbeFactory.ConfiguredProbe> remainingProbes = new ArrayDeque<>();
        private final Configuration shipped = ConfigLoader.shipped();
        private final Map<Target, Device> devices = new LinkedHashMap<>();
        private final Map<String, String> localAddresses = new HashMap<>();
        private final ReachabilityReport report = new ReachabilityReport();
        private int inFlight;

        ReachabilitySurvey(ProbeFactory probes, Configuration configuration, Consumer<ReachabilityReport> done) {
            this.probes = probes;
            this.configuration = configuration;
            this.done = done;
            configuration.inventory().devices().forEach(device -> devices.put(device.id(), device));
        }

        void start() {
            remainingProbes.addAll(probes.createAll(configuration, CheckThresholds.ALL_SIGNALS, true));
            startNext();
        }

        private void startNext() {
            while (inFlight < MAX_CONCURRENT && !remainingProbes.isEmpty()) {
                inFlight++;
                ProbeFactory.ConfiguredProbe way = remainingProbes.remove();
                way.probe().execute(way.probe().queries().get(0), ATTEMPT, outcome -> outcomeReceived(way, outcome));
            }
            if (inFlight == 0 && remainingProbes.isEmpty()) {
                done.accept(report);
            }
        }

        private void outcomeReceived(ProbeFactory.ConfiguredProbe way, ProbeOutcome outcome) {
            switch (outcome.kind()) {
                case ANSWERED -> answerReceived(way, outcome);
                case SILENT -> silenceReceived(way, outcome.reason());
                case REFUSED -> record(way, ReachabilityReport.ReachResult.REFUSED, outcome.reason());
                case GARBLED -> record(way, ReachabilityReport.ReachResult.MALFORMED, outcome.reason());
                case SKIPPED -> record(way, ReachabilityReport.ReachResult.NOT_ATTEMPTED, outcome.reason());
            }
        }

        private void silenceReceived(ProbeFactory.ConfiguredProbe way, String reason) {
            Optional<String> host = route(way).host();
            if (devices.containsKey(way.probe().target())
                    && host.isPresent()
                    && !(way.spec() instanceof ProbeSpec.Ping)) {
                pingAfterSilence(way, host.get(), reason);
            } else {
                record(way, ReachabilityReport.ReachResult.NO_RESPONSE, reason);
            }
        }

        private void pingAfterSilence(ProbeFactory.ConfiguredProbe way, String host, String reason) {
            Probe ping = probes.createUnlisted(new DeviceId("pinged"), new ProbeSpec.Ping(host), shipped);
            ping.execute(ping.queries().get(0), ATTEMPT, echo -> {
                boolean back = echo instanceof ProbeOutcome.Answered;
                boolean unable = echo instanceof ProbeOutcome.Skipped;
                record(
                        way,
                        back
                                ? ReachabilityReport.ReachResult.FILTERED
                                : unable
                                        ? ReachabilityReport.ReachResult.NO_RESPONSE_PING_UNAVAILABLE
                                        : ReachabilityReport.ReachResult.NO_RESPONSE,
                        reason);
            });
        }

        /** An answer is not always that of whom it should come from. */
        private void answerReceived(ProbeFactory.ConfiguredProbe way, ProbeOutcome outcome) {
            String problem = outcome.problems().stream().findFirst().orElse("it is not as it should be");
            if (hasSignal(outcome, "tls.intercepted", true)) {
                record(way, ReachabilityReport.ReachResult.INTERCEPTED, problem);
            } else if (hasSignal(outcome, "dns.resolves", false)) {
                record(way, ReachabilityReport.ReachResult.WRONG_DNS_ANSWER, problem);
            } else {
                record(way, ReachabilityReport.ReachResult.ANSWERED, "");
            }
        }

        private static boolean hasSignal(ProbeOutcome outcome, String signal, boolean value) {
            return outcome.readings().stream()
                    .anyMatch(reading -> reading.name().value().equals(signal)
                            && reading.value().plain().equals(value));
        }

        private static ProbeSpec.Route route(ProbeFactory.ConfiguredProbe way) {
            return way.spec().route(way.probe().queries().get(0).name());
        }

        private void record(ProbeFactory.ConfiguredProbe way, ReachabilityReport.ReachResult ended, String reason) {
            ProbeSpec.Route road = route(way);
            boolean inside = devices.containsKey(way.probe().target());
            String host = road.host().orElse("");
            report.add(
                    subnet(host, inside),
                    new ReachabilityReport.ReachAttempt(
                            way.probe().target().value(),
                            host.isEmpty() ? "this machine's name server" : host,
                            road.protocol(),
                            localAddresses.computeIfAbsent(
                                    NumericAddress.v4(host).isPresent() ? host : DOCUMENTATION_ADDRESS,
                                    ReachabilitySurvey::localAddress),
                            ended,
                            reason));
            inFlight--;
            startNext();
        }

        /** The network of 256 addresses that a host is in; services are outside, unless they have a private address. */
        private static String subnet(String host, boolean inside) {
            if (NumericAddress.v4(host).isPresent() && (inside || host.matches(PRIVATE_ADDRESS))) {
                return host.substring(0, host.lastIndexOf('.')) + ".0/24";
            }
            return inside ? host : OUTSIDE_SUBNET;
        }

        /** This machine's address on the way to another; connecting a UDP socket sends nothing. */
        private static String localAddress(String address) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(InetAddress.getByName(address), 9);
                return socket.getLocalAddress().getHostAddress();
            } catch (IOException | java.io.UncheckedIOException noWay) {
                return "this machine";
            }
        }
    }
}
