package org.firstbell.probe;

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
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.Timers;

/**
 * One target asked everything it knows, question after question, and what it did not tell. Confined to the polling loop.
 */
public final class Interview {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int RETRIES = 2;
    /** Rates need two readings of their counters, this far apart. */
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(1_100);

    private final InstantSource clock;
    private final Timers timers;
    private final Instant begun;
    private final Consumer<Told> done;
    private final List<Probe> probes;
    private final Deque<Step> left = new ArrayDeque<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Signal> signals = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> unanswered = new TreeSet<>();
    private boolean reachable;
    private boolean counted;

    private record Step(Probe probe, Part part) {
        String name() {
            return probe.kind() + "/" + part.name();
        }
    }

    /** One signal as it was told. */
    public record Signal(Object value, String unit, String source) {}

    /**
     * All that came of it.
     *
     * @param profile the family and why it was chosen, or the kinds of probe
     * @param missing what its profile asks and it did not tell
     * @param learned how its SNMP agent can be asked; empty where none answered
     */
    public record Told(
            boolean reachable,
            String profile,
            Duration took,
            Map<String, Signal> signals,
            List<String> missing,
            List<String> problems,
            Optional<Learned> learned) {
        public Told {
            signals = java.util.Collections.unmodifiableMap(new TreeMap<>(signals));
            missing = List.copyOf(missing);
            problems = List.copyOf(problems);
        }
    }

    private Interview(List<Probe> probes, InstantSource clock, Timers timers, Consumer<Told> done) {
        this.probes = List.copyOf(probes);
        this.clock = clock;
        this.timers = timers;
        this.begun = clock.instant();
        this.done = done;
    }

    /** Begins; the result comes once. */
    public static void of(List<Probe> probes, InstantSource clock, Timers timers, Consumer<Told> done) {
        Interview interview = new Interview(probes, clock, timers, done);
        probes.forEach(interview::plan);
        interview.next();
    }

    private void plan(Probe probe) {
        for (Part part : probe.parts()) {
            Step step = new Step(probe, part);
            String family = probe instanceof SnmpProbe snmp ? snmp.family().orElse("") : "";
            if (asked.add(step.name() + " " + family)) {
                left.add(step);
            }
        }
    }

    private void next() {
        Step step = left.poll();
        if (step == null) {
            finish();
            return;
        }
        Look look = new Look(1, TIMEOUT, RETRIES, Duration.ofSeconds(60), () -> {});
        step.probe().ask(step.part(), look, outcome -> came(step, outcome));
    }

    private void came(Step step, ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Answered answered) {
            reachable = true;
            answered.readings().stream()
                    .filter(reading -> reading.about().equals(step.probe().target()))
                    .forEach(this::keep);
            answered.problems().stream().filter(one -> !problems.contains(one)).forEach(problems::add);
            answered.sightings()
                    .filter(seen -> !seen.whole() && !step.part().name().startsWith("arp"))
                    .ifPresent(seen -> problems.add("the table of clients was not read to its end"));
            plan(step.probe());
        } else {
            unanswered.add(step.name());
            String reason = reason(outcome);
            if (step.part().life() || !reason.startsWith("no answer")) {
                problems.add(step.name() + ": " + reason);
            }
            if (step.part().life()) {
                left.removeIf(other -> other.probe() == step.probe());
            }
        }
        next();
    }

    private static String reason(ProbeOutcome outcome) {
        if (outcome instanceof ProbeOutcome.Silent silent) {
            return silent.reason();
        } else if (outcome instanceof ProbeOutcome.Refused refused) {
            return refused.reason();
        } else if (outcome instanceof ProbeOutcome.Garbled garbled) {
            return garbled.reason();
        } else {
            return ((ProbeOutcome.Skipped) outcome).reason();
        }
    }

    private void keep(Reading reading) {
        String unit = SignalCatalogue.find(reading.name().value())
                .map(SignalCatalogue.Definition::unit)
                .orElse("");
        signals.put(reading.name().value(), new Signal(reading.value().plain(), unit, reading.source()));
    }

    private void finish() {
        if (!counted && reachable) {
            counted = true;
            for (Probe probe : probes) {
                probe.parts().stream().filter(probe::counts).forEach(part -> left.add(new Step(probe, part)));
            }
            if (!left.isEmpty()) {
                timers.after(BETWEEN_COUNTS, this::next);
                return;
            }
        }
        Optional<Learned> learned = probes.stream()
                .flatMap(probe -> reachable && probe instanceof SnmpProbe snmp
                        ? Optional.of(snmp.learned()).stream()
                        : Optional.<Learned>empty().stream())
                .findFirst();
        Duration took = Duration.between(begun, clock.instant());
        done.accept(new Told(reachable, profile(), took, signals, missing(), problems, learned));
    }

    private String profile() {
        List<String> names = new ArrayList<>();
        for (Probe probe : probes) {
            Optional<String> family = probe instanceof SnmpProbe snmp
                    ? snmp.family()
                    : probe instanceof HttpProbe page ? page.profile() : Optional.empty();
            String name = family.orElse(probe.kind());
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return String.join("; ", names);
    }

    private List<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (Probe probe : probes) {
            if (probe instanceof SnmpProbe snmp && reachable) {
                snmp.expected().stream()
                        .filter(signal -> !signals.containsKey(signal))
                        .forEach(missing::add);
            }
        }
        unanswered.forEach(missing::add);
        return List.copyOf(missing);
    }
}
