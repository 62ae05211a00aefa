package org.firstbell.probe;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.discovery.DiscoveredDevice;
import org.firstbell.discovery.NeighbourReader;
import org.firstbell.discovery.NetworkDiscovery;
import org.firstbell.discovery.NetworkNode;
import org.firstbell.discovery.TargetInspection;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Timers;
import org.firstbell.model.event.IssuerStore;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.probe.profile.ProfileMatcher;
import org.firstbell.probe.snmp.SnmpProbe;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.transport.SnmpSockets;
import org.firstbell.readiness.Readiness;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A polling loop with real clients, and probes out of configurations, for tests. Registered as an extension in a field, it is
 * closed when its test ends.
 */
public final class ProbeLab implements AfterEachCallback, AutoCloseable {
    /** As contract's defaults in shape: one further request, but a shorter wait. */
    static final Duration TIMEOUT = Duration.ofMillis(1000);

    public final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Timers timers = (delay, task) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), due -> task.run());
        return () -> vertx.cancelTimer(id);
    };
    private final SnmpSockets ports = new SnmpSockets(work -> loop.runOnContext(go -> work.run()));
    private final ProbeFactory probes;
    private final Path folder;

    public ProbeLab() {
        this.folder = madeFolder();
        CompletableFuture<ProbeFactory> made = new CompletableFuture<>();
        loop.runOnContext(now -> made.complete(
                new ProbeFactory(vertx, timers, InstantSource.system(), work -> loop.runOnContext(go -> work.run()))));
        this.probes = got(made);
    }

    private static Path madeFolder() {
        try {
            return Files.createTempDirectory("firstbell-lab");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Remembers who signs certificates there. */
    public void keep(IssuerStore signers) {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        loop.runOnContext(now -> {
            probes.useIssuerStore(signers);
            kept.complete(true);
        });
        got(kept);
    }

    /** Every probe of a configuration with a v2c community and some devices. */
    public List<Probe> probes(String yaml) {
        return probes(yaml, Map.of());
    }

    /** The same, with further files beside the configuration. */
    public List<Probe> probes(String yaml, Map<String, String> beside) {
        beside.forEach((name, text) -> {
            try {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.writeString(folder.resolve(name), text);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        });
        Configuration configuration = configuration(yaml);
        return probes.create(configuration, stakes(configuration));
    }

    /** What the checks of a configuration rest on. */
    static CheckThresholds stakes(Configuration configuration) {
        return Readiness.compile(configuration).checks().orElseThrow().thresholds();
    }

    /** A configuration of those, which has no mistake. */
    public Configuration configuration(String yaml) {
        Path file = folder.resolve("firstbell.yaml");
        try {
            Files.writeString(
                    file,
                    "school: { name: Lincoln, timezone: UTC }\n"
                            + (yaml.contains("credentials:\n")
                                    ? ""
                                    : "credentials: { campus: { version: 2c, community: public } }\n")
                            + yaml);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        LoadResult loaded = ConfigLoader.load(file, new Environment(name -> Optional.empty()));
        Assertions.assertThat(loaded.problems()).isEmpty();
        return loaded.configuration().orElseThrow();
    }

    public Probe probe(String yaml) {
        return probes(yaml).get(0);
    }

    /** A device that is asked by SNMP on loopback. */
    public Probe snmp(String kind, int port, String more) {
        return probe("devices: [ { id: it, kind: %s, address: 127.0.0.1, snmp: { port: %d%s } } ]"
                .formatted(kind, port, more));
    }

    /** The same with credentials and a profile of one's own. */
    public Probe snmp(String kind, int port, Credentials credentials, String profile) {
        Configuration shipped = ConfigLoader.shipped();
        return new SnmpProbe(
                new DeviceId("it"),
                new SnmpClient(
                        ports,
                        "127.0.0.1",
                        port,
                        credentials,
                        timers,
                        InstantSource.system(),
                        work -> loop.runOnContext(go -> work.run()),
                        name -> Future.failedFuture(name)),
                new ProfileMatcher(shipped.snmpProfiles()),
                profile,
                DeviceKind.of(kind),
                true,
                ProbeContext.of(shipped, stakes(shipped)),
                InstantSource.system(),
                new SnmpProbe.SnmpFollowUps((address, answers) -> answers.accept(false), vlan -> {
                    throw new IllegalStateException("no VLANs here");
                }));
    }

    /** A device that is asked over HTTP on loopback. */
    public Probe page(String url, String more) {
        return probe("devices: [ { id: it, kind: tablet, address: 127.0.0.1, http: { url: \"%s\"%s } } ]"
                .formatted(url, more));
    }

    /** Everything that the probes of a configuration can tell. */
    public TargetInspection.InspectionResult interview(String yaml, boolean kindsKnown) {
        Configuration configuration = configuration(yaml);
        CompletableFuture<TargetInspection.InspectionResult> told = new CompletableFuture<>();
        loop.runOnContext(now -> TargetInspection.start(
                probes.create(configuration, CheckThresholds.ALL_SIGNALS, kindsKnown),
                InstantSource.system(),
                timers,
                told::complete));
        return got(told);
    }

    /** What a device on loopback tells of those around it. */
    public NetworkNode station(int port, DeviceKind kind) {
        ProbeSpec.Snmp way =
                new ProbeSpec.Snmp("127.0.0.1", port, new Credentials.Community("campus", false, "public"), "auto");
        CompletableFuture<NetworkNode> read = new CompletableFuture<>();
        loop.runOnContext(now -> NeighbourReader.read(
                probes.createSnmpClient(way), InstantSource.system(), "127.0.0.1", kind, "", read::complete));
        return got(read);
    }

    /** What a discovery on loopback finds, and how far it said that it was. */
    public List<DiscoveredDevice> discover(
            int port, List<Credentials> credentials, List<NetworkDiscovery.DiscoveryProgress> progress) {
        NetworkDiscovery.DiscoveryOptions plan = new NetworkDiscovery.DiscoveryOptions(
                List.of("127.0.0.1"), List.of(port), credentials, List.of(), 200, ConfigLoader.shipped());
        CompletableFuture<List<DiscoveredDevice>> found = new CompletableFuture<>();
        loop.runOnContext(now -> NetworkDiscovery.start(
                probes, plan, new NetworkDiscovery.DiscoveryListener(progress::add, found::complete)));
        return got(found);
    }

    /** Asks the first part, as a first look. */
    public ProbeOutcome ask(Probe probe) {
        return ask(probe, probe.queries().get(0).name());
    }

    public ProbeOutcome ask(Probe probe, String part) {
        return ask(
                probe,
                probe.queries().stream()
                        .filter(one -> one.name().equals(part))
                        .findFirst()
                        .orElseThrow(),
                new Attempt(1, TIMEOUT, 1, Duration.ofSeconds(5), () -> {}));
    }

    /** Asks the first part, as patiently as a look is. */
    public ProbeOutcome ask(Probe probe, Attempt attempt) {
        return ask(probe, probe.queries().get(0), attempt);
    }

    private ProbeOutcome ask(Probe probe, Query query, Attempt attempt) {
        CompletableFuture<ProbeOutcome> came = new CompletableFuture<>();
        loop.runOnContext(now -> probe.execute(query, attempt, came::complete));
        return got(came);
    }

    /** Begins to ask the first part, on the polling loop, and comes back when that is done. */
    void begin(Probe probe, Attempt attempt, Consumer<ProbeOutcome> answer) {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        loop.runOnContext(now -> {
            try {
                probe.execute(probe.queries().get(0), attempt, answer);
                begun.complete(true);
            } catch (RuntimeException thrown) {
                begun.completeExceptionally(thrown);
            }
        });
        got(begun);
    }

    /** Comes back when what was set on the polling loop for up to this time from now has been run. */
    void passes(Duration time) {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        loop.runOnContext(now -> vertx.setTimer(time.toMillis() + 1, due -> passed.complete(true)));
        got(passed);
    }

    /** Asks the first parts of many at once. */
    public List<ProbeOutcome> askTogether(List<Probe> many) {
        List<CompletableFuture<ProbeOutcome>> coming =
                many.stream().map(one -> new CompletableFuture<ProbeOutcome>()).toList();
        loop.runOnContext(now -> {
            for (int i = 0; i < many.size(); i++) {
                Probe probe = many.get(i);
                Attempt attempt = new Attempt(1, Duration.ofSeconds(30), 0, Duration.ofSeconds(5), () -> {});
                probe.execute(probe.queries().get(0), attempt, coming.get(i)::complete);
            }
        });
        return coming.stream().map(ProbeLab::got).toList();
    }

    /** Everything that an answer told, of others with their id before the name. */
    public static Map<String, Object> signals(ProbeOutcome outcome) {
        Assertions.assertThat(outcome).isInstanceOf(ProbeOutcome.Answered.class);
        Map<String, Object> signals = new TreeMap<>();
        for (Reading reading : ((ProbeOutcome.Answered) outcome).readings()) {
            signals.put(
                    (reading.target().equals(outcome.execution().target()) ? "" : reading.target() + ":")
                            + reading.name().value(),
                    reading.value().plain());
        }
        return signals;
    }

    public static List<String> problems(ProbeOutcome outcome) {
        return ((ProbeOutcome.Answered) outcome).problems();
    }

    public static String reason(ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Silent silent) {
            return silent.reason();
        } else if (outcome instanceof ProbeOutcome.Refused refused) {
            return refused.reason();
        }
        return ((ProbeOutcome.Garbled) outcome).reason();
    }

    public static <T> T got(CompletableFuture<T> future) {
        try {
            return future.get(70, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException missing) {
            throw new AssertionError(missing);
        }
    }

    @Override
    public void afterEach(ExtensionContext ended) {
        close();
    }

    @Override
    public void close() {
        probes.close();
        ports.close();
        got(vertx.close().toCompletionStage().toCompletableFuture());
        deleteFolder();
    }

    private void deleteFolder() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException held) {
            throw new UncheckedIOException(held);
        }
    }
}
