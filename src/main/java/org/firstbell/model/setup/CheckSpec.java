package org.firstbell.model.setup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.Origin;
import org.firstbell.model.Phrase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;

/**
 * A readiness check as its data file tells; the readiness package compiles it.
 *
 * @param kinds words of device or service kinds it applies to; empty means every device
 * @param platforms only where a session of these is served; empty means all
 * @param condition the condition over {@code signal('…')}, {@code limit('…')}, {@code version('…')} under which it passes
 * @param limits named limits with their defaults, changeable per device
 * @param confirmation how long it must fail before it counts
 * @param requiredSignals signals that must have been told; else the check does not apply
 * @param message with {@code {signal}} and {@code {name}} places
 * @param remedies by phase; the entry without a phase stands for the others
 * @param source where its threshold comes from, and when it was seen
 * @param unknown what follows "We can't tell" while it cannot be told, with the same places as the message
 */
public record CheckSpec(
        CheckId id,
        String title,
        Set<String> kinds,
        Set<PlatformId> platforms,
        String condition,
        Map<String, Double> limits,
        Severity severity,
        Duration confirmation,
        Set<String> requiredSignals,
        Phrase message,
        Map<SessionPhase, Phrase> remedies,
        Phrase remedy,
        Optional<String> source,
        Optional<String> sourceSeen,
        Origin origin,
        Optional<String> unknown) {
    public CheckSpec {
        kinds = Set.copyOf(kinds);
        platforms = Set.copyOf(platforms);
        limits = Map.copyOf(limits);
        requiredSignals = Set.copyOf(requiredSignals);
        remedies = Map.copyOf(remedies);
    }

    /** A check without a sentence of its own for what cannot be told. */
    public CheckSpec(
            CheckId id,
            String title,
            Set<String> kinds,
            Set<PlatformId> platforms,
            String condition,
            Map<String, Double> limits,
            Severity severity,
            Duration confirmation,
            Set<String> requiredSignals,
            Phrase message,
            Map<SessionPhase, Phrase> remedies,
            Phrase remedy,
            Optional<String> source,
            Optional<String> sourceSeen,
            Origin origin) {
        this(
                id,
                title,
                kinds,
                platforms,
                condition,
                limits,
                severity,
                confirmation,
                requiredSignals,
                message,
                remedies,
                remedy,
                source,
                sourceSeen,
                origin,
                Optional.empty());
    }

    /** What to do in a phase. */
    public Phrase remedyIn(SessionPhase phase) {
        return remedies.getOrDefault(phase, remedy);
    }
}
