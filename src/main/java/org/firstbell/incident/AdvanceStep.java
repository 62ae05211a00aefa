package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.VisibilityLoss;

/** Leads every incident one step further, by what fails now. Made for one advance. */
final class AdvanceStep {
    /** What falls silent within a minute of what it hangs on fell with it. */
    static final Duration SAME_EVENT = Duration.ofSeconds(60);

    /** The longest that an event spreads until all roots are decided: 12 s and one decision. */
    private static final Duration SPREADING_EVENT = Duration.ofSeconds(18);
    /** Recovery of what flaps must hold this long (contract §5). */
    private static final Duration FLAPPING_HOLD = Duration.ofMinutes(5);

    /** Words that only count differently wait this long, so that a fault tells itself once. */
    private static final Duration WORDING_DELAY = Duration.ofSeconds(10);

    private static final CheckId SELF_VISIBILITY = new CheckId("sight");

    private final IncidentRegistry registry;
    private final IncidentConfirmation confirmation;
    private final IncidentWording wording;
    private final Duration settle;
    private final Instant now;
    private final List<IncidentEvent> events = new ArrayList<>();
    private final Set<Target> targetsToRecheck = new LinkedHashSet<>();
    /** Something waits: for time to pass, or for one more look. */
    private boolean unsettled;
    /** The silent ones among the seats of each group, as far as they were asked for. */
    private final Map<Affected, List<DeviceId>> silentSeats = new IdentityHashMap<>();

    AdvanceStep(
            IncidentRegistry incidents,
            IncidentConfirmation patience,
            IncidentWording phrases,
            Duration settle,
            Instant now) {
        this.registry = incidents;
        this.confirmation = patience;
        this.wording = phrases;
        this.settle = settle;
        this.now = now;
    }

    AdvanceResult result() {
        return new AdvanceResult(events, targetsToRecheck);
    }

    /** Whether the next step would find everything as this one left it, if nothing is judged otherwise until then. */
    boolean isSettled() {
        return !unsettled && events.isEmpty() && targetsToRecheck.isEmpty();
    }

    private void emit(IncidentEvent event) {
        registry.apply(event);
        events.add(event);
    }

    /** Firstbell sees nothing: that is the one incident; nothing else opens, closes or changes. */
    void visibilityLost(VisibilityLoss blindness) {
        unsettled = true;
        confirmation.visibilityLost();
        OpenIncident incident = registry.openIncident(Cause.MONITOR);
        if (incident != null) {
            relapse(incident);
            incident.markFailing(Set.of());
            return;
        }
        Instant since = blindness.since().isAfter(now) ? now : blindness.since();
        Phrase summary = wording.visibilityLost(blindness.sentence());
        Phrase remedy = wording.askTheRooms(wording.helpContact(List.of()));
        List<OpenIncident> sameEvent = registry.openIncidents().stream()
                .filter(other -> isSilence(other) && !other.isRecovering())
                .filter(other -> other.incident().firstSignAt().isAfter(since.minus(SPREADING_EVENT)))
                .toList();
        if (sameEvent.isEmpty()) {
            emit(new IncidentEvent.Opened(
                    registry.nextId(),
                    now,
                    since,
                    Cause.MONITOR,
                    SELF_VISIBILITY,
                    Severity.BLOCKING,
                    summary,
                    remedy,
                    Affected.NONE));
            return;
        }
        IncidentId first = sameEvent.get(0).incident().id();
        emit(new IncidentEvent.Changed(
                first, now, Cause.MONITOR, SELF_VISIBILITY, Severity.BLOCKING, summary, remedy, Affected.NONE));
        sameEvent.stream()
                .skip(1)
                .forEach(other -> emit(new IncidentEvent.Merged(other.incident().id(), now, first)));
    }

    private static boolean isSilence(OpenIncident incident) {
        return CauseSearch.SILENCE_CHECKS.contains(incident.incident().check());
    }

    void processCandidates(SearchInput input, List<CauseCandidate> found) {
        confirmation.visibilityRestored(input, targetsToRecheck);
        List<CauseCandidate> troubles = withoutStillRecovering(found, input);
        confirmation.retain(troubles);
        PendingSigns signs = new PendingSigns(input, this::isExplained);
        unsettled |= !signs.isEmpty();
        targetsToRecheck.addAll(confirmation.rechecksForUndecided(input, signs));
        CauseHealth health = new CauseHealth(input);
        for (CauseCandidate candidate : troubles) {
            OpenIncident incident = registry.openIncident(candidate.cause());
            if (incident != null) {
                relapse(incident);
                incident.markFailing(candidate.signals());
                update(incident, candidate);
                mergeOthers(incident, candidate, input);
            } else if (!isDismissed(candidate)) {
                openUnlessWaiting(candidate, input, signs);
            }
        }
        Set<Cause> failing = new LinkedHashSet<>();
        troubles.forEach(candidate -> failing.add(candidate.cause()));
        for (OpenIncident incident : registry.openIncidents()) {
            if (!failing.contains(incident.incident().cause())) {
                unsettled = true;
                recover(incident, health.of(incident.incident(), incident.signals()), input);
            }
        }
        for (Incident closed : registry.dismissed()) {
            unsettled = true;
            if (!failing.contains(closed.cause())
                    && health.of(closed, Set.of()) instanceof CauseHealth.CauseState.Healthy) {
                emit(new IncidentEvent.Recovering(closed.id(), now, false));
            }
        }
    }

    /** What fell with a cause that is well again, and has not come back yet, is still that cause's. */
    private List<CauseCandidate> withoutStillRecovering(List<CauseCandidate> found, SearchInput input) {
        Set<Cause> failing = new HashSet<>();
        found.forEach(candidate -> failing.add(candidate.cause()));
        return found.stream()
                .filter(candidate ->
                        registry.isOpen(candidate.cause()) || !isStillRecovering(candidate, failing, input))
                .toList();
    }

    private boolean isStillRecovering(CauseCandidate candidate, Set<Cause> failing, SearchInput input) {
        return candidate.members().stream()
                .allMatch(member -> input.isDown(member)
                        && incidentsAbove(member, input)
                                .anyMatch(incident ->
                                        !failing.contains(incident.incident().cause())
                                                && explains(incident, member, candidate.firstSign(), input)));
    }

    /** An open incident is about it, or counts it among what it affects. */
    private boolean isExplained(Target target) {
        return registry.isOpen(Cause.of(target)) || !registry.affecting(target).isEmpty();
    }

    /** It fell with an open incident that counts it among what it hits: something between them came back first. */
    private boolean isAlreadyCovered(CauseCandidate candidate, SearchInput input) {
        return candidate.members().stream()
                .allMatch(member -> input.isDown(member)
                        && registry.affecting(member).stream()
                                .anyMatch(incident -> fellTogether(incident, member, input)));
    }

    private static boolean fellTogether(OpenIncident incident, Target member, SearchInput input) {
        return input.silentSince(member)
                .filter(sign -> Duration.between(incident.incident().firstSignAt(), sign)
                                .abs()
                                .compareTo(SAME_EVENT)
                        <= 0)
                .isPresent();
    }

    private static boolean explains(OpenIncident incident, Target member, Instant firstSign, SearchInput input) {
        Instant wellAt = incident.healthySince();
        return wellAt == null || !input.silentSince(member).orElse(firstSign).isAfter(wellAt);
    }

    /** Open incidents that count a target among what they affect, or are about something that it depends on. */
    private Stream<OpenIncident> incidentsAbove(Target target, SearchInput input) {
        return Stream.concat(
                registry.affecting(target).stream(),
                input.upstream(target).stream()
                        .flatMap(above -> Optional.ofNullable(registry.openIncident(Cause.of(above))).stream()));
    }

    /** Closed by hand, and no worse since; nor does it hit a session that it did not hit then. */
    private boolean isDismissed(CauseCandidate candidate) {
        return registry.dismissed(candidate.cause())
                .filter(closed -> closed.severity().compareTo(candidate.severity()) <= 0)
                .filter(closed -> candidate.severity() == Severity.ADVISORY
                        || closed.affected()
                                .sessions()
                                .containsAll(candidate.affected().sessions()))
                .isPresent();
    }

    private void openUnlessWaiting(CauseCandidate candidate, SearchInput input, PendingSigns signs) {
        if (confirmation.mustWait(candidate, isAlreadyCovered(candidate, input), input, signs, targetsToRecheck)) {
            unsettled = true;
        } else {
            open(candidate, input);
        }
    }

    private void open(CauseCandidate candidate, SearchInput input) {
        Optional<OpenIncident> first = incidentsPartOf(candidate, input).findFirst();
        if (first.isPresent()) {
            changeCause(first.get().incident().id(), candidate);
            OpenIncident incident = first.get();
            relapse(incident);
            incident.markFailing(candidate.signals());
            mergeOthers(incident, candidate, input);
            return;
        }
        emit(new IncidentEvent.Opened(
                registry.nextId(),
                now,
                candidate.firstSign().isAfter(now) ? now : candidate.firstSign(),
                candidate.cause(),
                candidate.check(),
                candidate.severity(),
                candidate.summary(),
                candidate.remedy(),
                candidate.affected()));
        OpenIncident incident = registry.openIncident(candidate.cause());
        if (incident != null) {
            incident.markFailing(candidate.signals());
        }
    }

    /** Open incidents of what turned out to be a part of this trouble, oldest first. */
    private Stream<OpenIncident> incidentsPartOf(CauseCandidate candidate, SearchInput input) {
        Set<OpenIncident> parts = new HashSet<>();
        Set<OpenIncident> others = new HashSet<>();
        for (Target member : candidate.members()) {
            OpenIncident incident = registry.openIncident(Cause.of(member));
            if (incident != null) {
                parts.add(incident);
            }
            for (OpenIncident group : registry.affecting(member)) {
                if (!parts.contains(group) && others.add(group) && isPart(group, candidate, input)) {
                    parts.add(group);
                }
            }
        }
        return parts.stream()
                .filter(incident -> !incident.incident().cause().equals(candidate.cause()))
                .sorted(Comparator.comparing(incident -> incident.incident().id()));
    }

    /** A group of silent seats is a part of what explains all of them. */
    private boolean isPart(OpenIncident incident, CauseCandidate candidate, SearchInput input) {
        Incident group = incident.incident();
        if (group.cause().kind() != Cause.CauseKind.GROUP || !group.check().equals(SeatCauseSearch.SEATS)) {
            return false;
        }
        List<DeviceId> silent = silentSeats.computeIfAbsent(
                group.affected(),
                seats -> seats.devices().stream().filter(input::isDown).toList());
        return !silent.isEmpty()
                && candidate.members().size() >= silent.size()
                && candidate.members().containsAll(silent);
    }

    private void mergeOthers(OpenIncident into, CauseCandidate candidate, SearchInput input) {
        incidentsPartOf(candidate, input)
                .filter(incident -> incident != into)
                .forEach(incident -> emit(new IncidentEvent.Merged(
                        incident.incident().id(), now, into.incident().id())));
    }

    private void relapse(OpenIncident incident) {
        if (incident.isRecovering()) {
            Cause cause = incident.incident().cause();
            boolean flapping = incident.incident().flapping() || registry.flapDetector.wouldFlap(cause, now);
            emit(new IncidentEvent.Relapsed(incident.incident().id(), now, flapping));
        }
    }

    /** Worse is said at once; milder, smaller or otherwise only when it has held. */
    private void update(OpenIncident incident, CauseCandidate candidate) {
        Incident was = incident.incident();
        boolean worse = candidate.severity().compareTo(was.severity()) < 0;
        boolean milder = candidate.severity().compareTo(was.severity()) > 0;
        boolean milderHeld = milder && !now.isBefore(incident.milderSince(now).plus(settle));
        if (!milder) {
            incident.clearMilder();
        }
        Affected affected = affected(incident, candidate.affected());
        boolean hitsOthers = !affected.equals(was.affected());
        boolean hitsMore = hitsOthers
                && (!was.affected().sessions().containsAll(affected.sessions())
                        || !was.affected().rooms().containsAll(affected.rooms())
                        || isDoubled(was.affected(), affected));
        boolean sameWords = candidate.summary().equals(was.summary())
                && candidate.remedy().equals(was.remedy())
                && candidate.check().equals(was.check());
        if (sameWords) {
            incident.clearNewSummary();
        }
        unsettled |= milder || !sameWords || hitsOthers || incident.isSmaller();
        boolean saidOtherwise = !sameWords
                && !now.isBefore(
                        incident.newSummarySince(candidate.summary(), now).plus(WORDING_DELAY));
        boolean hitsOtherwise =
                hitsOthers && !now.isBefore(incident.lastSummaryChange().plus(WORDING_DELAY));
        if (worse || milderHeld || hitsMore || saidOtherwise || hitsOtherwise) {
            if (!milder || milderHeld) {
                incident.clearMilder();
            }
            emit(new IncidentEvent.Changed(
                    was.id(),
                    now,
                    was.cause(),
                    candidate.check(),
                    milder && !milderHeld ? was.severity() : candidate.severity(),
                    candidate.summary(),
                    candidate.remedy(),
                    affected));
        }
    }

    /** A group that has doubled since it was last told of; two devices more at least. */
    private static boolean isDoubled(Affected was, Affected now) {
        int before = was.devices().size();
        return now.devices().size() >= Math.max(2 * before, before + 2) && before > 0;
    }

    /** Whom it hits: more at once, fewer when that has held. */
    private Affected affected(OpenIncident incident, Affected found) {
        Affected was = incident.incident().affected();
        boolean fewer = !found.equals(was) && isFewer(found, was);
        if (!fewer) {
            incident.clearSmaller();
            return found;
        }
        return now.isBefore(incident.smallerSince(found, now).plus(settle)) ? union(was, found) : found;
    }

    private static boolean isFewer(Affected found, Affected was) {
        return !new HashSet<>(found.devices()).containsAll(was.devices())
                || !new HashSet<>(found.rooms()).containsAll(was.rooms())
                || !new HashSet<>(found.sessions()).containsAll(was.sessions());
    }

    private static Affected union(Affected a, Affected b) {
        return Affected.of(
                Stream.concat(a.devices().stream(), b.devices().stream()).toList(),
                Stream.concat(a.rooms().stream(), b.rooms().stream()).toList(),
                Stream.concat(a.sessions().stream(), b.sessions().stream()).toList());
    }

    /** An open incident goes on under its number with a cause that explains it better. */
    private void changeCause(IncidentId id, CauseCandidate candidate) {
        emit(new IncidentEvent.Changed(
                id,
                now,
                candidate.cause(),
                candidate.check(),
                candidate.severity(),
                candidate.summary(),
                candidate.remedy(),
                candidate.affected()));
    }

    private void recover(OpenIncident openIncident, CauseHealth.CauseState health, SearchInput input) {
        Incident incident = openIncident.incident();
        if (health instanceof CauseHealth.CauseState.NotMonitored) {
            emit(new IncidentEvent.Resolved(incident.id(), now, Optional.empty(), "not watched any more"));
        } else if (health instanceof CauseHealth.CauseState.Healthy well) {
            recordHealthy(openIncident, well.observed(), "measured well", input);
        } else if (health instanceof CauseHealth.CauseState.NotNeeded) {
            recordHealthy(openIncident, now, "nobody counts on it any more", input);
        }
    }

    private void recordHealthy(OpenIncident openIncident, Instant observed, String reason, SearchInput input) {
        boolean first = openIncident.healthySince() == null;
        boolean twice = openIncident.recordHealthy(observed, now);
        Incident incident = openIncident.incident();
        if (first) {
            cause(incident).ifPresent(targetsToRecheck::add);
            targetsToRecheck.addAll(silentDependents(incident, input));
        } else if (!openIncident.isRecovering() && twice) {
            boolean flapping = incident.flapping() || registry.flapDetector.wouldFlap(incident.cause(), now);
            emit(new IncidentEvent.Recovering(incident.id(), now, flapping));
            targetsToRecheck.addAll(silentDependents(incident, input));
        } else if (openIncident.isRecovering() && hasHeld(openIncident, input)) {
            emit(new IncidentEvent.Resolved(incident.id(), now, Optional.empty(), reason));
        }
    }

    /** It held long enough, and what hangs on it was looked at again. */
    private boolean hasHeld(OpenIncident openIncident, SearchInput input) {
        Incident incident = openIncident.incident();
        Instant since = incident.recoveringSince().orElse(now);
        Duration hold = incident.flapping() ? FLAPPING_HOLD : settle;
        if (now.isBefore(since.plus(hold))) {
            return false;
        }
        Instant asked = openIncident.lastRecheck();
        if (asked == null) {
            Set<Target> silent = silentDependents(incident, input);
            targetsToRecheck.addAll(silent);
            openIncident.recordRecheck(now);
            return silent.isEmpty() && !isStillInVerdict(incident, since.plus(hold), input);
        }
        return (!now.isBefore(asked.plus(confirmation.decisionTime()))
                        || silentDependents(incident, input).isEmpty())
                && !isStillInVerdict(incident, since.plus(hold), input);
    }

    /** A verdict that this incident made is held a little longer than the incident; the all-clear waits for it. */
    private boolean isStillInVerdict(Incident incident, Instant from, SearchInput input) {
        if (!now.isBefore(from.plus(settle))) {
            return false;
        }
        List<SessionId> sessions = incident.affected().sessions();
        return subject(incident)
                .filter(subject ->
                        input.reasons().sessionsWeighing(subject).stream().anyMatch(sessions::contains))
                .isPresent();
    }

    /** What a verdict that it made is about; empty where none is about it alone. */
    private static Optional<Subject> subject(Incident incident) {
        Optional<RoomId> room = incident.cause().room();
        return room.isPresent() ? room.map(id -> id) : cause(incident).map(id -> id);
    }

    private static Optional<Target> cause(Incident incident) {
        return switch (incident.cause().kind()) {
            case DEVICE -> Optional.of(new DeviceId(incident.cause().id()));
            case SERVICE -> Optional.of(new ServiceId(incident.cause().id()));
            case GROUP, MONITOR -> Optional.empty();
        };
    }

    private static Set<Target> silentDependents(Incident incident, SearchInput input) {
        Set<Target> silent = new LinkedHashSet<>();
        incident.affected().devices().stream().filter(input::isDown).forEach(silent::add);
        return silent;
    }
}
