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
import org.firstbell.config.Environment;
import org.firstbell.config.LoadResult;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.Signers;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Stakes;
import org.firstbell.probe.layout.Station;
import org.firstbell.readiness.Readiness;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A polling loop with real clients, and probes out of configurations, for tests. Registered as an extension in a field, it is
 * closed when its test ends.
 */
final class ProbeLab implements AfterEachCallback, AutoCloseable {
    /** As contract's defaults in shape: one further request, but a shorter wait. */
    static final Duration TIMEOUT = Duration.ofMillis(1000);

    final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Timers timers = (delay, task) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), due -> task.run());
        return () -> vertx.cancelTimer(id);
    };
    private final SnmpPorts ports = new SnmpPorts(work -> loop.runOnContext(go -> work.run()));
    private final Probes probes;
    private final Path folder;

    ProbeLab() {
        this.folder = madeFolder();
        CompletableFuture<Probes> made = new CompletableFuture<>();
        loop.runOnContext(now -> made.complete(
                new Probes(vertx, timers, InstantSource.system(), work -> loop.runOnContext(go -> work.run()))));
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
    void keep(Signers signers) {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        loop.runOnContext(now -> {
            probes.keep(signers);
            kept.complete(true);
        });
        got(kept);
    }

    /** Every probe of a configuration with a v2c community and some devices. */
    List<Probe> probes(String yaml) {
        return probes(yaml, Map.of());
    }

    /** The same, with further files beside the configuration. */
    List<Probe> probes(String yaml, Map<String, String> beside) {
        beside.forEach((name, text) -> {
            try {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.writeString(folder.resolve(name), text);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        });
        Configuration configuration = configuration(yaml);
        return probes.of(configuration, stakes(configuration));
    }

    /** What the checks of a configuration rest on. */
    static Stakes stakes(Configuration configuration) {
        return Readiness.compile(configuration).checks().orElseThrow().stakes();
    }

    /** A configuration of those, which has no mistake. */
    Configuration configuration(String yaml) {
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

    Probe probe(String yaml) {
        return probes(yaml).get(0);
    }

    /** A device that is asked by SNMP on loopback. */
    Probe snmp(String kind, int port, String more) {
        return probe("devices: [ { id: it, kind: %s, address: 127.0.0.1, snmp: { port: %d%s } } ]"
                .formatted(kind, port, more));
    }

    /** The same with credentials and a profile of one's own. */
    Probe snmp(String kind, int port, Credentials credentials, String profile) {
        Configuration shipped = ConfigLoader.shipped();
        return new SnmpProbe(
                new DeviceId("it"),
                new SnmpAsking(
                        ports,
                        "127.0.0.1",
                        port,
                        credentials,
                        timers,
                        InstantSource.system(),
                        work -> loop.runOnContext(go -> work.run()),
                        name -> Future.failedFuture(name)),
                new Identification(shipped.snmpProfiles()),
                profile,
                DeviceKind.of(kind),
                true,
                Surroundings.of(shipped, stakes(shipped)),
                InstantSource.system(),
                new SnmpProbe.Ways((address, answers) -> answers.accept(false), vlan -> {
                    throw new IllegalStateException("no VLANs here");
                }));
    }

    /** A device that is asked over HTTP on loopback. */
    Probe page(String url, String more) {
        return probe("devices: [ { id: it, kind: tablet, address: 127.0.0.1, http: { url: \"%s\"%s } } ]"
                .formatted(url, more));
    }

    /** Everything that the probes of a configuration can tell. */
    Interview.Told interview(String yaml, boolean kindsKnown) {
        Configuration configuration = configuration(yaml);
        CompletableFuture<Interview.Told> told = new CompletableFuture<>();
        loop.runOnContext(now -> Interview.of(
                probes.of(configuration, Stakes.EVERYTHING, kindsKnown),
                InstantSource.system(),
                timers,
                told::complete));
        return got(told);
    }

    /** What a device on loopback tells of those around it. */
    Station station(int port, DeviceKind kind) {
        ProbeSpec.Snmp way =
                new ProbeSpec.Snmp("127.0.0.1", port, new Credentials.Community("campus", false, "public"), "auto");
        CompletableFuture<Station> read = new CompletableFuture<>();
        loop.runOnContext(now ->
                Neighbourhood.read(probes.asking(way), InstantSource.system(), "127.0.0.1", kind, "", read::complete));
        return got(read);
    }

    /** What a discovery on loopback finds, and how far it said that it was. */
    List<Found> discover(int port, List<Credentials> credentials, List<Discovery.Progress> progress) {
        Discovery.Plan plan = new Discovery.Plan(
                List.of("127.0.0.1"), List.of(port), credentials, List.of(), 200, ConfigLoader.shipped());
        CompletableFuture<List<Found>> found = new CompletableFuture<>();
        loop.runOnContext(now -> Discovery.of(probes, plan, new Discovery.Listener(progress::add, found::complete)));
        return got(found);
    }

    /** Asks the first part, as a first look. */
    ProbeOutcome ask(Probe probe) {
        return ask(probe, probe.parts().get(0).name());
    }

    ProbeOutcome ask(Probe probe, String part) {
        return ask(
                probe,
                probe.parts().stream()
                        .filter(one -> one.name().equals(part))
                        .findFirst()
                        .orElseThrow(),
                new Look(1, TIMEOUT, 1, Duration.ofSeconds(5), () -> {}));
    }

    /** Asks the first part, as patiently as a look is. */
    ProbeOutcome ask(Probe probe, Look look) {
        return ask(probe, probe.parts().get(0), look);
    }

    private ProbeOutcome ask(Probe probe, Part part, Look look) {
        CompletableFuture<ProbeOutcome> came = new CompletableFuture<>();
        loop.runOnContext(now -> probe.ask(part, look, came::complete));
        return got(came);
    }

    /** Begins to ask the first part, on the polling loop, and comes back when that is done. */
    void begin(Probe probe, Look look, Consumer<ProbeOutcome> answer) {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        loop.runOnContext(now -> {
            try {
                probe.ask(probe.parts().get(0), look, answer);
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
    List<ProbeOutcome> askTogether(List<Probe> many) {
        List<CompletableFuture<ProbeOutcome>> coming =
                many.stream().map(one -> new CompletableFuture<ProbeOutcome>()).toList();
        loop.runOnContext(now -> {
            for (int i = 0; i < many.size(); i++) {
                Probe probe = many.get(i);
                Look look = new Look(1, Duration.ofSeconds(30), 0, Duration.ofSeconds(5), () -> {});
                probe.ask(probe.parts().get(0), look, coming.get(i)::complete);
            }
        });
        return coming.stream().map(ProbeLab::got).toList();
    }

    /** Everything that an answer told, of others with their id before the name. */
    static Map<String, Object> signals(ProbeOutcome outcome) {
        Assertions.assertThat(outcome).isInstanceOf(ProbeOutcome.Answered.class);
        Map<String, Object> signals = new TreeMap<>();
        for (Reading reading : ((ProbeOutcome.Answered) outcome).readings()) {
            signals.put(
                    (reading.about().equals(outcome.asked().target()) ? "" : reading.about() + ":")
                            + reading.name().value(),
                    reading.value().plain());
        }
        return signals;
    }

    static List<String> problems(ProbeOutcome outcome) {
        return ((ProbeOutcome.Answered) outcome).problems();
    }

    static String reason(ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Silent silent) {
            return silent.reason();
        } else if (outcome instanceof ProbeOutcome.Refused refused) {
            return refused.reason();
        }
        return ((ProbeOutcome.Garbled) outcome).reason();
    }

    static <T> T got(CompletableFuture<T> future) {
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
