package org.firstbell.readiness.session;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.firstbell.model.PlatformId;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.LimitForecast;
import org.firstbell.readiness.target.SharedDependencies;
import org.firstbell.readiness.target.TargetState;

/** Judges what the seats of a room share. Stateless. */
final class SharedDependencyAssessor {
    private final CheckFindings checkFindings;
    private final BuiltInFindings builtInFindings;
    private final Platform.CacheRequirement cacheRequirement;
    private final PlatformId platform;
    private final Instant end;

    /**
     * @param end of the session: what happens later does not matter to it
     */
    SharedDependencyAssessor(
            CheckFindings wording,
            BuiltInFindings words,
            PlatformId platform,
            Platform.CacheRequirement cacheNeed,
            Instant end) {
        this.end = end;
        this.checkFindings = wording;
        this.builtInFindings = words;
        this.platform = platform;
        this.cacheRequirement = cacheNeed;
    }

    /**
     * Everything found.
     *
     * @param above what hangs above the seats now; its silence counts through the seats that it cuts off
     * @param proven the seats that are awake are enough, and prove the way to them
     */
    SharedFindings assess(
            SharedDependencies things, Collection<TargetState> above, boolean proven, SessionPhase phase) {
        SharedFindings found = new SharedFindings();
        assessInternet(things, found, phase);
        for (TargetState edge : things.vendorServices()) {
            assessRequired(edge, Severity.BLOCKING, found, phase);
        }
        assessCaches(things.caches(), found, phase);
        for (TargetState target : above) {
            assessOnPath(target, proven, found, phase);
        }
        for (TargetState target : things.infrastructure()) {
            if (!above.contains(target)) {
                assessInfrastructure(target, found, phase);
            }
        }
        for (TargetState target : things.informational()) {
            addAdvisory(target, found, phase);
        }
        return found;
    }

    private void assessInternet(SharedDependencies things, SharedFindings found, SessionPhase phase) {
        List<TargetState> anchors = things.internetAnchors();
        if (anchors.isEmpty()) {
            return;
        }
        if (anchors.stream().allMatch(TargetState::isDown)) {
            boolean edgeAnswers = things.vendorServices().stream().anyMatch(TargetState::isUp);
            found.add(
                    builtInFindings.internetDown(anchors, edgeAnswers ? Severity.DEGRADING : Severity.BLOCKING, phase));
        } else if (anchors.stream().noneMatch(TargetState::isUp)) {
            found.add(builtInFindings.internetUnknown(anchors, phase));
        }
        for (TargetState anchor : anchors) {
            addAdvisory(anchor, found, phase);
        }
    }

    /** A thing that every seat needs: it must answer, and pass its checks. */
    private void assessRequired(TargetState target, Severity silence, SharedFindings found, SessionPhase phase) {
        for (CheckState check : target.checks) {
            if (check.isLiveness()) {
                assessPresence(target, check, silence, found, phase);
            } else if (target.isUp()) {
                assessCondition(target, check, check.severity(), found, phase);
            }
        }
    }

    private void assessPresence(
            TargetState target, CheckState check, Severity severity, SharedFindings found, SessionPhase phase) {
        if (target.isDown()) {
            found.add(checkFindings.finding(target, check, severity, phase));
        } else if (!target.isUp()) {
            found.add(builtInFindings.notMeasured(target, check, severity, phase));
        }
    }

    private void assessCondition(
            TargetState target, CheckState check, Severity severity, SharedFindings found, SessionPhase phase) {
        if (check.check().appliesTo(platform) && (check.fails() || check.isUnknown())) {
            found.add(checkFindings.finding(target, check, severity, phase));
        }
    }

    /** Several caches are a group: blocking when none works and one is required, degrading when one fails. */
    private void assessCaches(List<TargetState> caches, SharedFindings found, SessionPhase phase) {
        boolean required = caches.stream().anyMatch(this::isRequired);
        boolean oneWorks = caches.stream().anyMatch(this::isWorking);
        for (TargetState cache : caches) {
            assessForecast(cache, found, phase);
            Severity worst = required && !oneWorks ? Severity.BLOCKING : Severity.DEGRADING;
            for (CheckState check : cache.checks) {
                Severity severity = check.severity() == Severity.BLOCKING ? worst : check.severity();
                if (check.isLiveness()) {
                    assessPresence(cache, check, worst, found, phase);
                } else if (cache.isUp()) {
                    assessCondition(cache, check, severity, found, phase);
                }
            }
        }
    }

    /** A limit that will be passed before the session ends. */
    private void assessForecast(TargetState target, SharedFindings found, SessionPhase phase) {
        if (target.forecast == null || !target.isUp()) {
            return;
        }
        for (LimitForecast.ForecastBreach passing : target.forecast.breaches()) {
            boolean counts =
                    passing.check().check().appliesTo(platform) && passing.at().isBefore(end);
            if (counts) {
                found.add(builtInFindings.limitForecast(target, passing, phase));
            }
        }
    }

    private boolean isRequired(TargetState cache) {
        return cache.device != null
                && cache.device.cacheRequired().orElse(cacheRequirement == Platform.CacheRequirement.REQUIRED);
    }

    private boolean isWorking(TargetState cache) {
        return cache.isUp() && !cache.fails(Severity.BLOCKING, platform);
    }

    /** Silence on the way counts through the seats it cuts off; here it is listed. */
    private void assessOnPath(TargetState target, boolean proven, SharedFindings found, SessionPhase phase) {
        for (CheckState check : target.checks) {
            if (!check.isLiveness()) {
                if (target.isUp()) {
                    assessCondition(target, check, check.severity(), found, phase);
                }
            } else if (check.fails()) {
                found.add(checkFindings.finding(target, check, Severity.ADVISORY, phase));
            } else if (check.isUnknown()) {
                found.add(builtInFindings.notMeasured(
                        target, check, proven ? Severity.ADVISORY : Severity.DEGRADING, phase));
            }
        }
    }

    private void assessInfrastructure(TargetState target, SharedFindings found, SessionPhase phase) {
        for (CheckState check : target.checks) {
            boolean setUp = check.isLiveness() && !target.presence.reached();
            if (check.isLiveness() ? !target.isUp() && check.outcome() != null : target.isUp()) {
                assessCondition(target, check, setUp ? Severity.ADVISORY : check.severity(), found, phase);
            }
        }
    }

    private void addAdvisory(TargetState target, SharedFindings found, SessionPhase phase) {
        for (CheckState check : target.checks) {
            if (check.isLiveness() ? check.fails() : target.isUp()) {
                assessCondition(target, check, Severity.ADVISORY, found, phase);
            }
        }
    }
}
