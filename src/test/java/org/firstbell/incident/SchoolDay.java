package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Sighting;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.Readiness;
import org.firstbell.readiness.ReadinessChanges;
import org.firstbell.readiness.check.CompiledChecks;

/**
 * A school in virtual time: what is plugged in answers, what hangs on something dead does not, every device is asked on
 * its beat with three looks as the contract says, and the real judgement feeds the incidents.
 */
final class SchoolDay {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration TABLE = Duration.ofSeconds(30);
    private static final List<Integer> LOOKS = List.of(0, 800, 2000);
    private static final List<Integer> MISSED = List.of(1900, 3100, 4300);
    private static final long BETWEEN_REQUESTS = 400;

    private final SchoolPlan plan = new SchoolPlan();
    private final Map<String, List<Reading>> tells = new HashMap<>();
    /** Dead things by id; {@code internet} stands for everything outside. */
    private final Set<String> dead = new HashSet<>();
    /** Where each open Chromebook is connected. */
    private final Map<String, String> air = new LinkedHashMap<>();

    private final Map<Target, Round> rounds = new HashMap<>();
    private final Set<Target> knownDown = new HashSet<>();
    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::number));
    private long number;
    private boolean network = true;
    /** The share of packets that are lost, each way. */
    private double loss;

    private Random random = new Random(1);
    /** Attempts begun, for the price of looking again. */
    long attempts;

    private Readiness readiness;
    IncidentTracker incidents;
    private Configuration configuration;
    Instant now = SchoolPlan.EIGHT;
    final List<IncidentEvent> events = new ArrayList<>();
    /** Called after each step. */
    Runnable watch = () -> {};

    private record Happening(Instant at, long number, Runnable what) {}

    private static final class Round {
        private boolean open = true;
        private int missed;
    }

    // what there is

    SchoolDay device(String id, DeviceKind kind, String room, String... uplinks) {
        return add(id, kind, room, "", true, uplinks);
    }

    private SchoolDay add(String id, DeviceKind kind, String room, String cart, boolean asked, String... uplinks) {
        plan.add(id, kind, room, cart, asked, uplinks);
        return this;
    }

    SchoolDay computers(String prefix, int count, String room, String uplink) {
        for (int i = 1; i <= count; i++) {
            device(prefix + i, DeviceKind.COMPUTER, room, uplink);
        }
        return this;
    }

    SchoolDay kiosks(int count, String room, String uplink) {
        for (int i = 1; i <= count; i++) {
            device("kiosk-" + i, DeviceKind.TABLET, room, uplink);
        }
        return this;
    }

    /** Chromebooks {@code cb-1}… known by MAC alone; asleep until {@link #open}. */
    SchoolDay cart(String cart, int count, String ap) {
        plan.carts.put(new CartId(cart), new Cart(new CartId(cart), cart, Optional.empty()));
        for (int i = 1; i <= count; i++) {
            add("cb-" + i, DeviceKind.CHROMEBOOK, "", cart, false, ap);
        }
        return this;
    }

    SchoolDay service(String id, ServiceKind kind) {
        plan.service(id, kind);
        return this;
    }

    SchoolDay session(String id, String room, int students, String start, String... cartIds) {
        plan.session(id, room, students, start, cartIds);
        return this;
    }

    SchoolDay check(String id, DeviceKind kind, String passes, Severity severity) {
        plan.check(id, kind, passes, severity);
        return this;
    }

    // what happens

    SchoolDay begin(String time) {
        now = SchoolPlan.hour(time);
        configuration = plan.configuration();
        CompiledChecks compiled = Readiness.compile(configuration).checks().orElseThrow();
        readiness = new Readiness(configuration, compiled, now);
        incidents = new IncidentTracker(configuration);
        int index = 0;
        for (Target target : asked()) {
            int phase = (index++ * 1371) % (int) BEAT.toMillis();
            later(phase, () -> beat(target));
        }
        for (Device device : plan.devices) {
            if (device.reportsClients()) {
                later(700, () -> table(device.id()));
            }
        }
        later(1000, this::second);
        return this;
    }

    /** kill -9 and a new start: everything measured is forgotten, the journal is not. */
    SchoolDay restart() {
        List<IncidentEvent> journal = List.copyOf(events);
        Collection<Incident> openBefore = incidents.open();
        Set<Target> reached = new LinkedHashSet<>();
        readiness.assessment().targets().stream()
                .filter(assessment -> assessment.reached())
                .forEach(assessment -> reached.add(assessment.target()));
        CompiledChecks compiled = Readiness.compile(configuration).checks().orElseThrow();
        readiness = new Readiness(configuration, compiled, now);
        readiness.restoreReached(reached);
        incidents = new IncidentTracker(configuration);
        incidents.restore(
                journal,
                journal.stream()
                        .mapToLong(event -> event.incident().number())
                        .max()
                        .orElse(0));
        readiness.restoreLastSeen(incidents.silentSeats());
        if (!openBefore.equals(incidents.open())) {
            throw new AssertionError("restored " + incidents.open() + " instead of " + openBefore);
        }
        rounds.values().forEach(round -> round.open = false);
        rounds.clear();
        knownDown.clear();
        return this;
    }

    private List<Target> asked() {
        List<Target> asked = new ArrayList<>();
        plan.devices.stream().filter(device -> !device.probes().isEmpty()).forEach(device -> asked.add(device.id()));
        plan.services.forEach(service -> asked.add(service.id()));
        return asked;
    }

    private void later(long millis, Runnable what) {
        queue.add(new Happening(now.plusMillis(millis), number++, what));
    }

    private void beat(Target target) {
        look(target);
        later(BEAT.toMillis(), () -> beat(target));
    }

    private void second() {
        boolean quiet = readiness.tick(now, network).isEmpty() && incidents.isSettled();
        AdvanceResult advance = advance();
        if (quiet) {
            assertThat(advance).as("what is settled stays so").isEqualTo(AdvanceResult.NONE);
        }
        later(1000, this::second);
    }

    private void table(DeviceId controller) {
        if (reachable(controller)) {
            List<Sighting> seen = new ArrayList<>();
            air.forEach((id, place) -> {
                if (reachable(new DeviceId(place))) {
                    seen.add(new Sighting(
                            new DeviceId(id),
                            SchoolPlan.mac(id),
                            controller,
                            Optional.of(new DeviceId(place)),
                            Optional.of("school"),
                            Optional.empty(),
                            now));
                }
            });
            take(new ProbeOutcome.Answered(
                    new QueryExecution(controller, "snmp", "clients", false, now, Duration.ZERO, TABLE),
                    List.of(),
                    Optional.of(new Sightings(controller, seen, 0, true)),
                    List.of()));
        }
        later(TABLE.toMillis(), () -> table(controller));
    }

    private boolean reachable(Target target) {
        if (target instanceof ServiceId) {
            return !dead.contains("internet") && !dead.contains(target.value());
        }
        if (dead.contains(target.value())) {
            return false;
        }
        List<DeviceId> uplinks = configuration.inventory().topology().uplinks((DeviceId) target);
        return uplinks.isEmpty() || uplinks.stream().anyMatch(this::reachable);
    }

    private void look(Target target) {
        Round before = rounds.get(target);
        if (before != null && before.open) {
            return;
        }
        Round round = new Round();
        rounds.put(target, round);
        Instant begun = now;
        int looks = knownDown.contains(target) ? 1 : LOOKS.size();
        for (int i = 0; i < looks; i++) {
            int which = i;
            later(LOOKS.get(i), () -> ask(target, round, which, looks));
        }
        if (looks > 1) {
            later(400, () -> {
                if (round.open && now.isAfter(begun)) {
                    dependencies(target).forEach(this::look);
                }
            });
        }
    }

    private List<? extends Target> dependencies(Target target) {
        return target instanceof DeviceId device
                ? configuration.inventory().topology().upstream(device)
                : plan.services.stream()
                        .filter(service -> service.kind() == ServiceKind.INTERNET)
                        .map(Service::id)
                        .toList();
    }

    private void ask(Target target, Round round, int which, int looks) {
        if (!round.open) {
            return;
        }
        attempts++;
        QueryExecution execution = new QueryExecution(target, "snmp", "system", true, now, Duration.ofMillis(10), BEAT);
        int requests = which == 0 ? 2 : 3;
        for (int i = 0; i < requests; i++) {
            later(i * BETWEEN_REQUESTS, () -> request(target, round, execution));
        }
        later(MISSED.get(which) - LOOKS.get(which), () -> {
            if (round.open) {
                round.missed++;
                if (round.missed == looks) {
                    round.open = false;
                    knownDown.add(target);
                }
                take(new ProbeOutcome.Silent(execution, "no answer"));
            }
        });
    }

    private void request(Target target, Round round, QueryExecution execution) {
        if (round.open && reachable(target) && !roundTripLost()) {
            later(10, () -> {
                if (round.open) {
                    round.open = false;
                    knownDown.remove(target);
                    take(new ProbeOutcome.Answered(
                            execution, tells.getOrDefault(target.value(), List.of()), Optional.empty(), List.of()));
                }
            });
        }
    }

    private boolean roundTripLost() {
        double arrives = (1 - loss) * (1 - loss);
        return loss > 0 && random.nextDouble() >= arrives;
    }

    private void take(ProbeOutcome outcome) {
        ReadinessChanges changes = readiness.record(outcome, now);
        if (!changes.isEmpty()) {
            advance();
        }
    }

    private AdvanceResult advance() {
        AdvanceResult advance = incidents.advance(readiness.assessment(), now);
        events.addAll(advance.events());
        advance.targetsToRecheck().forEach(this::look);
        watch.run();
        return advance;
    }

    SchoolDay run(double seconds) {
        Instant until = now.plusMillis((long) (seconds * 1000));
        while (!queue.isEmpty() && !queue.peek().at().isAfter(until)) {
            Happening next = queue.poll();
            now = next.at();
            next.what().run();
        }
        now = until;
        return this;
    }

    SchoolDay until(String time) {
        return run(Duration.between(now, SchoolPlan.hour(time)).toMillis() / 1000.0);
    }

    SchoolDay kill(String... ids) {
        dead.addAll(List.of(ids));
        return this;
    }

    SchoolDay killAll(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            dead.add(prefix + i);
        }
        return this;
    }

    SchoolDay revive(String... ids) {
        List.of(ids).forEach(dead::remove);
        return this;
    }

    SchoolDay reviveAll(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            dead.remove(prefix + i);
        }
        return this;
    }

    SchoolDay open(String place, int from, int to) {
        for (int i = from; i <= to; i++) {
            air.put("cb-" + i, place);
        }
        return this;
    }

    SchoolDay shut(int from, int to) {
        for (int i = from; i <= to; i++) {
            air.remove("cb-" + i);
        }
        return this;
    }

    /** From now on a share of all packets is lost. */
    SchoolDay loss(double share, long seed) {
        loss = share;
        random = new Random(seed);
        return this;
    }

    /** Does something later, while time runs on. */
    SchoolDay in(double seconds, Runnable what) {
        later((long) (seconds * 1000), what);
        return this;
    }

    SchoolDay network(boolean up) {
        network = up;
        return this;
    }

    /** From now on an answer of a device says this too. */
    SchoolDay tells(String id, String signal, SignalValue value) {
        tells.put(id, List.of(new Reading(new DeviceId(id), new SignalName(signal), value, "test")));
        return this;
    }

    SchoolDay tells(String id, String signal, double value) {
        return tells(id, signal, new SignalValue.Quantity(value));
    }

    SchoolDay staff(StaffAction.IncidentAction action) {
        events.addAll(incidents.recordStaffAction(action, now));
        return this;
    }

    SchoolDay finished(String session) {
        readiness.recordStaffAction(
                new StaffAction.SessionFinished(new SessionId(session), now, "coordinator", ""), now);
        advance();
        return this;
    }

    // what came of it

    Verdict verdict(String session) {
        return readiness
                .assessment()
                .session(new SessionId(session))
                .orElseThrow()
                .verdict();
    }

    /** What a session's rooms give as reasons. */
    List<String> roomReasons(String session) {
        return readiness.assessment().session(new SessionId(session)).orElseThrow().rooms().stream()
                .flatMap(room -> room.reasons().stream())
                .map(reason -> reason.message().full())
                .toList();
    }

    boolean allWell() {
        return readiness.assessment().targets().stream()
                .allMatch(assessment -> assessment.up().equals(Optional.of(true))
                        && assessment.silentSince().isEmpty());
    }

    Set<DeviceId> downDevices() {
        Set<DeviceId> down = new LinkedHashSet<>();
        readiness.assessment().targets().stream()
                .filter(assessment -> assessment.reached() && assessment.up().equals(Optional.of(false)))
                .filter(assessment -> assessment.target() instanceof DeviceId)
                .forEach(assessment -> down.add((DeviceId) assessment.target()));
        return down;
    }

    boolean seat(DeviceId id) {
        return configuration.inventory().device(id).orElseThrow().kind().isTestingDevice();
    }

    List<Cause> causes() {
        return incidents.open().stream().map(Incident::cause).toList();
    }

    List<String> causeIds() {
        return causes().stream().map(Cause::id).toList();
    }

    Incident only() {
        if (incidents.open().size() != 1) {
            throw new AssertionError("not one incident: " + incidents.open());
        }
        return incidents.open().iterator().next();
    }

    Incident incident(long id) {
        return incidents.find(new IncidentId(id)).orElseThrow();
    }

    /** The causes of all incidents ever opened, in order. */
    List<String> opened() {
        return events.stream()
                .filter(IncidentEvent.Opened.class::isInstance)
                .map(IncidentEvent.Opened.class::cast)
                .map(event -> event.cause().id())
                .toList();
    }
}
