package org.firstbell.model.setup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.Origin;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;

/**
 * A readiness check as its data file tells; the readiness package compiles it.
 *
 * @param kinds words of device or service kinds it applies to; empty means every device
 * @param platforms only where a session of these is served; empty means all
 * @param passes the condition over {@code signal('…')}, {@code limit('…')}, {@code version('…')} under which it passes
 * @param limits named limits with their defaults, changeable per device
 * @param confirm how long it must fail before it counts
 * @param requires signals that must have been told; else the check does not apply
 * @param message with {@code {signal}} and {@code {name}} places
 * @param remedies by phase; the entry without a phase stands for the others
 * @param source where its threshold comes from, and when it was seen
 */
public record CheckSpec(
        CheckId id,
        String title,
        Set<String> kinds,
        Set<PlatformId> platforms,
        String passes,
        Map<String, Double> limits,
        Severity severity,
        Duration confirm,
        Set<String> requires,
        Words message,
        Map<Phase, Words> remedies,
        Words remedy,
        Optional<String> source,
        Optional<String> seen,
        Origin origin) {
    public CheckSpec {
        kinds = Set.copyOf(kinds);
        platforms = Set.copyOf(platforms);
        limits = Map.copyOf(limits);
        requires = Set.copyOf(requires);
        remedies = Map.copyOf(remedies);
    }

    /** What to do in a phase. */
    public Words remedyIn(Phase phase) {
        return remedies.getOrDefault(phase, remedy);
    }
}
