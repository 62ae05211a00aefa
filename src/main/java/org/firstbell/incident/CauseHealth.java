package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;
import org.jspecify.annotations.Nullable;

/** Whether the cause of an open incident that does not fail now is well, or only not known. Made for one search. */
final class CauseHealth {
    /** What can be said of a cause that does not fail. */
    sealed interface CauseState {
        /** Its check passes; the newest observation that says so. */
        record Healthy(Instant observed) implements CauseState {}

        /** It rests: nobody counts on it now. */
        record NotNeeded() implements CauseState {}

        /** Nobody can say. */
        record Undetermined() implements CauseState {}

        /** It is not watched any more. */
        record NotMonitored() implements CauseState {}
    }

    private final SearchInput input;
    private @Nullable Set<RoomId> unknownRooms;

    CauseHealth(SearchInput input) {
        this.input = input;
    }

    CauseState of(Incident incident, Set<SignalName> signals) {
        Cause cause = incident.cause();
        return switch (cause.kind()) {
            case MONITOR -> new CauseState.Healthy(input.now);
            case SERVICE ->
                cause.equals(Cause.INTERNET)
                                && !input.topology.internetAnchors().isEmpty()
                        ? internet()
                        : target(new ServiceId(cause.id()), incident.check(), signals);
            case DEVICE -> target(new DeviceId(cause.id()), incident.check(), signals);
            case GROUP ->
                incident.check().equals(SeatCauseSearch.SEATS)
                        ? room(cause, incident.affected().devices())
                        : sharedAttribute(incident.check(), incident.affected().devices());
        };
    }

    private CauseState internet() {
        Optional<Instant> life = input.topology.internetAnchors().stream()
                .filter(input::isUp)
                .map(input::targetAssessment)
                .flatMap(Optional::stream)
                .flatMap(assessment -> assessment.lastSeen().stream())
                .max(Instant::compareTo);
        return life.isPresent() ? new CauseState.Healthy(life.get()) : new CauseState.Undetermined();
    }

    private CauseState target(Target target, CheckId check, Set<SignalName> signals) {
        TargetAssessment assessment = input.targetAssessment(target).orElse(null);
        if (assessment == null) {
            return new CauseState.NotMonitored();
        }
        if (!assessment.up().equals(Optional.of(true))) {
            boolean sleeps = input.topology
                    .device(target)
                    .filter(device -> device.kind().sleeps())
                    .isPresent();
            return sleeps && input.isDown(target) ? new CauseState.NotNeeded() : new CauseState.Undetermined();
        }
        if (assessment.silentSince().isPresent()) {
            return new CauseState.Undetermined();
        }
        if (check.equals(SeatCauseSearch.ANSWERS)) {
            return assessment
                    .lastSeen()
                    .<CauseState>map(CauseState.Healthy::new)
                    .orElseGet(CauseState.Undetermined::new);
        }
        return passes(assessment, check)
                ? new CauseState.Healthy(observed(target, assessment, signals))
                : new CauseState.Undetermined();
    }

    static boolean passes(TargetAssessment assessment, CheckId check) {
        return assessment.checks().stream()
                .anyMatch(result -> result.check().equals(check) && result.outcome() == CheckOutcome.PASS);
    }

    private Instant observed(Target target, TargetAssessment assessment, Set<SignalName> signals) {
        return input.assessment.signals(target).stream()
                .filter(signal -> signals.contains(signal.name()))
                .map(Signal::observedAt)
                .max(Instant::compareTo)
                .or(assessment::lastSeen)
                .orElse(input.now);
    }

    private CauseState room(Cause cause, Collection<DeviceId> members) {
        List<TargetAssessment> known = members.stream()
                .flatMap(member -> input.targetAssessment(member).stream())
                .toList();
        if (known.isEmpty()) {
            return new CauseState.NotMonitored();
        }
        Optional<Instant> life = known.stream()
                .filter(assessment -> assessment.up().equals(Optional.of(true)))
                .flatMap(assessment -> assessment.lastSeen().stream())
                .max(Instant::compareTo);
        boolean unmeasured =
                known.stream().anyMatch(assessment -> assessment.up().isEmpty());
        if ((life.isEmpty() && unmeasured)
                || cause.room().filter(unknownRooms()::contains).isPresent()) {
            return new CauseState.Undetermined();
        }
        return life.<CauseState>map(CauseState.Healthy::new).orElseGet(CauseState.NotNeeded::new);
    }

    /** Rooms of which some session's verdict cannot tell. */
    private Set<RoomId> unknownRooms() {
        Set<RoomId> known = unknownRooms;
        if (known == null) {
            known = input.sessions().stream()
                    .flatMap(session -> session.rooms().stream())
                    .filter(room -> room.verdict() == Verdict.UNKNOWN)
                    .map(RoomAssessment::room)
                    .collect(Collectors.toSet());
            unknownRooms = known;
        }
        return known;
    }

    private CauseState sharedAttribute(CheckId check, Collection<DeviceId> members) {
        List<TargetAssessment> known = members.stream()
                .flatMap(member -> input.targetAssessment(member).stream())
                .toList();
        if (known.isEmpty()) {
            return new CauseState.NotMonitored();
        }
        Optional<Instant> observed = known.stream()
                .filter(assessment -> passes(assessment, check))
                .flatMap(assessment -> assessment.lastSeen().stream())
                .max(Instant::compareTo);
        return observed.<CauseState>map(CauseState.Healthy::new).orElseGet(CauseState.Undetermined::new);
    }
}
