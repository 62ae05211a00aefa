package org.firstbell.app;

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
import org.firstbell.config.Environment;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.probe.Discovery;
import org.firstbell.probe.Found;
import org.firstbell.probe.Probes;
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
final class DiscoverCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofHours(2);

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
            AddressRange read = AddressRange.of(range);
            wanted.add(read);
            all.addAll(read.addresses());
            if (all.size() > AddressRange.MOST) {
                throw new StartFailure(
                        Main.WRONG_USAGE,
                        "These ranges hold more than " + AddressRange.MOST + " addresses, which are the most at once.");
            }
        }
        List<String> addresses = List.copyOf(all);
        usable();
        Optional<Configuration> known = Optional.empty();
        if (against.isPresent()) {
            known = Optional.of(Loaded.from(against.get()).configuration());
        }
        Configuration shipped = ConfigLoader.shipped();
        List<Credentials.Community> given = given();
        List<Found> found = look(addresses, given, shipped);
        InventoryDraft draft =
                new InventoryDraft(found, given, shipped.platforms().values());
        String text = known.isPresent()
                ? difference(draft.against(known.get().inventory(), wanted), found.size())
                : format.equals("csv") ? draft.csv() : draft.yaml();
        if (output.isPresent()) {
            write(output.get(), text);
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
        return found.isEmpty() ? Main.BAD_NEWS : 0;
    }

    private void usable() throws StartFailure {
        if (rate < 1 || rate > 5_000) {
            throw new StartFailure(Main.WRONG_USAGE, "--rate is a number from 1 to 5000, not " + rate + ".");
        }
        if (!List.of("yaml", "csv").contains(format)) {
            throw new StartFailure(Main.WRONG_USAGE, "--format is yaml or csv, not '" + format + "'.");
        }
        usable("--port", ports);
        usable("--kiosk-port", kioskPorts);
    }

    private static void usable(String option, List<Integer> ports) throws StartFailure {
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new StartFailure(Main.WRONG_USAGE, option + " is a number from 1 to 65535, not " + port + ".");
            }
        }
    }

    private static void write(Path to, String text) throws StartFailure {
        try {
            Files.writeString(to, text);
        } catch (IOException unwritable) {
            throw new StartFailure(Main.CANNOT_TELL, "'" + to + "' cannot be written: " + unwritable.getMessage());
        }
    }

    private static String difference(List<String> lines, int found) {
        return lines.isEmpty()
                ? "All " + found + " devices that answer are as the inventory says.\n"
                : String.join("\n", lines) + "\n";
    }

    /** Those of the configuration, tried first. */
    private List<Credentials> configured() {
        return file.map(path -> List.copyOf(
                        ConfigLoader.credentials(path, Environment.ofProcess()).values()))
                .orElse(List.of());
    }

    /** Those of the command line, under names that the configuration does not use. */
    private List<Credentials.Community> given() {
        Set<String> taken = new HashSet<>();
        configured().forEach(one -> taken.add(one.name()));
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

    private List<Found> look(List<String> addresses, List<Credentials.Community> given, Configuration shipped)
            throws Exception {
        List<Credentials> credentials = new ArrayList<>(configured());
        credentials.addAll(given);
        Discovery.Plan plan = new Discovery.Plan(
                addresses,
                ports.isEmpty() ? List.of(161) : ports,
                credentials,
                Doors.all(
                        kioskPorts.isEmpty() ? List.of(8081) : kioskPorts,
                        nodeExporter,
                        Map.copyOf(shipped.platforms()).values()),
                rate,
                shipped);
        InstantSource clock = InstantSource.system();
        Vertx vertx = Engine.start();
        try {
            Loop loop = Loop.open(vertx).await(10, TimeUnit.SECONDS);
            CompletableFuture<List<Found>> found = new CompletableFuture<>();
            Probes probes =
                    loop.call(() -> new Probes(vertx, loop, clock, loop::run)).await(10, TimeUnit.SECONDS);
            ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
            loop.run(() -> Discovery.of(probes, plan, new Discovery.Listener(line::show, found::complete)));
            try {
                return found.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } finally {
                line.clear();
                probes.close();
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
