package org.firstbell.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.yaml.Environment;
import org.firstbell.discovery.ProbeAddress;
import org.firstbell.discovery.TargetInspection;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.AssetState;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.VertxFactory;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.probe.snmp.client.AgentCapabilities;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firstbell probe}: asks one device everything it knows. */
@Command(
        name = "probe",
        description =
                "Asks one device everything it knows: the profile chosen and why, each signal, what did not answer.",
        mixinStandardHelpOptions = true)
public final class ProbeCommand implements Callable<Integer> {
    private static final long TIMEOUT_SECONDS = 180;
    private static final int SNMP_PORT = 161;
    private static final DeviceId PROBED_DEVICE = new DeviceId("probed");

    @Parameters(
            paramLabel = "ADDRESS[:PORT]|URL|ID",
            description = {
                "The device by SNMP, a page (http://…), another way of asking (tls://HOST, tcp://HOST:PORT, dns:NAME,"
                        + " dns://SERVER/NAME, ntp://HOST, ping://HOST, pjlink://HOST, nut://HOST/UPS),",
                "or with -c FILE the id of a device or service in it, asked in all its ways."
            })
    private String address = "";

    @Option(names = "--community", paramLabel = "S", description = "SNMP v2c community (default: ${DEFAULT-VALUE}).")
    private String community = "public";

    @Option(names = "--credentials", paramLabel = "NAME", description = "Credentials of the configuration instead.")
    private Optional<String> credentials = Optional.empty();

    @Option(names = "-c", paramLabel = "FILE", description = "The configuration that names them.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "A device profile (default: found out).")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "What it is: computer, switch, access-point, …")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Optional<Configuration> known = configurationOfTarget();
        TargetInspection.InspectionResult told;
        if (known.isPresent()) {
            told = inspect(known.get(), true, target(known.get()).orElseThrow());
        } else {
            Optional<ProbeAddress> place = parsedAddress();
            ProbeSpec ask = place.isPresent() ? place.get().spec() : snmpSpec();
            Optional<String> host =
                    place.isPresent() ? place.get().host() : ask.route("").host();
            if (host.isPresent() && !ProbeAddress.resolves(host.get())) {
                throw new CommandFailure(
                        ExitCode.UNDETERMINED, "'" + host.get() + "' cannot be resolved: there is no such name here.");
            }
            told = inspect(temporaryConfiguration(ask, host), kind.isPresent(), PROBED_DEVICE);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(told) : text(told));
        out.flush();
        return told.reachable() ? 0 : ExitCode.PROBLEM_FOUND;
    }

    private Optional<ProbeAddress> parsedAddress() throws CommandFailure {
        try {
            return ProbeAddress.parse(address, profile);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, String.valueOf(wrong.getMessage()));
        }
    }

    /** The configuration, where the address is the id of one of its devices or services. */
    private Optional<Configuration> configurationOfTarget() throws CommandFailure {
        if (file.isEmpty() || credentials.isPresent() || !address.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            return Optional.empty();
        }
        Configuration configuration = LoadedConfiguration.load(file.get()).configuration();
        Optional<Target> target = target(configuration);
        if (target.isPresent() && probeCount(configuration, target.get()) == 0) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "Nobody asks " + address + ": it has no way of being asked, such as snmp: or http:.");
        }
        return target.isPresent() ? Optional.of(configuration) : Optional.empty();
    }

    private Optional<Target> target(Configuration configuration) {
        Inventory inventory = configuration.inventory();
        return Stream.concat(
                        inventory.devices().stream().map(Device::id),
                        inventory.services().stream().map(Service::id))
                .map(Target.class::cast)
                .filter(id -> id.value().equals(address))
                .findFirst();
    }

    private static long probeCount(Configuration configuration, Target target) {
        Inventory inventory = configuration.inventory();
        return target instanceof DeviceId id
                ? inventory.device(id).map(device -> device.probes().size()).orElse(0)
                : inventory.services().stream()
                        .filter(service -> service.id().equals(target))
                        .mapToLong(service -> service.probes().size())
                        .sum();
    }

    private ProbeSpec snmpSpec() throws CommandFailure {
        int colon = address.lastIndexOf(':');
        boolean port = colon > 0 && address.indexOf(':') == colon;
        String number = port ? address.substring(colon + 1) : Integer.toString(SNMP_PORT);
        if (!number.matches("\\d{1,5}") || Integer.parseInt(number) > 65_535 || Integer.parseInt(number) == 0) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, "'" + number + "' is not a port: from 1 to 65535.");
        }
        return new ProbeSpec.Snmp(
                port ? address.substring(0, colon) : address,
                Integer.parseInt(number),
                snmpCredentials(),
                profile.orElse("auto"));
    }

    private Credentials snmpCredentials() throws CommandFailure {
        if (credentials.isEmpty()) {
            return new Credentials.Community("command line", false, community);
        }
        if (file.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR, "--credentials names an entry of a configuration: add -c FILE.");
        }
        Map<String, Credentials> known = ConfigLoader.credentials(file.get(), Environment.ofProcess());
        Credentials found = known.get(credentials.get());
        if (found == null) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "There are no credentials '" + credentials.get() + "' in " + file.get() + "; there are: "
                            + String.join(", ", known.keySet()) + ".");
        }
        return found;
    }

    private Configuration temporaryConfiguration(ProbeSpec ask, Optional<String> host) throws CommandFailure {
        Configuration shipped = ConfigLoader.shipped();
        if (profile.isPresent()
                && shipped.snmpProfiles().stream().noneMatch(one -> one.id().equals(profile.get()))
                && shipped.httpProfiles().stream().noneMatch(one -> one.id().equals(profile.get()))) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "There is no profile '" + profile.get() + "'" + similarProfiles(profile.get(), shipped) + ".");
        }
        if (kind.isPresent() && DeviceKind.of(kind.get()).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "'" + kind.get() + "' is not a kind of device; there are: "
                            + Stream.of(DeviceKind.values())
                                    .map(DeviceKind::keyword)
                                    .collect(Collectors.joining(", ")) + ".");
        }
        Device device = new Device(
                PROBED_DEVICE,
                address,
                kind.flatMap(DeviceKind::of).orElse(DeviceKind.SERVER),
                AssetState.IN_USE,
                List.of(),
                List.of(),
                Optional.empty(),
                host,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                true,
                List.of(ask),
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Configuration(
                shipped.schools(),
                shipped.server(),
                shipped.dataFolder(),
                shipped.polling(),
                new Inventory(List.of(), List.of(), List.of(device), List.of()),
                List.of(),
                shipped.platforms(),
                shipped.checks(),
                shipped.snmpProfiles(),
                shipped.httpProfiles(),
                shipped.alerts(),
                0,
                List.of());
    }

    /** Profiles whose names hold a word of a wrong one; nothing when there are none. */
    private static String similarProfiles(String wrong, Configuration shipped) {
        List<String> words = List.of(wrong.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
        String alike = Stream.concat(
                        shipped.snmpProfiles().stream().map(SnmpProfile::id),
                        shipped.httpProfiles().stream().map(HttpProfile::id))
                .filter(id -> words.stream().anyMatch(word -> word.length() > 2 && id.contains(word)))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return alike.isEmpty() ? "" : "; there are: " + alike;
    }

    private static TargetInspection.InspectionResult inspect(Configuration school, boolean kindsKnown, Target target)
            throws Exception {
        InstantSource clock = InstantSource.system();
        Vertx vertx = VertxFactory.create();
        try {
            EventLoop eventLoop = EventLoop.open(vertx).await(10, TimeUnit.SECONDS);
            CompletableFuture<TargetInspection.InspectionResult> told = new CompletableFuture<>();
            ProbeFactory probes = eventLoop
                    .call(() -> new ProbeFactory(vertx, eventLoop, clock, eventLoop::run))
                    .await(10, TimeUnit.SECONDS);
            eventLoop.run(() -> TargetInspection.start(
                    probes.create(school, CheckThresholds.ALL_SIGNALS, kindsKnown).stream()
                            .filter(probe -> probe.target().equals(target))
                            .toList(),
                    clock,
                    eventLoop,
                    told::complete));
            try {
                return told.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } finally {
                probes.close();
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private String json(TargetInspection.InspectionResult told) throws JsonProcessingException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("address", address);
        answer.put("profile", told.profile());
        answer.put("reachable", told.reachable());
        answer.put("took", told.duration().toMillis() / 1000.0);
        answer.put("signals", told.signals());
        answer.put("missing", told.missing());
        answer.put("problems", told.problems());
        told.capabilities().ifPresent(learned -> answer.put("asking", agentCapabilities(learned)));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    }

    private static Map<String, Object> agentCapabilities(AgentCapabilities learned) {
        Map<String, Object> asking = new LinkedHashMap<>();
        asking.put("version", learned.version());
        asking.put("repetitions", learned.maxRepetitions());
        asking.put("variables", learned.maxVariables());
        asking.put("bulk", learned.supportsBulk());
        return asking;
    }

    private String text(TargetInspection.InspectionResult told) {
        StringBuilder text = new StringBuilder();
        text.append("%s %s%n".formatted(address, told.reachable() ? "answers" : "does not answer"));
        if (told.reachable()) {
            text.append("  profile  %s%n".formatted(told.profile()));
        }
        text.append(String.format(
                Locale.ROOT, "  took     %.1f s%n", told.duration().toMillis() / 1000.0));
        told.capabilities().ifPresent(learned -> text.append("  asked    %s%n".formatted(learned.summary())));
        told.signals()
                .forEach((name, signal) ->
                        text.append("  %-34s %-40s %s%n".formatted(name, displayValue(signal), signal.source())));
        if (!told.missing().isEmpty()) {
            text.append("  not told: %s%n".formatted(String.join(", ", told.missing())));
        }
        told.problems().forEach(problem -> text.append("  ! %s%n".formatted(problem)));
        return text.toString().stripTrailing();
    }

    private static String displayValue(TargetInspection.InspectedSignal signal) {
        Object value = signal.value();
        String plain = value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value.toString();
        return signal.unit().isEmpty() ? plain : plain + " " + signal.unit();
    }
}
