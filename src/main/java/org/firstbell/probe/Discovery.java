package org.firstbell.probe;

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
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.layout.Station;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Knocks at every address of some ranges, politely, and asks whoever answers what it is and who is around it. Confined to
 * the polling loop.
 */
public final class Discovery {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final int TICKS_PER_SECOND = 50;
    private static final int MOST_KNOCKS = 256;
    /** Interviews read whole tables; so many at once are asked by one technician's machine. */
    private static final int MOST_INTERVIEWS = 12;

    private static final Duration TELLING = Duration.ofSeconds(1);
    private static final Duration KNOCK_TIMEOUT = Duration.ofMillis(1_000);
    private static final List<OID> IDENTITY =
            List.of(new OID("1.3.6.1.2.1.1.2.0"), new OID("1.3.6.1.2.1.1.5.0"), new OID("1.3.6.1.2.1.1.7.0"));
    /** Of sysServices (RFC 3418): layer 2, bridges; layer 3, routers. */
    private static final int BRIDGE = 2;

    private static final int ROUTER = 4;
    /** Windows servers and domain controllers; workstations end in 1 (Microsoft's WINDOWS-NT objects). */
    private static final String WINDOWS = "1.3.6.1.4.1.311.1.1.3.1.";

    private final Probes probes;
    private final Plan plan;
    private final Listener listener;
    private final Iterator<Runnable> knocks;
    private final Deque<Runnable> interviews = new ArrayDeque<>();
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Map<String, Found> found = new TreeMap<>();
    private int begun;
    private long toldAt;
    private int knocking;
    private int interviewing;
    private boolean talking;

    /**
     * What to look for.
     *
     * @param addresses in digits
     * @param credentials tried in turn
     * @param perSecond questions begun in a second
     * @param shipped the profiles that devices are known by
     */
    public record Plan(
            List<String> addresses,
            List<Integer> snmpPorts,
            List<Credentials> credentials,
            List<Door> doors,
            int perSecond,
            Configuration shipped) {
        public Plan {
            addresses = List.copyOf(addresses);
            snmpPorts = List.copyOf(snmpPorts);
            credentials = List.copyOf(credentials);
            doors = List.copyOf(doors);
        }
    }

    /**
     * How far it is.
     *
     * @param begun questions that were begun, of all that there are
     * @param answering devices that answered one
     * @param read devices that told everything
     */
    public record Progress(int begun, int questions, int answering, int read) {}

    /**
     * Who hears of it, on the polling loop.
     *
     * @param progress hears how far it is, about once a second and at its end
     * @param found hears once what was found, in the order of addresses
     */
    public record Listener(Consumer<Progress> progress, Consumer<List<Found>> found) {}

    /**
     * A door at which something is known by what it says.
     *
     * @param way how to knock; the address stands in for {@code {address}}
     * @param kind what stands behind it
     * @param write the way that goes into the inventory
     */
    public record Door(Way way, DeviceKind kind, Way write) {}

    /** Makes a way of asking for an address. */
    @FunctionalInterface
    public interface Way {
        ProbeSpec at(String address);
    }

    private static final class Candidate {
        private final List<ProbeSpec> ways = new ArrayList<>();
        private Optional<ProbeSpec.Snmp> snmp = Optional.empty();
        private Optional<DeviceKind> doorKind = Optional.empty();
        private String objectId = "";
        private String name = "";
        private int services;
    }

    private Discovery(Probes probes, Plan plan, Listener listener) {
        this.probes = probes;
        this.plan = plan;
        this.listener = listener;
        this.knocks = everywhere();
    }

    /** Begins. */
    public static void of(Probes probes, Plan plan, Listener listener) {
        new Discovery(probes, plan, listener).tick();
    }

    private void tell() {
        long now = probes.clock().millis();
        if (now - toldAt >= TELLING.toMillis()) {
            toldAt = now;
            listener.progress().accept(progress());
        }
    }

    private Progress progress() {
        int questions = plan.addresses().size()
                * (plan.snmpPorts().size() + plan.doors().size());
        return new Progress(begun, questions, candidates.size(), found.size());
    }

    /** Way by way, so that no machine hears several questions at once; made one after the other, as they are many. */
    private Iterator<Runnable> everywhere() {
        Stream<Runnable> snmp = plan.snmpPorts().stream()
                .flatMap(port -> plan.addresses().stream().map(address -> () -> snmp(address, port, 0)));
        Stream<Runnable> doors = plan.doors().stream()
                .flatMap(door -> plan.addresses().stream().map(address -> () -> door(address, door)));
        return Stream.concat(snmp, doors).iterator();
    }

    private void tick() {
        tell();
        int now = Math.max(1, plan.perSecond() / TICKS_PER_SECOND);
        for (int i = 0; i < now && knocking < MOST_KNOCKS && knocks.hasNext(); i++) {
            knocking++;
            begun++;
            knocks.next().run();
        }
        if (!knocks.hasNext() && knocking == 0 && !talking) {
            talking = true;
            candidates.forEach((address, candidate) -> interviews.add(() -> interview(address, candidate)));
            talk();
        } else if (!talking) {
            probes.timers().after(TICK, this::tick);
        }
    }

    private Candidate candidate(String address) {
        return candidates.computeIfAbsent(address, any -> new Candidate());
    }

    private void snmp(String address, int port, int who) {
        if (who >= plan.credentials().size()) {
            knocking--;
            return;
        }
        Credentials credentials = plan.credentials().get(who);
        ProbeSpec.Snmp way = new ProbeSpec.Snmp(address, port, credentials, "auto");
        Look look = new Look(1, KNOCK_TIMEOUT, 1, Duration.ofMinutes(1), () -> {});
        probes.asking(way).get(IDENTITY, look, reply -> {
            if (reply instanceof SnmpReply.Variables told) {
                knocking--;
                Candidate candidate = candidate(address);
                if (candidate.snmp.isEmpty()) {
                    candidate.snmp = Optional.of(way);
                    candidate.ways.add(0, way);
                    identity(candidate, told.bindings());
                }
            } else if (reply instanceof SnmpReply.Closed) {
                knocking--;
            } else {
                snmp(address, port, who + 1);
            }
        });
    }

    private static void identity(Candidate candidate, List<VariableBinding> told) {
        for (VariableBinding one : told) {
            Variable value = one.getVariable();
            if (value.isException()) {
                continue;
            }
            switch (IDENTITY.indexOf(one.getOid())) {
                case 0 -> candidate.objectId = value.toString();
                case 1 -> candidate.name = Cells.text(value);
                case 2 ->
                    candidate.services =
                            Cells.number(value).map(Double::intValue).orElse(0);
                default -> candidate.services |= 0;
            }
        }
    }

    private void door(String address, Door door) {
        Probe probe = probes.probe(new DeviceId("found"), door.way().at(address), plan.shipped());
        Look look = new Look(1, KNOCK_TIMEOUT, 0, Duration.ofMinutes(1), () -> {});
        probe.ask(probe.parts().get(0), look, outcome -> {
            knocking--;
            if (opens(outcome)) {
                Candidate candidate = candidate(address);
                candidate.ways.add(door.write().at(address));
                candidate.doorKind = candidate.doorKind.or(() -> Optional.of(door.kind()));
            }
        });
    }

    /** A door opens when what it says is what is expected of it; a projector that asks for a password is one. */
    private static boolean opens(ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Answered answered) {
            return answered.readings().stream()
                    .filter(reading -> reading.name().value().equals("http.body.ok"))
                    .allMatch(reading -> Boolean.TRUE.equals(reading.value().plain()));
        }
        return outcome instanceof ProbeOutcome.Refused refused
                && outcome.asked().probe().equals("pjlink")
                && refused.reason().contains("password");
    }

    private void talk() {
        while (interviewing < MOST_INTERVIEWS && !interviews.isEmpty()) {
            interviewing++;
            interviews.remove().run();
        }
        if (interviewing == 0 && interviews.isEmpty()) {
            listener.progress().accept(progress());
            listener.found().accept(List.copyOf(found.values()));
        }
    }

    private void interview(String address, Candidate candidate) {
        if (candidate.snmp.isEmpty()) {
            DeviceKind kind = kind(candidate, Optional.empty());
            Station alone = new Station(address, kind, "", Set.of(), List.of(), Map.of(), Map.of());
            keep(new Found(address, kind, candidate.ways, Optional.empty(), Map.of(), alone));
            return;
        }
        SnmpProbe probe = probes.snmp(new DeviceId("found"), candidate.snmp.get(), plan.shipped());
        Interview.of(
                List.of(probe),
                probes.clock(),
                probes.timers(),
                told -> surroundings(address, candidate, probe.asking(), told));
    }

    /** Reads on as its family, and what the interview learned, allows. */
    private void surroundings(String address, Candidate candidate, SnmpAsking asking, Interview.Told told) {
        Map<String, Interview.Signal> signals = told.signals();
        Optional<String> profile = Optional.of(told.profile());
        boolean speaksForOthers = signals.containsKey("wifi.aps.known") || signals.containsKey("wifi.aps.connected");
        DeviceKind usual = kind(candidate, profile);
        // A router or switch that controls access points as well carries the others first of all.
        DeviceKind kind = speaksForOthers && (usual == DeviceKind.ACCESS_POINT || !usual.carries())
                ? DeviceKind.WLAN_CONTROLLER
                : usual;
        Neighbourhood.read(
                asking,
                probes.clock(),
                address,
                kind,
                candidate.name,
                station -> keep(new Found(address, kind, candidate.ways, profile, signals, station)));
    }

    private void keep(Found one) {
        found.put(sortable(one.address()), one);
        interviewing--;
        tell();
        talk();
    }

    private DeviceKind kind(Candidate candidate, Optional<String> profile) {
        if (candidate.doorKind.filter(kind -> kind == DeviceKind.CACHE_SERVER).isPresent()) {
            return DeviceKind.CACHE_SERVER;
        }
        Optional<DeviceKind> family = profile.map(text -> text.split(":", 2)[0]).flatMap(this::usualKind);
        if (family.filter(kind -> kind == DeviceKind.COMPUTER).isPresent()
                && candidate.objectId.startsWith(WINDOWS)
                && !candidate.objectId.equals(WINDOWS + "1")) {
            return DeviceKind.SERVER;
        }
        return family.or(() -> candidate.doorKind).orElseGet(() -> byServices(candidate.services));
    }

    private Optional<DeviceKind> usualKind(String family) {
        return plan.shipped().snmpProfiles().stream()
                .filter(profile -> profile.id().equals(family))
                .findFirst()
                .flatMap(SnmpProfile::kind);
    }

    private static DeviceKind byServices(int services) {
        if ((services & BRIDGE) != 0) {
            return DeviceKind.SWITCH;
        }
        return (services & ROUTER) != 0 ? DeviceKind.ROUTER : DeviceKind.SERVER;
    }

    /** So that 10.0.0.9 comes before 10.0.0.10. */
    private static String sortable(String address) {
        StringBuilder padded = new StringBuilder();
        for (String part : address.split("\\.", -1)) {
            padded.append("000".substring(Math.min(3, part.length())))
                    .append(part)
                    .append('.');
        }
        return padded.toString();
    }
}
