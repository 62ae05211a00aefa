package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.TargetSummary;
import org.firstbell.model.status.VisibilityLoss;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.session.SessionAssessor;
import org.firstbell.readiness.signal.LatestSignal;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.SelfVisibility;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;

/** The judgement as others read it. Confined to the core loop; what it hands out is immutable. */
final class CurrentAssessment implements Assessment {
    private static final Optional<Boolean> UP = Optional.of(true);
    private static final Optional<Boolean> DOWN = Optional.of(false);

    private final Configuration configuration;
    private final TargetStates targetStates;
    private final SessionAssessor sessions;
    private final SelfVisibility selfVisibility;
    private final CheckFindings checkFindings;
    private Instant at;

    CurrentAssessment(
            Configuration configuration,
            TargetStates targets,
            SessionAssessor sessions,
            SelfVisibility visibility,
            Instant at) {
        this.configuration = configuration;
        this.targetStates = targets;
        this.sessions = sessions;
        this.selfVisibility = visibility;
        this.checkFindings = new CheckFindings(configuration);
        this.at = at;
    }

    void at(Instant now) {
        at = now;
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public Collection<SessionAssessment> sessions() {
        return sessions.assessments(at);
    }

    @Override
    public Optional<SessionAssessment> session(SessionId id) {
        return sessions.assessment(id, at);
    }

    @Override
    public Collection<TargetAssessment> targets() {
        List<TargetAssessment> all = new ArrayList<>();
        targetStates.all().forEach(target -> all.add(assess(target)));
        return all;
    }

    @Override
    public Collection<TargetAssessment> targetsWithProblems() {
        List<TargetAssessment> some = new ArrayList<>();
        targetStates.withProblem().forEach(target -> some.add(assess(target)));
        return some;
    }

    @Override
    public Collection<DeviceId> directDependents(DeviceId device) {
        List<DeviceId> hanging = new ArrayList<>();
        for (TargetState target : targetStates.directDependents(device)) {
            if (target.id instanceof DeviceId id) {
                hanging.add(id);
            }
        }
        return hanging;
    }

    @Override
    public Optional<Instant> lastSeenOfAny() {
        return Optional.ofNullable(targetStates.lastSeenOfAny());
    }

    @Override
    public Optional<TargetSummary> summary(Target id) {
        TargetState target = targetStates.find(id);
        if (target == null) {
            return Optional.empty();
        }
        return Optional.of(new TargetSummary(
                up(target),
                Optional.ofNullable(target.seatState()),
                Optional.ofNullable(target.presence.lastSeen()),
                targetStates.currentUplinks(target),
                target.checks.isDegraded(target.presence.reached()),
                target.checks.applicableCount()));
    }

    @Override
    public Optional<TargetAssessment> target(Target id) {
        return Optional.ofNullable(targetStates.find(id)).map(this::assess);
    }

    private TargetAssessment assess(TargetState target) {
        TargetState.CheckSummary told = target.checkSummary();
        if (told == null) {
            told = summarize(target);
            target.checkSummary(told.findings().isEmpty() ? null : told);
        }
        return new TargetAssessment(
                target.id,
                up(target),
                target.presence.reached(),
                Optional.ofNullable(target.silentSince()),
                Optional.ofNullable(target.presence.lastSeen()),
                Optional.ofNullable(target.seatState()),
                Optional.ofNullable(target.presence.lastSighting()),
                targetStates.currentUplinks(target),
                told.checks(),
                told.findings(),
                told.usableFor());
    }

    private TargetState.CheckSummary summarize(TargetState target) {
        List<CheckResult> results = new ArrayList<>(target.checks.size());
        List<Finding> findings = new ArrayList<>();
        for (CheckState check : target.checks) {
            CheckResult result = check.result();
            if (result != null) {
                results.add(result);
            }
            if (check.fails() || check.isUnknown()) {
                boolean setUp = check.isLiveness() && !target.presence.reached();
                findings.add(checkFindings.finding(
                        target, check, setUp ? Severity.ADVISORY : check.severity(), sessions.phase(target)));
            }
        }
        return new TargetState.CheckSummary(results, findings, usableFor(target));
    }

    /** Forgets what was told of a target, since it changed. */
    void discardSummary(TargetState target) {
        target.checkSummary(null);
    }

    /** Whether a check that goes on failing says something else than was told; takes it over. */
    boolean refreshMessages(TargetState target) {
        TargetState.CheckSummary before = target.checkSummary();
        if (before == null) {
            return false;
        }
        TargetState.CheckSummary now = summarize(target);
        target.checkSummary(now);
        for (int i = 0; i < now.findings().size(); i++) {
            if (i >= before.findings().size()
                    || !now.findings()
                            .get(i)
                            .message()
                            .equals(before.findings().get(i).message())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Boolean> up(TargetState target) {
        return switch (target.state()) {
            case UP -> UP;
            case DOWN -> DOWN;
            case UNMEASURED, STALE -> Optional.empty();
        };
    }

    /** The platforms for which it works now: up, and no blocking check of theirs fails. */
    private Set<PlatformId> usableFor(TargetState target) {
        Set<PlatformId> own = target.device != null
                ? target.device.platforms()
                : target.service == null ? Set.of() : target.service.platforms();
        Set<PlatformId> usable = new HashSet<>();
        for (PlatformId platform : own.isEmpty() ? configuration.platforms().keySet() : own) {
            if (target.isUp() && !target.isUnfit(platform)) {
                usable.add(platform);
            }
        }
        return usable;
    }

    @Override
    public Collection<Signal> signals(Target id) {
        TargetState target = targetStates.find(id);
        return target == null ? List.of() : target.signals();
    }

    @Override
    public Optional<Signal> signal(Target id, SignalName name) {
        TargetState target = targetStates.find(id);
        LatestSignal held = target == null ? null : target.latestSignalOrNull(name);
        return held == null ? Optional.empty() : Optional.of(held.signal(id));
    }

    @Override
    public int freshNumericCount(Target id) {
        TargetState target = targetStates.find(id);
        return target == null ? 0 : target.freshNumericCount(at.toEpochMilli());
    }

    @Override
    public boolean isFresh(Signal signal) {
        TargetState target = targetStates.find(signal.target());
        return target != null && target.isStillFresh(signal, at.toEpochMilli());
    }

    @Override
    public Optional<VisibilityLoss> visibilityLoss() {
        return selfVisibility.loss();
    }

    @Override
    public Optional<Boolean> internetUp() {
        boolean any = false;
        boolean allDown = true;
        for (Service service : configuration.inventory().services()) {
            TargetState target = service.kind() == ServiceKind.INTERNET ? targetStates.find(service.id()) : null;
            if (target != null) {
                any = true;
                if (target.isUp()) {
                    return Optional.of(true);
                }
                allDown &= target.isDown();
            }
        }
        return any && allDown ? Optional.of(false) : Optional.empty();
    }
}
