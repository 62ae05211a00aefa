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
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;

/**
 * Seats that are missing for a reason of their own: their way is open. Together, when those of a room fell silent within
 * one settle time and changed its verdict; else each for itself. Made for one search.
 */
final class SeatCauseSearch {
    static final CheckId SEATS = new CheckId("seats");
    static final CheckId ANSWERS = new CheckId("answers");
    private static final int MIN_SEATS = 3;
    private static final double MIN_SHARE = 0.2;

    /** What earlier searches know. */
    interface KnownIncidents {
        /** When a seat was first found missing for a reason of its own. */
        Instant firstMissing(DeviceId seat);

        boolean isOpen(Cause cause);

        /** What fails in the open incident of a cause. */
        Optional<CheckId> check(Cause cause);

        /** Open incidents of attributes that failing devices share. */
        Collection<Incident> openGroups();

        /** Open incidents of attributes that silent devices share, rooms apart. */
        Collection<Incident> openSilentGroups();

        /** The first sign behind the open incident of a cause. */
        Optional<Instant> firstSign(Cause cause);
    }

    /**
     * Seats of one room that weigh in a verdict.
     *
     * @param finding the verdict's own sentence
     */
    record SeatGroup(RoomId room, Severity severity, Finding finding, Set<DeviceId> seats) {}

    private final SearchInput input;
    private final KnownIncidents knownIncidents;
    private final SharedAttributeSearch sharedAttributes;
    private final SilentAttributeSearch silentAttributes;
    private final Duration settle;
    private final Map<RoomId, SeatGroup> groupsByRoom = new LinkedHashMap<>();
    /** Seats that are not fit, or weak, where a verdict would need them. */
    private final Set<DeviceId> blockingFaults = new LinkedHashSet<>();

    private final Set<DeviceId> degradingFaults = new LinkedHashSet<>();
    /** Missing, and in no verdict; those that may rest are left out. */
    private final Set<DeviceId> deadSeats = new LinkedHashSet<>();

    SeatCauseSearch(
            SearchInput input,
            KnownIncidents memory,
            SharedAttributeSearch sharing,
            SilentAttributeSearch silentAttributes,
            Duration settle) {
        this.input = input;
        this.silentAttributes = silentAttributes;
        this.knownIncidents = memory;
        this.sharedAttributes = sharing;
        this.settle = settle;
        for (SessionAssessment session : input.sessions()) {
            for (RoomAssessment room : session.rooms()) {
                if (room.seatCounts().missing() > 0 || !room.reasons().isEmpty()) {
                    read(session, room);
                }
            }
        }
        readOpen();
    }

    /** Computers with an incident of their own are dead until they answer, due or not. */
    private void readOpen() {
        for (TargetAssessment assessment : input.targetsWithProblems()) {
            if (assessment.target() instanceof DeviceId seat
                    && input.topology.isTestingDevice(seat)
                    && knownIncidents.isOpen(Cause.of(seat))
                    && !sleeps(seat)
                    && input.isDown(seat)
                    && input.rootCause(seat).equals(seat)) {
                deadSeats.add(seat);
            }
        }
    }

    private void read(SessionAssessment session, RoomAssessment room) {
        List<DeviceId> missing = room.seatCounts().missing() > 0 ? missing(room) : List.of();
        boolean live = session.phase() == SessionPhase.LIVE;
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
            weighing.addAll(weighingBeforeStart(room, missing));
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
            add(new SeatGroup(room.room(), severity, words, weighing));
        }
        for (DeviceId seat : missing) {
            if (!sleeps(seat) || (!live && awakeSinceDue(seat, session))) {
                deadSeats.add(seat);
            }
        }
    }

    private List<DeviceId> missing(RoomAssessment room) {
        return room.seatStates().entrySet().stream()
                .filter(entry -> entry.getValue() == SeatState.MISSING)
                .map(Map.Entry::getKey)
                .filter(seat -> !room.cutSeats().contains(seat))
                .filter(seat -> input.isDown(seat) && input.rootCause(seat).equals(seat))
                .sorted()
                .toList();
    }

    /** Seats that a verdict counts in vain: missing or not fit when they are too few, weak when it leans on weak ones. */
    private List<DeviceId> weighingBeforeStart(RoomAssessment room, List<DeviceId> missing) {
        boolean tooFew = tooFew(room);
        Set<DeviceId> all = new LinkedHashSet<>(tooFew ? missing : List.of());
        Set<DeviceId> weak = new LinkedHashSet<>();
        room.seatStates().forEach((seat, state) -> {
            if (state == (tooFew ? SeatState.UNFIT : SeatState.AWAKE)
                    && input.failingFinding(seat, SharedAttributeSearch::isFault)
                            .isPresent()) {
                weak.add(seat);
            }
        });
        int possible = room.seatCounts().awake() + room.seatCounts().resting();
        if (tooFew || possible - weak.size() < room.seatCounts().needed()) {
            (tooFew ? blockingFaults : degradingFaults).addAll(weak);
            weak.stream()
                    .filter(seat -> !sharedAttributes.explains(seat))
                    .sorted()
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /** What failing devices weigh together in the verdicts that count on them; empty when in none. */
    Optional<Severity> severityOf(Set<DeviceId> devices) {
        if (devices.stream().anyMatch(blockingFaults::contains)) {
            return Optional.of(Severity.BLOCKING);
        }
        return devices.stream().anyMatch(degradingFaults::contains)
                ? Optional.of(Severity.DEGRADING)
                : Optional.empty();
    }

    private void add(SeatGroup weight) {
        groupsByRoom.merge(weight.room(), weight, (a, b) -> {
            Set<DeviceId> seats = new LinkedHashSet<>(a.seats());
            seats.addAll(b.seats());
            boolean first = a.severity().compareTo(b.severity()) <= 0;
            return new SeatGroup(a.room(), a.severity().worse(b.severity()), first ? a.finding() : b.finding(), seats);
        });
    }

    /**
     * What the room's verdict says of its seats. That a whole class closed at once while everything shared is well is a
     * question to the room, not a failure.
     */
    private static Optional<Finding> reason(RoomAssessment room, boolean live) {
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
    private static boolean tooFew(RoomAssessment room) {
        return room.seatCounts().awake()
                        + room.seatCounts().resting()
                        + room.seatCounts().unknown()
                < room.seatCounts().needed();
    }

    private static boolean isMany(int count, SessionAssessment session, RoomAssessment room) {
        long attendance = session.rooms().size() == 1
                ? session.attendance()
                : room.seatCounts().awake() + (long) count;
        boolean all = count > 0 && room.seatCounts().awake() == 0;
        return all || (count >= MIN_SEATS && count >= MIN_SHARE * attendance);
    }

    private boolean awakeSinceDue(DeviceId seat, SessionAssessment session) {
        Optional<Instant> due = input.topology
                .session(session.id())
                .map(planned -> planned.start().minus(planned.devicesDueBeforeStart()));
        return due.isPresent()
                && input.lastSeen(seat)
                        .filter(life -> !life.isBefore(due.get()))
                        .isPresent();
    }

    private boolean sleeps(DeviceId seat) {
        return input.topology
                .device(seat)
                .filter(device -> device.kind().sleeps())
                .isPresent();
    }

    private Instant silentSince(DeviceId seat) {
        return input.silentSince(seat).orElse(input.now);
    }

    /** Seats missing for a reason of their own, for the memory of when each was first found so. */
    Set<DeviceId> allSeats() {
        Set<DeviceId> all = new LinkedHashSet<>(deadSeats);
        groupsByRoom.values().forEach(weight -> all.addAll(weight.seats()));
        return all;
    }

    /**
     * What is found.
     *
     * @param groups seats that fell together, by room
     * @param singles what each other missing seat weighs
     */
    record SeatCauses(
            List<SilentAttributeSearch.SilentGroup> shared,
            Map<RoomId, SeatGroup> groups,
            Map<DeviceId, SeatGroup> singles,
            Set<DeviceId> advisory) {}

    SeatCauses causes() {
        List<SilentAttributeSearch.SilentGroup> shared =
                silentAttributes.groups(silentOfLate(), knownIncidents.openSilentGroups());
        Set<DeviceId> explained = new LinkedHashSet<>();
        shared.forEach(group -> explained.addAll(group.members()));
        Map<RoomId, SeatGroup> groups = new LinkedHashMap<>();
        Map<DeviceId, SeatGroup> alone = new LinkedHashMap<>();
        Set<DeviceId> listed = new LinkedHashSet<>(deadSeats);
        for (SeatGroup weight : groupsByRoom.values()) {
            Set<DeviceId> together = together(weight);
            together.removeAll(explained);
            listed.removeAll(together);
            boolean isOpen =
                    knownIncidents.isOpen(Cause.group("room", weight.room().value()));
            if (together.size() > 1 || (isOpen && !together.isEmpty())) {
                groups.put(weight.room(), new SeatGroup(weight.room(), weight.severity(), weight.finding(), together));
            } else {
                together.forEach(seat -> alone.put(seat, weight));
            }
        }
        groups.values().forEach(group -> alone.keySet().removeAll(group.seats()));
        groups.values().forEach(group -> listed.removeAll(group.seats()));
        listed.removeAll(alone.keySet());
        listed.removeAll(explained);
        return new SeatCauses(shared, groups, alone, listed);
    }

    /** Seats that fell within one settle time of the last of them, and those of open groups. */
    private Set<DeviceId> silentOfLate() {
        Set<DeviceId> silent = new LinkedHashSet<>();
        allSeats().stream().filter(input::isDown).forEach(silent::add);
        Optional<Instant> last = silent.stream().map(this::silentSince).max(Instant::compareTo);
        Set<DeviceId> grouped = new LinkedHashSet<>();
        knownIncidents
                .openSilentGroups()
                .forEach(incident -> grouped.addAll(incident.affected().devices()));
        silent.removeIf(seat -> !grouped.contains(seat)
                && silentSince(seat).isBefore(last.orElse(input.now).minus(settle)));
        return silent;
    }

    /** What silent seats weigh in the verdicts of their rooms; advisory when in none. */
    Severity weightOf(Set<DeviceId> seats) {
        return groupsByRoom.values().stream()
                .filter(group -> group.seats().stream().anyMatch(seats::contains))
                .map(SeatGroup::severity)
                .min(Comparator.naturalOrder())
                .orElse(Severity.ADVISORY);
    }

    /** Those that fell within one settle time of the last; with an open group of the room, all that fell since. */
    private Set<DeviceId> together(SeatGroup weight) {
        Cause group = Cause.group("room", weight.room().value());
        Instant last = knownIncidents
                .firstSign(group)
                .orElseGet(() -> weight.seats().stream()
                        .map(this::fellSilentAt)
                        .max(Comparator.naturalOrder())
                        .orElse(input.now));
        Set<DeviceId> together = new LinkedHashSet<>();
        weight.seats().stream()
                .filter(seat -> !fellSilentAt(seat).isBefore(last.minus(settle)))
                .forEach(together::add);
        return together;
    }

    /** When it fell: as its own incident says, else when it was first found missing. */
    private Instant fellSilentAt(DeviceId seat) {
        return knownIncidents.firstSign(Cause.of(seat)).orElseGet(() -> knownIncidents.firstMissing(seat));
    }
}
