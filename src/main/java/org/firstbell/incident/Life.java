package org.firstbell.incident;

import java.time.Instant;
import java.util.Set;
import org.firstbell.model.Affected;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.SignalName;
import org.firstbell.model.Words;
import org.jspecify.annotations.Nullable;

/** One open incident and what is remembered of it beside its events. Confined to the core loop. */
final class Life {
    private Incident incident;
    /** What the failing check rests on; empty for silence, and until it was seen failing in this life. */
    private Set<SignalName> signals = Set.of();
    /** When its cause was first measured well again. */
    private @Nullable Instant wellAt;
    /** The observation that said so; a later one is the second look. */
    private @Nullable Instant firstPass;

    private @Nullable Instant milderSince;
    private @Nullable Affected smaller;
    private @Nullable Instant smallerSince;
    private @Nullable Words newWords;
    private @Nullable Instant wordsSince;
    private Instant lastWord;
    private @Nullable Instant lastLooks;

    Life(Incident incident, Instant lastWord) {
        this.incident = incident;
        this.lastWord = lastWord;
        this.wellAt = incident.recoveringSince().orElse(null);
        this.firstPass = wellAt;
    }

    Incident incident() {
        return incident;
    }

    void take(IncidentEvent event) {
        incident = incident.after(event);
        if (event instanceof IncidentEvent.Changed) {
            lastWord = event.at();
        } else if (event instanceof IncidentEvent.Recovering) {
            wellAt = wellAt == null ? event.at() : wellAt;
            firstPass = firstPass == null ? event.at() : firstPass;
        } else if (event instanceof IncidentEvent.Relapsed) {
            failing(signals);
        }
    }

    /** Its cause fails now. */
    void failing(Set<SignalName> restsOn) {
        signals = restsOn;
        wellAt = null;
        firstPass = null;
        lastLooks = null;
    }

    Set<SignalName> signals() {
        return signals;
    }

    /**
     * Its cause was measured well. Tells whether that was the second look at least.
     *
     * @param observed the newest observation that says so
     */
    boolean passed(Instant observed, Instant now) {
        if (firstPass == null) {
            firstPass = observed;
            wellAt = now;
            return false;
        }
        return observed.isAfter(firstPass);
    }

    /** When its cause was first measured well again; null while it fails. */
    @Nullable
    Instant wellAt() {
        return wellAt;
    }

    boolean recovering() {
        return incident.recoveringSince().isPresent();
    }

    /** Since when a milder severity holds; told anew by each search. */
    Instant milder(Instant now) {
        if (milderSince == null) {
            milderSince = now;
        }
        return milderSince;
    }

    void notMilder() {
        milderSince = null;
    }

    /** Since when it hits just these and no more. */
    Instant smaller(Affected affected, Instant now) {
        if (smallerSince == null || !affected.equals(smaller)) {
            smallerSince = now;
            smaller = affected;
        }
        return smallerSince;
    }

    /** It hits fewer than it says, and that has not held long enough. */
    boolean isSmaller() {
        return smallerSince != null;
    }

    void notSmaller() {
        smaller = null;
        smallerSince = null;
    }

    /** Since when it would say just these words. */
    Instant otherWords(Words words, Instant now) {
        if (wordsSince == null || !words.equals(newWords)) {
            wordsSince = now;
            newWords = words;
        }
        return wordsSince;
    }

    void sameWords() {
        newWords = null;
        wordsSince = null;
    }

    /** When it was opened or its words last changed. */
    Instant lastWord() {
        return lastWord;
    }

    /** When its dependents were last asked for before closing; null when they were not in this recovery. */
    @Nullable
    Instant lastLooks() {
        return lastLooks;
    }

    void looked(Instant now) {
        lastLooks = now;
    }
}
