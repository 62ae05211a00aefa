package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.TargetAssessment;

/** A judged device or service for tests: reached once and not measured now, until more is said. */
public final class TargetStandingBuilder {
    private final Target target;
    private Optional<Boolean> up = Optional.empty();
    private boolean reached = true;
    private Optional<Instant> silentSince = Optional.empty();
    private Optional<Instant> lastLife = Optional.empty();
    private Optional<SeatState> seat = Optional.empty();
    private List<DeviceId> path = List.of();
    private List<CheckResult> checks = List.of();
    private Set<PlatformId> usableFor = Set.of();

    private TargetStandingBuilder(Target target) {
        this.target = target;
    }

    public static TargetStandingBuilder standing(Target target) {
        return new TargetStandingBuilder(target);
    }

    public TargetStandingBuilder up(Optional<Boolean> up) {
        this.up = up;
        return this;
    }

    public TargetStandingBuilder reached(boolean reached) {
        this.reached = reached;
        return this;
    }

    public TargetStandingBuilder silentSince(Optional<Instant> silentSince) {
        this.silentSince = silentSince;
        return this;
    }

    public TargetStandingBuilder lastLife(Instant lastLife) {
        this.lastLife = Optional.of(lastLife);
        return this;
    }

    public TargetStandingBuilder seat(Optional<SeatState> seat) {
        this.seat = seat;
        return this;
    }

    public TargetStandingBuilder path(List<DeviceId> path) {
        this.path = path;
        return this;
    }

    public TargetStandingBuilder checks(CheckResult... checks) {
        this.checks = List.of(checks);
        return this;
    }

    public TargetStandingBuilder usableFor(Set<PlatformId> platforms) {
        usableFor = platforms;
        return this;
    }

    public TargetAssessment build() {
        return new TargetAssessment(
                target, up, reached, silentSince, lastLife, seat, Optional.empty(), path, checks, List.of(), usableFor);
    }
}
