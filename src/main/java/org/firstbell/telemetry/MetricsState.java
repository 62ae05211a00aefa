package org.firstbell.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetSummary;

/**
 * The state of the school at one instant, as far as metrics tell it. Immutable.
 *
 * @param at when the assessment was last brought up to date
 * @param targets those that are told of: each device and service, signals as far as the limit on device series allows
 * @param hiddenSeries device series beyond that limit
 * @param openIncidents the number of open incidents, by severity; all three are there
 */
record MetricsState(
        Instant at,
        Configuration configuration,
        List<SessionAssessment> sessions,
        List<TargetSeries> targets,
        int hiddenSeries,
        Map<Severity, Integer> openIncidents) {

    /** A device or service with its fresh numbers and flags, beside whether it is up. */
    record TargetSeries(Target target, Optional<Boolean> up, List<Signal> numericSignals) {
        TargetSeries {
            numericSignals = List.copyOf(numericSignals);
        }
    }

    MetricsState {
        sessions = List.copyOf(sessions);
        targets = List.copyOf(targets);
        openIncidents = Map.copyOf(openIncidents);
    }

    /** Takes what metrics need out of the live view; called on the core's loop. */
    static MetricsState of(Assessment assessment, Collection<Incident> incidents, Configuration configuration) {
        Map<Severity, Integer> open = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            open.put(severity, 0);
        }
        for (Incident incident : incidents) {
            if (incident.isOpen()) {
                open.merge(incident.severity(), 1, Integer::sum);
            }
        }
        TargetSeriesCollector taking = new TargetSeriesCollector(assessment, configuration.maxDeviceSeries());
        configuration.inventory().devices().forEach(device -> taking.addUp(device.id()));
        configuration.inventory().devices().forEach(device -> taking.addNumericSignals(device.id()));
        configuration.inventory().services().forEach(service -> taking.addService(service.id()));
        return new MetricsState(
                assessment.at(),
                configuration,
                List.copyOf(assessment.sessions()),
                taking.targets,
                Math.max(0, taking.seriesCount - configuration.maxDeviceSeries()),
                open);
    }

    /**
     * One taking down of targets. Whether each device is up comes first, so that a limit cuts signals before it hides a
     * device; what is cut is counted only.
     */
    private static final class TargetSeriesCollector {
        private final Assessment assessment;
        private final int limit;
        private final List<TargetSeries> targets = new ArrayList<>();
        private int seriesCount;

        TargetSeriesCollector(Assessment assessment, int limit) {
            this.assessment = assessment;
            this.limit = limit;
        }

        void addUp(Target device) {
            Optional<Boolean> up = assessment.summary(device).flatMap(TargetSummary::up);
            if (up.isPresent() && seriesCount++ < limit) {
                targets.add(new TargetSeries(device, up, List.of()));
            }
        }

        void addNumericSignals(Target device) {
            int count = assessment.freshNumericCount(device);
            int room = limit - seriesCount;
            seriesCount += count;
            if (count > 0 && room > 0) {
                List<Signal> numbers = freshNumericSignals(assessment, device);
                targets.add(
                        new TargetSeries(device, Optional.empty(), numbers.subList(0, Math.min(room, numbers.size()))));
            }
        }

        void addService(Target service) {
            assessment
                    .summary(service)
                    .ifPresent(summary -> targets.add(
                            new TargetSeries(service, summary.up(), freshNumericSignals(assessment, service))));
        }
    }

    private static List<Signal> freshNumericSignals(Assessment assessment, Target target) {
        List<Signal> numbers = new ArrayList<>();
        for (Signal signal : assessment.signals(target)) {
            boolean number =
                    signal.value() instanceof SignalValue.Quantity || signal.value() instanceof SignalValue.Flag;
            if (number && !signal.name().value().equals("up") && assessment.isFresh(signal)) {
                numbers.add(signal);
            }
        }
        return numbers;
    }
}
