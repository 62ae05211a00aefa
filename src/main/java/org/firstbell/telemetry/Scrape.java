package org.firstbell.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalValue;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Configuration;

/**
 * The state of the school at one instant, as far as metrics tell it. Immutable.
 *
 * @param at when the assessment was last brought up to date
 * @param open the number of open incidents, by severity; all three are there
 */
record Scrape(
        Instant at,
        Configuration configuration,
        List<SessionStanding> sessions,
        List<Watched> targets,
        Map<Severity, Integer> open) {

    /** A device or service with its fresh numbers and flags. */
    record Watched(TargetStanding standing, List<Signal> numbers) {
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
        List<Watched> targets = new ArrayList<>(assessment.targets().size());
        for (TargetStanding standing : assessment.targets()) {
            targets.add(new Watched(standing, freshNumbers(assessment, standing)));
        }
        return new Scrape(assessment.at(), configuration, List.copyOf(assessment.sessions()), targets, open);
    }

    private static List<Signal> freshNumbers(Assessment assessment, TargetStanding standing) {
        List<Signal> numbers = new ArrayList<>();
        for (Signal signal : assessment.signals(standing.target())) {
            boolean number =
                    signal.value() instanceof SignalValue.Quantity || signal.value() instanceof SignalValue.Flag;
            if (number && assessment.fresh(signal)) {
                numbers.add(signal);
            }
        }
        return numbers;
    }
}
