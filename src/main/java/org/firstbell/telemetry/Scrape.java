package org.firstbell.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Assessment;
import org.firstbell.model.Glance;
import org.firstbell.model.Incident;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;

/**
 * The state of the school at one instant, as far as metrics tell it. Immutable.
 *
 * @param at when the assessment was last brought up to date
 * @param targets those that are told of: each device and service, signals as far as the limit on device series allows
 * @param hidden device series beyond that limit
 * @param open the number of open incidents, by severity; all three are there
 */
record Scrape(
        Instant at,
        Configuration configuration,
        List<SessionStanding> sessions,
        List<Watched> targets,
        int hidden,
        Map<Severity, Integer> open) {

    /** A device or service with its fresh numbers and flags, beside whether it is up. */
    record Watched(Target target, Optional<Boolean> up, List<Signal> numbers) {
        Watched {
            numbers = List.copyOf(numbers);
        }
    }

    Scrape {
        sessions = List.copyOf(sessions);
        targets = List.copyOf(targets);
        open = Map.copyOf(open);
    }

    /** Takes what metrics need out of the live view; called on the core's loop. */
    static Scrape of(Assessment assessment, Collection<Incident> incidents, Configuration configuration) {
        Map<Severity, Integer> open = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            open.put(severity, 0);
        }
        for (Incident incident : incidents) {
            if (incident.isOpen()) {
                open.merge(incident.severity(), 1, Integer::sum);
            }
        }
        Taking taking = new Taking(assessment, configuration.deviceMetrics());
        configuration.inventory().devices().forEach(device -> taking.up(device.id()));
        configuration.inventory().devices().forEach(device -> taking.numbers(device.id()));
        configuration.inventory().services().forEach(service -> taking.service(service.id()));
        return new Scrape(
                assessment.at(),
                configuration,
                List.copyOf(assessment.sessions()),
                taking.targets,
                Math.max(0, taking.wanted - configuration.deviceMetrics()),
                open);
    }

    /**
     * One taking down of targets. Whether each device is up comes first, so that a limit cuts signals before it hides a
     * device; what is cut is counted only.
     */
    private static final class Taking {
        private final Assessment assessment;
        private final int limit;
        private final List<Watched> targets = new ArrayList<>();
        private int wanted;

        Taking(Assessment assessment, int limit) {
            this.assessment = assessment;
            this.limit = limit;
        }

        void up(Target device) {
            Optional<Boolean> up = assessment.glance(device).flatMap(Glance::up);
            if (up.isPresent() && wanted++ < limit) {
                targets.add(new Watched(device, up, List.of()));
            }
        }

        void numbers(Target device) {
            int count = assessment.freshNumbers(device);
            int room = limit - wanted;
            wanted += count;
            if (count > 0 && room > 0) {
                List<Signal> numbers = freshNumbers(assessment, device);
                targets.add(new Watched(device, Optional.empty(), numbers.subList(0, Math.min(room, numbers.size()))));
            }
        }

        void service(Target service) {
            assessment
                    .glance(service)
                    .ifPresent(glance ->
                            targets.add(new Watched(service, glance.up(), freshNumbers(assessment, service))));
        }
    }

    private static List<Signal> freshNumbers(Assessment assessment, Target target) {
        List<Signal> numbers = new ArrayList<>();
        for (Signal signal : assessment.signals(target)) {
            boolean number =
                    signal.value() instanceof SignalValue.Quantity || signal.value() instanceof SignalValue.Flag;
            if (number && !signal.name().value().equals("up") && assessment.fresh(signal)) {
                numbers.add(signal);
            }
        }
        return numbers;
    }
}
