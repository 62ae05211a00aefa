package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.TargetSummary;
import org.jspecify.annotations.Nullable;

/** What today's sessions rest on: their seats, the units above them, caches and services. Lives inside one composition. */
final class SessionDependencies {
    /** Presence is believed for three of its intervals and so much more (contract §4). */
    private static final Duration FRESHNESS_MARGIN = Duration.ofSeconds(10);

    private static final Duration MAX_FRESHNESS = Duration.ofMinutes(5);

    private final BoardInput input;
    private final Inventory inventory;
    private final List<BoardSession> sessions;
    private final List<RoomAssessment> roomAssessments;
    private final List<Device> seats;
    private final List<Device> networkDevices;
    private final List<PlatformId> platforms;

    /** @param known units that were found above the seats by the last walk; null for a new one */
    SessionDependencies(BoardInput input, @Nullable List<Device> known) {
        this.input = input;
        this.inventory = input.configuration().inventory();
        this.sessions = input.unfinishedToday();
        this.roomAssessments = sessions.stream()
                .flatMap(session -> session.assessment().rooms().stream())
                .toList();
        this.seats = input.layout()
                .seatsOfSessions(sessions.stream().map(BoardSession::session).toList());
        this.platforms = findPlatforms();
        this.networkDevices = known == null ? findNetworkDevices() : known;
    }

    private List<PlatformId> findPlatforms() {
        Collection<BoardSession> from = sessions.isEmpty() ? input.sessions() : sessions;
        return from.stream()
                .map(session -> session.session().platform())
                .distinct()
                .sorted()
                .toList();
    }

    private List<Device> findNetworkDevices() {
        Set<DeviceId> ids = new LinkedHashSet<>();
        for (Device seat : seats) {
            for (DeviceId uplink : currentUplinks(seat.id())) {
                if (ids.add(uplink)) {
                    ids.addAll(inventory.topology().upstream(uplink));
                }
            }
        }
        Map<DeviceId, Device> found = new LinkedHashMap<>();
        ids.forEach(id -> inventory.device(id).filter(Device::inUse).ifPresent(unit -> found.put(id, unit)));
        roomAssessments.forEach(
                room -> input.layout().accessPoints(room.room()).forEach(unit -> found.putIfAbsent(unit.id(), unit)));
        return List.copyOf(found.values());
    }

    private List<DeviceId> currentUplinks(DeviceId device) {
        return input.summary(device)
                .map(TargetSummary::currentUplinks)
                .orElseGet(() -> inventory.topology().uplinks(device));
    }

    /** Everything a device hangs on now, nearest first. */
    Set<DeviceId> upstreamOf(DeviceId device) {
        Set<DeviceId> ids = new LinkedHashSet<>();
        for (DeviceId uplink : currentUplinks(device)) {
            ids.add(uplink);
            ids.addAll(inventory.topology().upstream(uplink));
        }
        return ids;
    }

    /** Today's sessions that have not ended. */
    List<BoardSession> sessions() {
        return sessions;
    }

    List<RoomAssessment> roomAssessments() {
        return roomAssessments;
    }

    List<Device> seats() {
        return seats;
    }

    List<Device> networkDevices() {
        return networkDevices;
    }

    /** Platforms in use today; those of the plan on a day without testing. */
    List<PlatformId> platforms() {
        return platforms;
    }

    List<Device> caches() {
        return platforms.stream()
                .flatMap(platform -> caches(platform).stream())
                .distinct()
                .toList();
    }

    List<Device> caches(PlatformId platform) {
        return input.layout().caches(platform);
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        seats.forEach(device -> targets.add(device.id()));
        networkDevices.forEach(device -> targets.add(device.id()));
        caches().forEach(device -> targets.add(device.id()));
        inventory.services().stream().filter(this::isUsed).forEach(service -> targets.add(service.id()));
        return targets;
    }

    private boolean isUsed(Service service) {
        return service.kind() == ServiceKind.INTERNET
                || service.platforms().isEmpty()
                || service.platforms().stream().anyMatch(platforms::contains);
    }

    /** What a walk over all that today's sessions rest on told. */
    record FreshnessScan(int checks, Optional<Instant> oldest, Optional<Instant> newest) {}

    FreshnessScan scanFreshness() {
        int checks = 0;
        Instant oldest = null;
        Instant newest = null;
        for (Target target : targets()) {
            TargetSummary summary = input.summary(target).orElse(null);
            Instant life = summary == null ? null : summary.lastSeen().orElse(null);
            checks += summary == null ? 0 : summary.checkCount();
            if (summary != null && life != null && summary.up().orElse(false)) {
                oldest = oldest == null || life.isBefore(oldest) ? life : oldest;
                newest = newest == null || life.isAfter(newest) ? life : newest;
            }
        }
        return new FreshnessScan(checks, Optional.ofNullable(oldest), Optional.ofNullable(newest));
    }

    /** How many checks stand behind the board, and when the oldest of what answers was heard. */
    BoardViewParts.FreshnessView freshnessView(FreshnessScan heard) {
        Duration most = pollInterval().multipliedBy(3).plus(FRESHNESS_MARGIN);
        return new BoardViewParts.FreshnessView(
                heard.checks(),
                heard.oldest().map(input.timeFormat()::rfc3339),
                (most.compareTo(MAX_FRESHNESS) > 0 ? MAX_FRESHNESS : most).toSeconds());
    }

    private Duration pollInterval() {
        PollingSettings polling = input.configuration().polling();
        return sessions.stream()
                .map(session -> session.assessment().phase())
                .max(Comparator.naturalOrder())
                .map(phase -> phase == SessionPhase.LIVE
                        ? polling.live()
                        : phase == SessionPhase.SOON
                                ? polling.soon()
                                : phase == SessionPhase.TODAY ? polling.today() : polling.idle())
                .orElse(polling.idle());
    }
}
