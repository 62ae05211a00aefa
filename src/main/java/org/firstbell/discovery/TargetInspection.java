package org.firstbell.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.Reading;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.firstbell.probe.http.HttpProbe;
import org.firstbell.probe.snmp.SnmpProbe;
import org.firstbell.probe.snmp.client.AgentCapabilities;

/**
 * One target asked everything it knows, question after question, and what it did not tell. Confined to the polling loop.
 */
public final class TargetInspection {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int RETRIES = 2;
    /** Rates need two readings of their counters, this far apart. */
    private static final Duration RATE_INTERVAL = Duration.ofMillis(1_100);

    private final InstantSource clock;
    private final Timers timers;
    private final Instant startedAt;
    private final Consumer<InspectionResult> done;
    private final List<Probe> probes;
    private final Deque<InspectionStep> remainingSteps = new ArrayDeque<>();
    private final Set<String> plannedSteps = new HashSet<>();
    private final Map<String, InspectedSignal> signals = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> unanswered = new TreeSet<>();
    private boolean reachable;
    private boolean ratesRequested;

    private record InspectionStep(Probe probe, Query query) {
        String name() {
            return probe.type() + "/" + query.name();
        }
    }

    /** One signal as it was told. */
    public record InspectedSignal(Object value, String unit, String source) {}

    /**
     * All that came of it.
     *
     * @param profile the family and why it was chosen, or the kinds of probe
     * @param missing what its profile asks and it did not tell
     * @param capabilities how its SNMP agent can be asked; empty where none answered
     */
    public record InspectionResult(
            boolean reachable,
            String profile,
            Duration duration,
            Map<String, InspectedSignal> signals,
            List<String> missing,
            List<String> problems,
            Optional<AgentCapabilities> capabilities) {
        public InspectionResult {
            signals = java.util.Collections.unmodifiableMap(new TreeMap<>(signals));
            missing = List.copyOf(missing);
            problems = List.copyOf(problems);
        }
    }

    private TargetInspection(List<Probe> probes, InstantSource clock, Timers timers, Consumer<InspectionResult> done) {
        this.probes = List.copyOf(probes);
        this.clock = clock;
        this.timers = timers;
        this.startedAt = clock.instant();
        this.done = done;
    }

    /** Begins; the result comes once. */
    public static void start(List<Probe> probes, InstantSource clock, Timers timers, Consumer<InspectionResult> done) {
        TargetInspection interview = new TargetInspection(probes, clock, timers, done);
        probes.forEach(interview::addSteps);
        interview.runNext();
    }

    private void addSteps(Probe probe) {
        for (Query query : probe.queries()) {
            InspectionStep step = new InspectionStep(probe, query);
            String family =
                    probe instanceof SnmpProbe snmp ? snmp.profileSummary().orElse("") : "";
            if (plannedSteps.add(step.name() + " " + family)) {
                remainingSteps.add(step);
            }
        }
    }

    private void runNext() {
        InspectionStep step = remainingSteps.poll();
        if (step == null) {
            finish();
            return;
        }
        Attempt attempt = new Attempt(1, TIMEOUT, RETRIES, Duration.ofSeconds(60), () -> {});
        step.probe().execute(step.query(), attempt, outcome -> outcomeReceived(step, outcome));
    }

    private void outcomeReceived(InspectionStep step, ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Answered answered) {
            reachable = true;
            answered.readings().stream()
                    .filter(reading -> reading.target().equals(step.probe().target()))
                    .forEach(this::addReading);
            answered.problems().stream().filter(one -> !problems.contains(one)).forEach(problems::add);
            answered.sightings()
                    .filter(seen -> !seen.complete() && !step.query().name().startsWith("arp"))
                    .ifPresent(seen -> problems.add("the table of clients was not read to its end"));
            addSteps(step.probe());
        } else {
            unanswered.add(step.name());
            String reason = outcome.reason();
            if (step.query().liveness() || !reason.startsWith("no answer")) {
                problems.add(step.name() + ": " + reason);
            }
            if (step.query().liveness()) {
                remainingSteps.removeIf(other -> other.probe() == step.probe());
            }
        }
        runNext();
    }

    private void addReading(Reading reading) {
        String unit = SignalCatalogue.find(reading.name().value())
                .map(SignalCatalogue.SignalDefinition::unit)
                .orElse("");
        signals.put(reading.name().value(), new InspectedSignal(reading.value().plain(), unit, reading.source()));
    }

    private void finish() {
        if (!ratesRequested && reachable) {
            ratesRequested = true;
            for (Probe probe : probes) {
                probe.queries().stream()
                        .filter(probe::hasRates)
                        .forEach(query -> remainingSteps.add(new InspectionStep(probe, query)));
            }
            if (!remainingSteps.isEmpty()) {
                timers.schedule(RATE_INTERVAL, this::runNext);
                return;
            }
        }
        Optional<AgentCapabilities> learned = probes.stream()
                .flatMap(probe -> reachable && probe instanceof SnmpProbe snmp
                        ? Optional.of(snmp.capabilities()).stream()
                        : Optional.<AgentCapabilities>empty().stream())
                .findFirst();
        Duration took = Duration.between(startedAt, clock.instant());
        done.accept(
                new InspectionResult(reachable, profileSummary(), took, signals, missingSignals(), problems, learned));
    }

    private String profileSummary() {
        List<String> names = new ArrayList<>();
        for (Probe probe : probes) {
            Optional<String> family = probe instanceof SnmpProbe snmp
                    ? snmp.profileSummary()
                    : probe instanceof HttpProbe page ? page.profileId() : Optional.empty();
            String name = family.orElse(probe.type());
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return String.join("; ", names);
    }

    private List<String> missingSignals() {
        Set<String> missing = new TreeSet<>();
        for (Probe probe : probes) {
            if (probe instanceof SnmpProbe snmp && reachable) {
                snmp.expectedSignals().stream()
                        .filter(signal -> !signals.containsKey(signal))
                        .forEach(missing::add);
            }
        }
        unanswered.forEach(missing::add);
        return List.copyOf(missing);
    }
}
