package org.firstbell.discovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.probe.snmp.SnmpProbe;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.VariableConverter;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Knocks at every address of some ranges, politely, and asks whoever answers what it is and who is around it. Confined to
 * the polling loop.
 */
public final class NetworkDiscovery {
    private static final Duration PACING_INTERVAL = Duration.ofMillis(20);
    private static final int BATCHES_PER_SECOND = 50;
    private static final int MAX_OPEN_REQUESTS = 256;
    /** Interviews read whole tables; so many at once are asked by one technician's machine. */
    private static final int MAX_OPEN_INSPECTIONS = 12;

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SCAN_TIMEOUT = Duration.ofMillis(1_000);
    private static final List<OID> IDENTITY =
            List.of(new OID("1.3.6.1.2.1.1.2.0"), new OID("1.3.6.1.2.1.1.5.0"), new OID("1.3.6.1.2.1.1.7.0"));
    /** Of sysServices (RFC 3418): layer 2, bridges; layer 3, routers. */
    private static final int BRIDGE = 2;

    private static final int ROUTER = 4;
    /** Windows servers and domain controllers; workstations end in 1 (Microsoft's WINDOWS-NT objects). */
    private static final String WINDOWS_OBJECT_ID = "1.3.6.1.4.1.311.1.1.3.1.";

    private final ProbeFactory probeFactory;
    private final DiscoveryOptions options;
    private final DiscoveryListener listener;
    private final Iterator<Runnable> scanRequests;
    private final Deque<Runnable> pendingInspections = new ArrayDeque<>();
    private final Map<String, RespondingHost> respondingHosts = new LinkedHashMap<>();
    private final Map<String, DiscoveredDevice> devices = new TreeMap<>();
    private int startedRequests;
    private long progressReportedAt;
    private int openRequests;
    private int openInspections;
    private boolean inspecting;

    /**
     * The ranges and ways of asking of one discovery.
     *
     * @param addresses in digits
     * @param credentials tried in turn
     * @param requestsPerSecond questions begun in a second
     * @param shippedConfiguration the profiles that devices are known by
     */
    public record DiscoveryOptions(
            List<String> addresses,
            List<Integer> snmpPorts,
            List<Credentials> credentials,
            List<PortSignature> portSignatures,
            int requestsPerSecond,
            Configuration shippedConfiguration) {
        public DiscoveryOptions {
            addresses = List.copyOf(addresses);
            snmpPorts = List.copyOf(snmpPorts);
            credentials = List.copyOf(credentials);
            portSignatures = List.copyOf(portSignatures);
        }
    }

    /**
     * The progress of a running discovery.
     *
     * @param startedRequests questions that were begun, of all that there are
     * @param respondingDevices devices that answered one
     * @param inspectedDevices devices that told everything
     */
    public record DiscoveryProgress(
            int startedRequests, int totalRequests, int respondingDevices, int inspectedDevices) {}

    /**
     * The receiver of a discovery's progress, called on the polling loop.
     *
     * @param progress hears how far it is, about once a second and at its end
     * @param devicesFound hears once what was found, in the order of addresses
     */
    public record DiscoveryListener(
            Consumer<DiscoveryProgress> progress, Consumer<List<DiscoveredDevice>> devicesFound) {}

    /**
     * A door at which something is known by what it says.
     *
     * @param scanProbe how to knock; the address stands in for {@code {address}}
     * @param kind what stands behind it
     * @param inventoryProbe the way that goes into the inventory
     */
    public record PortSignature(ProbeTemplate scanProbe, DeviceKind kind, ProbeTemplate inventoryProbe) {}

    /** Makes a way of asking for an address. */
    @FunctionalInterface
    public interface ProbeTemplate {
        ProbeSpec forAddress(String address);
    }

    private static final class RespondingHost {
        private final List<ProbeSpec> probes = new ArrayList<>();
        private Optional<ProbeSpec.Snmp> snmp = Optional.empty();
        private Optional<DeviceKind> signatureKind = Optional.empty();
        private String objectId = "";
        private String name = "";
        private int sysServices;
    }

    private NetworkDiscovery(ProbeFactory probes, DiscoveryOptions plan, DiscoveryListener listener) {
        this.probeFactory = probes;
        this.options = plan;
        this.listener = listener;
        this.scanRequests = allScanRequests();
    }

    /** Begins. */
    public static void start(ProbeFactory probes, DiscoveryOptions plan, DiscoveryListener listener) {
        new NetworkDiscovery(probes, plan, listener).sendBatch();
    }

    private void reportProgress() {
        long now = probeFactory.clock().millis();
        if (now - progressReportedAt >= PROGRESS_INTERVAL.toMillis()) {
            progressReportedAt = now;
            listener.progress().accept(progress());
        }
    }

    private DiscoveryProgress progress() {
        int questions = options.addresses().size()
                * (options.snmpPorts().size() + options.portSignatures().size());
        return new DiscoveryProgress(startedRequests, questions, respondingHosts.size(), devices.size());
    }

    /** Way by way, so that no machine hears several questions at once; made one after the other, as they are many. */
    private Iterator<Runnable> allScanRequests() {
        Stream<Runnable> snmp = options.snmpPorts().stream()
                .flatMap(port -> options.addresses().stream().map(address -> () -> scanSnmp(address, port, 0)));
        Stream<Runnable> doors = options.portSignatures().stream()
                .flatMap(door -> options.addresses().stream().map(address -> () -> scanPort(address, door)));
        return Stream.concat(snmp, doors).iterator();
    }

    private void sendBatch() {
        reportProgress();
        int now = Math.max(1, options.requestsPerSecond() / BATCHES_PER_SECOND);
        for (int i = 0; i < now && openRequests < MAX_OPEN_REQUESTS && scanRequests.hasNext(); i++) {
            openRequests++;
            startedRequests++;
            scanRequests.next().run();
        }
        if (!scanRequests.hasNext() && openRequests == 0 && !inspecting) {
            inspecting = true;
            respondingHosts.forEach((address, candidate) -> pendingInspections.add(() -> inspect(address, candidate)));
            inspectNext();
        } else if (!inspecting) {
            probeFactory.timers().schedule(PACING_INTERVAL, this::sendBatch);
        }
    }

    private RespondingHost respondingHost(String address) {
        return respondingHosts.computeIfAbsent(address, any -> new RespondingHost());
    }

    private void scanSnmp(String address, int port, int who) {
        if (who >= options.credentials().size()) {
            openRequests--;
            return;
        }
        Credentials credentials = options.credentials().get(who);
        ProbeSpec.Snmp way = new ProbeSpec.Snmp(address, port, credentials, "auto");
        Attempt attempt = new Attempt(1, SCAN_TIMEOUT, 1, Duration.ofMinutes(1), () -> {});
        probeFactory.createSnmpClient(way).get(IDENTITY, attempt, reply -> {
            if (reply instanceof SnmpReply.BindingsReply told) {
                openRequests--;
                RespondingHost candidate = respondingHost(address);
                if (candidate.snmp.isEmpty()) {
                    candidate.snmp = Optional.of(way);
                    candidate.probes.add(0, way);
                    readIdentity(candidate, told.bindings());
                }
            } else if (reply instanceof SnmpReply.PortClosed) {
                openRequests--;
            } else {
                scanSnmp(address, port, who + 1);
            }
        });
    }

    private static void readIdentity(RespondingHost candidate, List<VariableBinding> told) {
        for (VariableBinding one : told) {
            Variable value = one.getVariable();
            if (value.isException()) {
                continue;
            }
            switch (IDENTITY.indexOf(one.getOid())) {
                case 0 -> candidate.objectId = value.toString();
                case 1 -> candidate.name = VariableConverter.text(value);
                case 2 ->
                    candidate.sysServices = VariableConverter.number(value)
                            .map(Double::intValue)
                            .orElse(0);
                default -> candidate.sysServices |= 0;
            }
        }
    }

    private void scanPort(String address, PortSignature door) {
        Probe probe = probeFactory.createUnlisted(
                new DeviceId("found"), door.scanProbe().forAddress(address), options.shippedConfiguration());
        Attempt attempt = new Attempt(1, SCAN_TIMEOUT, 0, Duration.ofMinutes(1), () -> {});
        probe.execute(probe.queries().get(0), attempt, outcome -> {
            openRequests--;
            if (matchesSignature(outcome)) {
                RespondingHost candidate = respondingHost(address);
                candidate.probes.add(door.inventoryProbe().forAddress(address));
                candidate.signatureKind = candidate.signatureKind.or(() -> Optional.of(door.kind()));
            }
        });
    }

    /** A door opens when what it says is what is expected of it; a projector that asks for a password is one. */
    private static boolean matchesSignature(ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Answered answered) {
            return answered.readings().stream()
                    .filter(reading -> reading.name().value().equals("http.body.ok"))
                    .allMatch(reading -> Boolean.TRUE.equals(reading.value().plain()));
        }
        return outcome instanceof ProbeOutcome.Refused refused
                && outcome.execution().probe().equals("pjlink")
                && refused.reason().contains("password");
    }

    private void inspectNext() {
        while (openInspections < MAX_OPEN_INSPECTIONS && !pendingInspections.isEmpty()) {
            openInspections++;
            pendingInspections.remove().run();
        }
        if (openInspections == 0 && pendingInspections.isEmpty()) {
            listener.progress().accept(progress());
            listener.devicesFound().accept(List.copyOf(devices.values()));
        }
    }

    private void inspect(String address, RespondingHost candidate) {
        if (candidate.snmp.isEmpty()) {
            DeviceKind kind = guessKind(candidate, Optional.empty());
            NetworkNode alone = new NetworkNode(address, kind, "", Set.of(), List.of(), Map.of(), Map.of());
            addDevice(new DiscoveredDevice(address, kind, candidate.probes, Optional.empty(), Map.of(), alone));
            return;
        }
        SnmpProbe probe =
                probeFactory.createSnmp(new DeviceId("found"), candidate.snmp.get(), options.shippedConfiguration());
        TargetInspection.start(
                List.of(probe),
                probeFactory.clock(),
                probeFactory.timers(),
                told -> readNeighbours(address, candidate, probe.client(), told));
    }

    /** Reads on as its family, and what the interview learned, allows. */
    private void readNeighbours(
            String address, RespondingHost candidate, SnmpClient client, TargetInspection.InspectionResult told) {
        Map<String, TargetInspection.InspectedSignal> signals = told.signals();
        Optional<String> profile = Optional.of(told.profile());
        boolean speaksForOthers = signals.containsKey("wifi.aps.known") || signals.containsKey("wifi.aps.connected");
        DeviceKind usual = guessKind(candidate, profile);
        // A router or switch that controls access points as well carries the others first of all.
        DeviceKind kind = speaksForOthers && (usual == DeviceKind.ACCESS_POINT || !usual.isNetworkDevice())
                ? DeviceKind.WLAN_CONTROLLER
                : usual;
        NeighbourReader.read(
                client,
                probeFactory.clock(),
                address,
                kind,
                candidate.name,
                station -> addDevice(new DiscoveredDevice(address, kind, candidate.probes, profile, signals, station)));
    }

    private void addDevice(DiscoveredDevice one) {
        devices.put(sortKey(one.address()), one);
        openInspections--;
        reportProgress();
        inspectNext();
    }

    private DeviceKind guessKind(RespondingHost candidate, Optional<String> profile) {
        if (candidate
                .signatureKind
                .filter(kind -> kind == DeviceKind.CACHE_SERVER)
                .isPresent()) {
            return DeviceKind.CACHE_SERVER;
        }
        Optional<DeviceKind> family = profile.map(text -> text.split(":", 2)[0]).flatMap(this::kindOfProfile);
        if (family.filter(kind -> kind == DeviceKind.COMPUTER).isPresent()
                && candidate.objectId.startsWith(WINDOWS_OBJECT_ID)
                && !candidate.objectId.equals(WINDOWS_OBJECT_ID + "1")) {
            return DeviceKind.SERVER;
        }
        return family.or(() -> candidate.signatureKind).orElseGet(() -> kindOfServices(candidate.sysServices));
    }

    private Optional<DeviceKind> kindOfProfile(String family) {
        return options.shippedConfiguration().snmpProfiles().stream()
                .filter(profile -> profile.id().equals(family))
                .findFirst()
                .flatMap(SnmpProfile::kind);
    }

    private static DeviceKind kindOfServices(int services) {
        if ((services & BRIDGE) != 0) {
            return DeviceKind.SWITCH;
        }
        return (services & ROUTER) != 0 ? DeviceKind.ROUTER : DeviceKind.SERVER;
    }

    /** So that 10.0.0.9 comes before 10.0.0.10. */
    private static String sortKey(String address) {
        StringBuilder padded = new StringBuilder();
        for (String part : address.split("\\.", -1)) {
            padded.append("000".substring(Math.min(3, part.length())))
                    .append(part)
                    .append('.');
        }
        return padded.toString();
    }
}
