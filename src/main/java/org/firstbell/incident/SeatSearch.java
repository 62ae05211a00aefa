package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SeatState;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.TargetStanding;

/**
 * Seats that are missing for a reason of their own: their way is open. Together, when those of a room fell silent within
 * one settle time and changed its verdict; else each for itself. Made for one search.
 */
final class SeatSearch {
    static final CheckId SEATS = new CheckId("seats");
    static final CheckId ANSWERS = new CheckId("answers");
    private static final int FEWEST = 3;
    private static final double SHARE = 0.2;

    /** What earlier searches know. */
    interface Memory {
        /** When a seat was first found missing for a reason of its own. */
        Instant onset(DeviceId seat);

        boolean isOpen(Cause cause);

        /** What fails in the open incident of a cause. */
        Optional<CheckId> check(Cause cause);

        /** Open incidents of attributes that failing devices share. */
        Collection<Incident> openGroups();

        /** The first sign behind the open incident of a cause. */
        Optional<Instant> firstSign(Cause cause);
    }

    /**
     * Seats of one room that weigh in a verdict.
     *
     * @param words the verdict's own sentence
     */
    record Weight(RoomId room, Severity severity, Finding words, Set<DeviceId> seats) {}

    private final Scene scene;
    private final Memory memory;
    private final Sharing sharing;
    private final Duration settle;
    private final Map<RoomId, Weight> weights = new LinkedHashMap<>();
    /** Seats that are not fit, or weak, where a verdict would need them. */
    private final Set<DeviceId> blockingFaults = new LinkedHashSet<>();

    private final Set<DeviceId> degradingFaults = new LinkedHashSet<>();
    /** Missing, and in no verdict; those that may rest are left out. */
    private final Set<DeviceId> dead = new LinkedHashSet<>();

    SeatSearch(Scene scene, Memory memory, Sharing sharing, Duration settle) {
        this.scene = scene;
        this.memory = memory;
        this.sharing = sharing;
        this.settle = settle;
        for (SessionStanding session : scene.sessions()) {
            for (RoomStanding room : session.rooms()) {
                if (room.seats().missing() > 0 || !room.reasons().isEmpty()) {
                    read(session, room);
                }
            }
        }
        readOpen();
    }

    /** Computers with an incident of their own are dead until they answer, due or not. */
    private void readOpen() {
        for (TargetStanding standing : scene.troubled()) {
            if (standing.target() instanceof DeviceId seat
                    && scene.campus.seats(seat)
                    && memory.isOpen(Cause.of(seat))
                    && !sleeps(seat)
                    && scene.down(seat)
                    && scene.root(seat).equals(seat)) {
                dead.add(seat);
            }
        }
    }

    private void read(SessionStanding session, RoomStanding room) {
        List<DeviceId> missing = room.seats().missing() > 0 ? missing(room) : List.of();
        boolean live = session.phase() == Phase.LIVE;
        Optional<Finding> reason = reason(room, live);
        if (missing.isEmpty() && reason.isEmpty()) {
            return;
        }
        Set<DeviceId> weighing = new LinkedHashSet<>();
        if (reason.isPresent() && live) {
            Instant from = reason.get().since();
            missing.stream().filter(seat -> !silentSince(seat).isBefore(from)).forEach(weighing::add);
            if (!isMany(weighing.size(), session, room)) {
                weighing.clear();
            }
        } else if (reason.isPresent()) {
            weighing.addAll(beforeTheStart(room, missing));
        }
        Severity severity = weighing.isEmpty() || reason.isEmpty()
                ? Severity.DEGRADING
                : reason.get().severity();
        Finding words = weighing.isEmpty() ? null : reason.orElse(null);
        for (Finding alone : room.reasons()) {
            if (alone.outcome() == CheckOutcome.FAIL
                    && alone.severity() != Severity.ADVISORY
                    && alone.subject() instanceof DeviceId seat
                    && missing.contains(seat)) {
                weighing.add(seat);
                words = words == null ? alone : words;
            }
        }
        if (words != null) {
            add(new Weight(room.room(), severity, words, weighing));
        }
        for (DeviceId seat : missing) {
            if (!sleeps(seat) || (!live && awakeSinceDue(seat, session))) {
                dead.add(seat);
            }
        }
    }

    private List<DeviceId> missing(RoomStanding room) {
        return room.seatStates().entrySet().stream()
                .filter(entry -> entry.getValue() == SeatState.MISSING)
                .map(Map.Entry::getKey)
                .filter(seat -> !room.cut().contains(seat))
                .filter(seat -> scene.down(seat) && scene.root(seat).equals(seat))
                .sorted()
                .toList();
    }

    /** Seats that a verdict counts in vain: missing or not fit when they are too few, weak when it leans on weak ones. */
    private List<DeviceId> beforeTheStart(RoomStanding room, List<DeviceId> missing) {
        boolean tooFew = tooFew(room);
        Set<DeviceId> all = new LinkedHashSet<>(tooFew ? missing : List.of());
        Set<DeviceId> weak = new LinkedHashSet<>();
        room.seatStates().forEach((seat, state) -> {
            if (state == (tooFew ? SeatState.UNFIT : SeatState.AWAKE)
                    && scene.failing(seat, Sharing::isFault).isPresent()) {
                weak.add(seat);
            }
        });
        int possible = room.seats().awake() + room.seats().resting();
        if (tooFew || possible - weak.size() < room.seats().needed()) {
            (tooFew ? blockingFaults : degradingFaults).addAll(weak);
            weak.stream().filter(seat -> !sharing.explains(seat)).sorted().forEach(all::add);
        }
        return List.copyOf(all);
    }

    /** What failing devices weigh together in the verdicts that count on them; empty when in none. */
    Optional<Severity> weightOf(Set<DeviceId> devices) {
        if (devices.stream().anyMatch(blockingFaults::contains)) {
            return Optional.of(Severity.BLOCKING);
        }
        return devices.stream().anyMatch(degradingFaults::contains)
                ? Optional.of(Severity.DEGRADING)
                : Optional.empty();
    }

    private void add(Weight weight) {
        weights.merge(weight.room(), weight, (a, b) -> {
            Set<DeviceId> seats = new LinkedHashSet<>(a.seats());
            seats.addAll(b.seats());
            boolean first = a.severity().compareTo(b.severity()) <= 0;
            return new Weight(a.room(), a.severity().worse(b.severity()), first ? a.words() : b.words(), seats);
        });
    }

    /**
     * What the room's verdict says of its seats. That a whole class closed at once while everything shared is well is a
     * question to the room, not a failure.
     */
    private static Optional<Finding> reason(RoomStanding room, boolean live) {
        Finding worst = null;
        for (Finding finding : room.reasons()) {
            boolean weighs = live ? finding.severity() == Severity.BLOCKING : finding.severity() != Severity.ADVISORY;
            if (weighs
                    && finding.outcome() == CheckOutcome.FAIL
                    && finding.check().equals(SEATS)
                    && finding.subject().equals(room.room())
                    && (worst == null || finding.severity().compareTo(worst.severity()) < 0)) {
                worst = finding;
            }
        }
        return Optional.ofNullable(worst);
    }

    /** A verdict that is held though the seats are back is no failure any more. */
    private static boolean tooFew(RoomStanding room) {
        return room.seats().awake() + room.seats().resting() + room.seats().unknown()
                < room.seats().needed();
    }

    private static boolean isMany(int count, SessionStanding session, RoomStanding room) {
        long attendance = session.rooms().size() == 1
                ? session.attendance()
                : room.seats().awake() + (long) count;
        boolean all = count > 0 && room.seats().awake() == 0;
        return all || (count >= FEWEST && count >= SHARE * attendance);
    }

    private boolean awakeSinceDue(DeviceId seat, SessionStanding session) {
        Optional<Instant> due = scene.campus
                .session(session.id())
                .map(planned -> planned.start().minus(planned.devicesDue()));
        return due.isPresent()
                && scene.lastLife(seat)
                        .filter(life -> !life.isBefore(due.get()))
                        .isPresent();
    }

    private boolean sleeps(DeviceId seat) {
        return scene.campus
                .device(seat)
                .filter(device -> device.kind().sleeps())
                .isPresent();
    }

    private Instant silentSince(DeviceId seat) {
        return scene.silentSince(seat).orElse(scene.now);
    }

    /** Seats missing for a reason of their own, for the memory of when each was first found so. */
    Set<DeviceId> all() {
        Set<DeviceId> all = new LinkedHashSet<>(dead);
        weights.values().forEach(weight -> all.addAll(weight.seats()));
        return all;
    }

    /**
     * What is found.
     *
     * @param groups seats that fell together, by room
     * @param alone what each other missing seat weighs
     */
    record Found(Map<RoomId, Weight> groups, Map<DeviceId, Weight> alone, Set<DeviceId> listed) {}

    Found found() {
        Map<RoomId, Weight> groups = new LinkedHashMap<>();
        Map<DeviceId, Weight> alone = new LinkedHashMap<>();
        Set<DeviceId> listed = new LinkedHashSet<>(dead);
        for (Weight weight : weights.values()) {
            Set<DeviceId> together = together(weight);
            listed.removeAll(together);
            boolean isOpen = memory.isOpen(Cause.group("room", weight.room().value()));
            if (together.size() > 1 || (isOpen && !together.isEmpty())) {
                groups.put(weight.room(), new Weight(weight.room(), weight.severity(), weight.words(), together));
            } else {
                together.forEach(seat -> alone.put(seat, weight));
            }
        }
        groups.values().forEach(group -> alone.keySet().removeAll(group.seats()));
        groups.values().forEach(group -> listed.removeAll(group.seats()));
        listed.removeAll(alone.keySet());
        return new Found(groups, alone, listed);
    }

    /** Those that fell within one settle time of the last; with an open group of the room, all that fell since. */
    private Set<DeviceId> together(Weight weight) {
        Cause group = Cause.group("room", weight.room().value());
        Instant last = memory.firstSign(group)
                .orElseGet(() -> weight.seats().stream()
                        .map(this::fell)
                        .max(Comparator.naturalOrder())
                        .orElse(scene.now));
        Set<DeviceId> together = new LinkedHashSet<>();
        weight.seats().stream()
                .filter(seat -> !fell(seat).isBefore(last.minus(settle)))
                .forEach(together::add);
        return together;
    }

    /** When it fell: as its own incident says, else when it was first found missing. */
    private Instant fell(DeviceId seat) {
        return memory.firstSign(Cause.of(seat)).orElseGet(() -> memory.onset(seat));
    }
}
