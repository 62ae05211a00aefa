package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.Verdict;
import org.jspecify.annotations.Nullable;

/** Whether the cause of an open incident that does not fail now is well, or only not known. Made for one search. */
final class Health {
    /** What can be said of a cause that does not fail. */
    sealed interface State {
        /** Its check passes; the newest observation that says so. */
        record Well(Instant observed) implements State {}

        /** It rests: nobody counts on it now. */
        record AtRest() implements State {}

        /** Nobody can say. */
        record Unsure() implements State {}

        /** It is not watched any more. */
        record Gone() implements State {}
    }

    private final Scene scene;
    private @Nullable Set<RoomId> unknown;

    Health(Scene scene) {
        this.scene = scene;
    }

    State of(Incident incident, Set<SignalName> signals) {
        Cause cause = incident.cause();
        return switch (cause.kind()) {
            case MONITOR -> new State.Well(scene.now);
            case SERVICE ->
                cause.equals(Cause.INTERNET) && !scene.campus.anchors().isEmpty()
                        ? internet()
                        : target(new ServiceId(cause.id()), incident.check(), signals);
            case DEVICE -> target(new DeviceId(cause.id()), incident.check(), signals);
            case GROUP ->
                incident.check().equals(SeatSearch.SEATS)
                        ? room(cause, incident.affected().devices())
                        : sharing(incident.check(), incident.affected().devices());
        };
    }

    private State internet() {
        Optional<Instant> life = scene.campus.anchors().stream()
                .filter(scene::up)
                .map(scene::standing)
                .flatMap(Optional::stream)
                .flatMap(standing -> standing.lastLife().stream())
                .max(Instant::compareTo);
        return life.isPresent() ? new State.Well(life.get()) : new State.Unsure();
    }

    private State target(Target target, CheckId check, Set<SignalName> signals) {
        TargetStanding standing = scene.standing(target).orElse(null);
        if (standing == null) {
            return new State.Gone();
        }
        if (!standing.up().equals(Optional.of(true))) {
            boolean sleeps = scene.campus
                    .device(target)
                    .filter(device -> device.kind().sleeps())
                    .isPresent();
            return sleeps && scene.down(target) ? new State.AtRest() : new State.Unsure();
        }
        if (standing.silentSince().isPresent()) {
            return new State.Unsure();
        }
        if (check.equals(SeatSearch.ANSWERS)) {
            return standing.lastLife().<State>map(State.Well::new).orElseGet(State.Unsure::new);
        }
        return passes(standing, check) ? new State.Well(observed(target, standing, signals)) : new State.Unsure();
    }

    static boolean passes(TargetStanding standing, CheckId check) {
        return standing.checks().stream()
                .anyMatch(result -> result.check().equals(check) && result.outcome() == CheckOutcome.PASS);
    }

    private Instant observed(Target target, TargetStanding standing, Set<SignalName> signals) {
        return scene.assessment.signals(target).stream()
                .filter(signal -> signals.contains(signal.name()))
                .map(Signal::observedAt)
                .max(Instant::compareTo)
                .or(standing::lastLife)
                .orElse(scene.now);
    }

    private State room(Cause cause, Collection<DeviceId> members) {
        List<TargetStanding> known = members.stream()
                .flatMap(member -> scene.standing(member).stream())
                .toList();
        if (known.isEmpty()) {
            return new State.Gone();
        }
        Optional<Instant> life = known.stream()
                .filter(standing -> standing.up().equals(Optional.of(true)))
                .flatMap(standing -> standing.lastLife().stream())
                .max(Instant::compareTo);
        if (cause.room().filter(unknown()::contains).isPresent()) {
            return new State.Unsure();
        }
        return life.<State>map(State.Well::new).orElseGet(State.AtRest::new);
    }

    /** Rooms of which some session's verdict cannot tell. */
    private Set<RoomId> unknown() {
        Set<RoomId> known = unknown;
        if (known == null) {
            known = scene.sessions().stream()
                    .flatMap(session -> session.rooms().stream())
                    .filter(room -> room.verdict() == Verdict.UNKNOWN)
                    .map(RoomStanding::room)
                    .collect(Collectors.toSet());
            unknown = known;
        }
        return known;
    }

    private State sharing(CheckId check, Collection<DeviceId> members) {
        List<TargetStanding> known = members.stream()
                .flatMap(member -> scene.standing(member).stream())
                .toList();
        if (known.isEmpty()) {
            return new State.Gone();
        }
        Optional<Instant> observed = known.stream()
                .filter(standing -> passes(standing, check))
                .flatMap(standing -> standing.lastLife().stream())
                .max(Instant::compareTo);
        return observed.<State>map(State.Well::new).orElseGet(State.Unsure::new);
    }
}
