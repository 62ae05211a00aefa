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
import org.firstbell.model.DeviceId;
import org.firstbell.model.Glance;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.jspecify.annotations.Nullable;

/** What today's sessions rest on: their seats, the units above them, caches and services. Lives inside one composition. */
final class Scope {
    /** Presence is believed for three of its intervals and so much more (contract §4). */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final Duration MOST = Duration.ofMinutes(5);

    private final Scene scene;
    private final Inventory inventory;
    private final List<Sitting> sittings;
    private final List<RoomStanding> rooms;
    private final List<Device> seats;
    private final List<Device> units;
    private final List<PlatformId> platforms;

    /** @param known units that were found above the seats by the last walk; null for a new one */
    Scope(Scene scene, @Nullable List<Device> known) {
        this.scene = scene;
        this.inventory = scene.configuration().inventory();
        this.sittings = scene.counted();
        this.rooms = sittings.stream()
                .flatMap(sitting -> sitting.standing().rooms().stream())
                .toList();
        this.seats = scene.floor().seatsOf(sittings.stream().map(Sitting::plan).toList());
        this.platforms = platformsOf();
        this.units = known == null ? unitsAbove() : known;
    }

    private List<PlatformId> platformsOf() {
        Collection<Sitting> from = sittings.isEmpty() ? scene.sittings() : sittings;
        return from.stream()
                .map(sitting -> sitting.plan().platform())
                .distinct()
                .sorted()
                .toList();
    }

    private List<Device> unitsAbove() {
        Set<DeviceId> ids = new LinkedHashSet<>();
        for (Device seat : seats) {
            for (DeviceId uplink : path(seat.id())) {
                if (ids.add(uplink)) {
                    ids.addAll(inventory.topology().above(uplink));
                }
            }
        }
        Map<DeviceId, Device> found = new LinkedHashMap<>();
        ids.forEach(id -> inventory.device(id).filter(Device::inUse).ifPresent(unit -> found.put(id, unit)));
        rooms.forEach(
                room -> scene.floor().accessPoints(room.room()).forEach(unit -> found.putIfAbsent(unit.id(), unit)));
        return List.copyOf(found.values());
    }

    private List<DeviceId> path(DeviceId device) {
        return scene.glance(device)
                .map(Glance::path)
                .orElseGet(() -> inventory.topology().uplinks(device));
    }

    /** Everything a device hangs on now, nearest first. */
    Set<DeviceId> above(DeviceId device) {
        Set<DeviceId> ids = new LinkedHashSet<>();
        for (DeviceId uplink : path(device)) {
            ids.add(uplink);
            ids.addAll(inventory.topology().above(uplink));
        }
        return ids;
    }

    /** Today's sessions that have not ended. */
    List<Sitting> sittings() {
        return sittings;
    }

    List<RoomStanding> rooms() {
        return rooms;
    }

    List<Device> seats() {
        return seats;
    }

    List<Device> units() {
        return units;
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
        return scene.floor().caches(platform);
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        seats.forEach(device -> targets.add(device.id()));
        units.forEach(device -> targets.add(device.id()));
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
    record Heard(int checks, Optional<Instant> oldest, Optional<Instant> newest) {}

    Heard heard() {
        int checks = 0;
        Instant oldest = null;
        Instant newest = null;
        for (Target target : targets()) {
            Glance glance = scene.glance(target).orElse(null);
            Instant life = glance == null ? null : glance.lastLife().orElse(null);
            checks += glance == null ? 0 : glance.checks();
            if (glance != null && life != null && glance.up().orElse(false)) {
                oldest = oldest == null || life.isBefore(oldest) ? life : oldest;
                newest = newest == null || life.isAfter(newest) ? life : newest;
            }
        }
        return new Heard(checks, Optional.ofNullable(oldest), Optional.ofNullable(newest));
    }

    /** How many checks stand behind the board, and when the oldest of what answers was heard. */
    BoardParts.FreshnessPart freshness(Heard heard) {
        Duration most = pace().multipliedBy(3).plus(SLACK);
        return new BoardParts.FreshnessPart(
                heard.checks(),
                heard.oldest().map(scene.time()::rfc3339),
                (most.compareTo(MOST) > 0 ? MOST : most).toSeconds());
    }

    private Duration pace() {
        Polling polling = scene.configuration().polling();
        return sittings.stream()
                .map(sitting -> sitting.standing().phase())
                .max(Comparator.naturalOrder())
                .map(phase -> phase == Phase.LIVE
                        ? polling.live()
                        : phase == Phase.SOON
                                ? polling.soon()
                                : phase == Phase.TODAY ? polling.today() : polling.idle())
                .orElse(polling.idle());
    }
}
