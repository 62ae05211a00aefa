package org.firstbell.readiness;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;
import org.firstbell.readiness.check.CompiledChecks;
import org.firstbell.readiness.session.SessionAssessor;
import org.firstbell.readiness.target.ClientTable;
import org.firstbell.readiness.target.OutcomeRecorder;
import org.firstbell.readiness.target.SelfVisibility;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.firstbell.readiness.target.UpdatedTargets;

/**
 * The judgement of a configuration: takes outcomes, staff actions and time, and says what they changed. Confined to the
 * core loop; the same events give the same verdicts.
 */
public final class Readiness {
    private final TargetStates targetStates;
    private final OutcomeRecorder recorder;
    private final SessionAssessor sessions;
    private final SelfVisibility selfVisibility;
    private final CurrentAssessment assessment;
    private final Predicate<DeviceId> isDown;
    private final UpdatedTargets updated = new UpdatedTargets();
    private final Set<Target> newlyReached = new HashSet<>();

    /** A judgement that knows nothing yet: every verdict is UNKNOWN until it was measured. */
    public Readiness(Configuration configuration, CompiledChecks checks, Instant startedAt) {
        this.targetStates = new TargetStates(configuration, checks);
        this.isDown = targetStates::isDown;
        this.recorder = new OutcomeRecorder(targetStates);
        this.selfVisibility = new SelfVisibility(targetStates);
        this.sessions = new SessionAssessor(configuration, targetStates, selfVisibility, startedAt);
        this.assessment = new CurrentAssessment(configuration, targetStates, sessions, selfVisibility, startedAt);
    }

    /** Compiles and type-checks the checks of a configuration; all mistakes at once. */
    public static CompiledChecks.CompilationResult compile(Configuration configuration) {
        return CompiledChecks.compile(configuration);
    }

    /** Takes the staff actions from before the daemon started. */
    public void restore(List<StaffAction> actions) {
        for (StaffAction action : actions) {
            if (action instanceof StaffAction.SessionAction onSession) {
                sessions.apply(onSession);
            }
        }
    }

    /** Takes what was reached in an earlier life: a target that was never reached is a set-up task, not down. */
    public void restoreReached(Collection<Target> reached) {
        for (Target target : reached) {
            TargetState state = targetStates.find(target);
            if (state != null) {
                state.presence.restoreReached();
                targetStates.recordChange(state);
                assessment.discardSummary(state);
            }
        }
    }

    /**
     * Takes when testing devices that are silent were last there in an earlier life: one that was seen since it was due, or
     * since the start of its session, is missed on, and does not rest (contract §5, Memory).
     *
     * @param lastSeen the moment at which each fell silent
     */
    public void restoreLastSeen(Map<DeviceId, Instant> lastSeen) {
        lastSeen.forEach((device, at) -> {
            TargetState state = targetStates.find(device);
            if (state != null) {
                state.presence.restoreLastSeen(at);
                sessions.restoreAttendance(state, at);
                targetStates.recordChange(state);
                assessment.discardSummary(state);
            }
        });
    }

    /**
     * Targets that changed since the last call and by now have answered or were sighted, to be kept for
     * {@link #restoreReached}.
     */
    public Set<Target> drainReached() {
        Set<Target> taken = Set.copyOf(newlyReached);
        newlyReached.clear();
        return taken;
    }

    /**
     * Goes on, after a reload, with all that the judgement of the configuration before knew of targets and sessions that
     * both have. The other one must not be used any more.
     */
    public ReadinessChanges continueFrom(Readiness before, Instant now) {
        updated.clear();
        targetStates.continueFrom(before.targetStates);
        selfVisibility.continueFrom(before.selfVisibility);
        sessions.continueFrom(before.sessions);
        updated.addAll(targetStates.all());
        return assess(now, true);
    }

    /** Records the outcome of one attempt. */
    public ReadinessChanges record(ProbeOutcome outcome, Instant now) {
        updated.clear();
        recorder.record(outcome, updated);
        return assess(now, false);
    }

    /** Takes what staff said of a session. */
    public ReadinessChanges recordStaffAction(StaffAction.SessionAction action, Instant now) {
        updated.clear();
        sessions.apply(action);
        return assess(now, true);
    }

    /**
     * Takes that time passed; called each second.
     *
     * @param networkUp whether any network interface of ours is up
     */
    public ReadinessChanges tick(Instant now, boolean networkUp) {
        updated.clear();
        if (selfVisibility.tick(now, networkUp)) {
            targetStates.all().forEach(TargetState::invalidate);
            targetStates.clientTables().forEach(ClientTable::invalidate);
        }
        long millis = now.toEpochMilli();
        for (TargetState target : targetStates.all()) {
            if (target.isDue(millis)) {
                updated.add(target);
            }
        }
        return assess(now, true);
    }

    private ReadinessChanges assess(Instant now, boolean time) {
        assessment.at(now);
        Set<TargetState> changed = null;
        boolean causes = false;
        for (TargetState target : updated) {
            boolean otherwise = target.refresh(now, isDown);
            targetStates.recordSeen(target);
            if (otherwise) {
                boolean was = targetStates.hadProblem(target);
                if (targetStates.recordChange(target)) {
                    sessions.uplinksChanged(target);
                }
                causes |= (was || targetStates.hadProblem(target)) && !targetStates.isOnlySuspected(target);
                assessment.discardSummary(target);
                if (target.presence.reached()) {
                    newlyReached.add(target.id);
                }
            } else if (target.hasNewEvidence()) {
                otherwise = assessment.refreshMessages(target);
            }
            if (otherwise) {
                changed = changed == null ? new LinkedHashSet<>() : changed;
                changed.add(target);
            }
        }
        boolean blindness = selfVisibility.assess(now);
        Set<TargetState> moved = changed == null ? Set.of() : changed;
        Set<SessionId> judged = sessions.assess(moved, updated, now, time, blindness);
        Set<TargetState> reseated = sessions.changedSeats();
        if (sessions.phasesChanged()) {
            targetStates.all().forEach(assessment::discardSummary);
        }
        if (moved.isEmpty() && judged.isEmpty() && reseated.isEmpty() && !blindness) {
            return ReadinessChanges.NONE;
        }
        Set<Target> targets = new LinkedHashSet<>();
        moved.forEach(target -> targets.add(target.id));
        reseated.forEach(target -> targets.add(target.id));
        return new ReadinessChanges(
                targets,
                judged,
                sessions.changedVerdicts(),
                causes || blindness || !sessions.changedVerdicts().isEmpty(),
                blindness);
    }

    /** How many devices and services have some trouble. */
    public int problemCount() {
        return targetStates.problemCount();
    }

    /** Whether more changed in this second than is judged at once: the next tick brings the rest. */
    public boolean hasDeferredRooms() {
        return sessions.hasDeferredRooms();
    }

    /** How often a room was judged since the start. */
    long roomsAssessed() {
        return sessions.assessedCount();
    }

    /** What is judged now: a live view. */
    public Assessment assessment() {
        return assessment;
    }
}
