package org.firstbell.incident;

import java.time.Instant;
import java.util.Set;
import org.firstbell.model.Phrase;
import org.firstbell.model.SignalName;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.jspecify.annotations.Nullable;

/** One open incident and what is remembered of it beside its events. Confined to the core loop. */
final class OpenIncident {
    private Incident incident;
    /** What the failing check rests on; empty for silence, and until it was seen failing in this life. */
    private Set<SignalName> signals = Set.of();
    /** When its cause was first measured well again. */
    private @Nullable Instant healthySince;
    /** The observation that said so; a later one is the second look. */
    private @Nullable Instant firstHealthyObservation;

    private @Nullable Instant milderSince;
    private @Nullable Affected smallerImpact;
    private @Nullable Instant smallerSince;
    private @Nullable Phrase newSummary;
    private @Nullable Instant newSummarySince;
    private Instant lastSummaryChange;
    private @Nullable Instant lastRecheck;

    OpenIncident(Incident incident, Instant lastWord) {
        this.incident = incident;
        this.lastSummaryChange = lastWord;
        this.healthySince = incident.recoveringSince().orElse(null);
        this.firstHealthyObservation = healthySince;
    }

    Incident incident() {
        return incident;
    }

    void apply(IncidentEvent event) {
        incident = incident.apply(event);
        if (event instanceof IncidentEvent.Changed) {
            lastSummaryChange = event.at();
        } else if (event instanceof IncidentEvent.Recovering) {
            healthySince = healthySince == null ? event.at() : healthySince;
            firstHealthyObservation = firstHealthyObservation == null ? event.at() : firstHealthyObservation;
        } else if (event instanceof IncidentEvent.Relapsed) {
            markFailing(signals);
        }
    }

    /** Its cause fails now. */
    void markFailing(Set<SignalName> restsOn) {
        signals = restsOn;
        healthySince = null;
        firstHealthyObservation = null;
        lastRecheck = null;
    }

    Set<SignalName> signals() {
        return signals;
    }

    /**
     * Its cause was measured well. Tells whether that was the second look at least.
     *
     * @param observed the newest observation that says so
     */
    boolean recordHealthy(Instant observed, Instant now) {
        if (firstHealthyObservation == null) {
            firstHealthyObservation = observed;
            healthySince = now;
            return false;
        }
        return observed.isAfter(firstHealthyObservation);
    }

    /** When its cause was first measured well again; null while it fails. */
    @Nullable
    Instant healthySince() {
        return healthySince;
    }

    boolean isRecovering() {
        return incident.recoveringSince().isPresent();
    }

    /** Since when a milder severity holds; told anew by each search. */
    Instant milderSince(Instant now) {
        if (milderSince == null) {
            milderSince = now;
        }
        return milderSince;
    }

    void clearMilder() {
        milderSince = null;
    }

    /** Since when it hits just these and no more. */
    Instant smallerSince(Affected affected, Instant now) {
        if (smallerSince == null || !affected.equals(smallerImpact)) {
            smallerSince = now;
            smallerImpact = affected;
        }
        return smallerSince;
    }

    /** It hits fewer than it says, and that has not held long enough. */
    boolean isSmaller() {
        return smallerSince != null;
    }

    void clearSmaller() {
        smallerImpact = null;
        smallerSince = null;
    }

    /** Since when it would say just these words. */
    Instant newSummarySince(Phrase phrase, Instant now) {
        if (newSummarySince == null || !phrase.equals(newSummary)) {
            newSummarySince = now;
            newSummary = phrase;
        }
        return newSummarySince;
    }

    void clearNewSummary() {
        newSummary = null;
        newSummarySince = null;
    }

    /** When it was opened or its words last changed. */
    Instant lastSummaryChange() {
        return lastSummaryChange;
    }

    /** When its dependents were last asked for before closing; null when they were not in this recovery. */
    @Nullable
    Instant lastRecheck() {
        return lastRecheck;
    }

    void recordRecheck(Instant now) {
        lastRecheck = now;
    }
}
