package org.firstbell.app.command;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.yaml.Environment;
import org.firstbell.discovery.AddressRange;
import org.firstbell.discovery.DiscoveredDevice;
import org.firstbell.discovery.InventoryDraft;
import org.firstbell.discovery.NetworkDiscovery;
import org.firstbell.discovery.PortSignatures;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.VertxFactory;
import org.firstbell.probe.factory.ProbeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firstbell discover}: finds devices and prints an inventory to review. */
@Command(
        name = "discover",
        description =
                "Finds SNMP and HTTP devices, guesses kind, profile and uplink, and prints an inventory to review.",
        mixinStandardHelpOptions = true)
public final class DiscoverCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofHours(2);

    @Parameters(
            arity = "1..*",
            paramLabel = "CIDR",
            description = "Where to look: 10.4.2.0/24, 10.4.2.10-10.4.2.40, or one address, of IPv6 too.")
    private List<String> ranges = List.of();

    @Option(
            names = "--community",
            paramLabel = "S",
            description =
                    "SNMP community; may be given several times (default: public). Who is silent to v2c is asked by v1.")
    private List<String> communities = List.of();

    @Option(names = "-c", paramLabel = "FILE", description = "Tries the credentials of this configuration too.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "UDP port of SNMP; may be given several times (default: 161).")
    private List<Integer> ports = List.of();

    @Option(
            names = "--kiosk-port",
            paramLabel = "N",
            description = "TCP port where kiosks serve /health; may be given several times (default: 8081).")
    private List<Integer> kioskPorts = List.of();

    @Option(
            names = "--node-exporter",
            description =
                    "Also asks TCP port 9100 for node_exporter's page. Printers print what they hear on that port.")
    private boolean nodeExporter;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Questions begun in a second, 1 to 5000 (default: ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--format", paramLabel = "F", description = "yaml or csv (default: ${DEFAULT-VALUE}).")
    private String format = "yaml";

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Prints what differs from this configuration instead.")
    private Optional<Path> against = Optional.empty();

    @Option(names = "-o", paramLabel = "FILE", description = "Writes there instead of printing.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<AddressRange> wanted = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        for (String range : ranges) {
            AddressRange read = parsed(range);
            wanted.add(read);
            all.addAll(read.addresses());
            if (all.size() > AddressRange.MAX_ADDRESSES) {
                throw new CommandFailure(
                        ExitCode.USAGE_ERROR,
                        "These ranges hold more than " + AddressRange.MAX_ADDRESSES
                                + " addresses, which are the most at once.");
            }
        }
        List<String> addresses = List.copyOf(all);
        validateOptions();
        Optional<Configuration> known = Optional.empty();
        if (against.isPresent()) {
            known = Optional.of(LoadedConfiguration.load(against.get()).configuration());
        }
        Configuration shipped = ConfigLoader.shipped();
        List<Credentials.Community> given = commandLineCredentials();
        List<DiscoveredDevice> found = discover(addresses, given, shipped);
        InventoryDraft draft =
                new InventoryDraft(found, given, shipped.platforms().values());
        String text = known.isPresent()
                ? differenceText(draft.differencesFrom(known.get().inventory(), wanted), found.size())
                : format.equals("csv") ? draft.csv() : draft.yaml();
        if (output.isPresent()) {
            writeOutput(output.get(), text);
        } else {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                addresses.size() == 1 ? "%d of %d address answers.%n" : "%d of %d addresses answer.%n",
                found.size(),
                addresses.size());
        if (known.isEmpty() && format.equals("csv") && !draft.rooms().isEmpty()) {
            err.printf("The table names rooms that a configuration must have: %s.%n", String.join(", ", draft.rooms()));
        }
        err.flush();
        return found.isEmpty() ? ExitCode.PROBLEM_FOUND : 0;
    }

    private static AddressRange parsed(String range) throws CommandFailure {
        try {
            return AddressRange.parse(range);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, String.valueOf(wrong.getMessage()));
        }
    }

    private void validateOptions() throws CommandFailure {
        if (rate < 1 || rate > 5_000) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, "--rate is a number from 1 to 5000, not " + rate + ".");
        }
        if (!List.of("yaml", "csv").contains(format)) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, "--format is yaml or csv, not '" + format + "'.");
        }
        validateOptions("--port", ports);
        validateOptions("--kiosk-port", kioskPorts);
    }

    private static void validateOptions(String option, List<Integer> ports) throws CommandFailure {
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new CommandFailure(
                        ExitCode.USAGE_ERROR, option + " is a number from 1 to 65535, not " + port + ".");
            }
        }
    }

    private static void writeOutput(Path to, String text) throws CommandFailure {
        try {
            Files.writeString(to, text);
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    ExitCode.UNDETERMINED, "'" + to + "' cannot be written: " + unwritable.getMessage());
        }
    }

    private static String differenceText(List<String> lines, int found) {
        return lines.isEmpty()
                ? "All " + found + " devices that answer are as the inventory says.\n"
                : String.join("\n", lines) + "\n";
    }

    /** Those of the configuration, tried first. */
    private List<Credentials> configuredCredentials() {
        return file.map(path -> List.copyOf(
                        ConfigLoader.credentials(path, Environment.ofProcess()).values()))
                .orElse(List.of());
    }

    /** Those of the command line, under names that the configuration does not use. */
    private List<Credentials.Community> commandLineCredentials() {
        Set<String> taken = new HashSet<>();
        configuredCredentials().forEach(one -> taken.add(one.name()));
        List<Credentials.Community> given = new ArrayList<>();
        List<String> words = communities.isEmpty() && file.isEmpty() ? List.of("public") : communities;
        for (String community : words) {
            String name = words.size() == 1 ? "campus" : "campus-" + (given.size() + 1);
            while (!taken.add(name)) {
                name += "-x";
            }
            given.add(new Credentials.Community(name, false, community));
        }
        for (Credentials.Community one : List.copyOf(given)) {
            String name = one.name() + "-v1";
            while (!taken.add(name)) {
                name += "-x";
            }
            given.add(new Credentials.Community(name, true, one.community()));
        }
        return given;
    }

    private List<DiscoveredDevice> discover(
            List<String> addresses, List<Credentials.Community> given, Configuration shipped) throws Exception {
        List<Credentials> credentials = new ArrayList<>(configuredCredentials());
        credentials.addAll(given);
        NetworkDiscovery.DiscoveryOptions plan = new NetworkDiscovery.DiscoveryOptions(
                addresses,
                ports.isEmpty() ? List.of(161) : ports,
                credentials,
                PortSignatures.all(
                        kioskPorts.isEmpty() ? List.of(8081) : kioskPorts,
                        nodeExporter,
                        Map.copyOf(shipped.platforms()).values()),
                rate,
                shipped);
        InstantSource clock = InstantSource.system();
        Vertx vertx = VertxFactory.create();
        try {
            EventLoop eventLoop = EventLoop.open(vertx).await(10, TimeUnit.SECONDS);
            CompletableFuture<List<DiscoveredDevice>> found = new CompletableFuture<>();
            ProbeFactory probes = eventLoop
                    .call(() -> new ProbeFactory(vertx, eventLoop, clock, eventLoop::run))
                    .await(10, TimeUnit.SECONDS);
            ProgressLine line = ProgressLine.forTerminal(spec.commandLine().getErr());
            eventLoop.run(() -> NetworkDiscovery.start(
                    probes, plan, new NetworkDiscovery.DiscoveryListener(line::show, found::complete)));
            try {
                return found.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } finally {
                line.clear();
                probes.close();
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
