package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;

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

    Scope(Scene scene) {
        this.scene = scene;
        this.inventory = scene.configuration().inventory();
        this.sittings = scene.counted();
        this.rooms = sittings.stream()
                .flatMap(sitting -> sitting.standing().rooms().stream())
                .toList();
        this.seats = sittings.isEmpty() ? allSeats() : seatsOf(sittings);
        this.platforms = platformsOf();
        this.units = unitsAbove();
    }

    private List<Device> allSeats() {
        return inventory.devices().stream()
                .filter(device -> device.inUse() && device.kind().seats())
                .toList();
    }

    private List<Device> seatsOf(List<Sitting> sittings) {
        Set<Device> found = new LinkedHashSet<>();
        sittings.forEach(sitting -> sitting.plan()
                .rooms()
                .forEach(room -> found.addAll(scene.floor().seats(room))));
        return List.copyOf(found);
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
        seats.forEach(seat -> ids.addAll(above(seat.id())));
        Set<Device> found = new LinkedHashSet<>();
        ids.forEach(id -> inventory.device(id).filter(Device::inUse).ifPresent(found::add));
        rooms.forEach(room -> found.addAll(scene.floor().accessPoints(room.room())));
        return List.copyOf(found);
    }

    /** Everything a device hangs on now, nearest first. */
    Set<DeviceId> above(DeviceId device) {
        Set<DeviceId> ids = new LinkedHashSet<>();
        List<DeviceId> path = scene.standing(device)
                .map(TargetStanding::path)
                .orElseGet(() -> inventory.topology().uplinks(device));
        for (DeviceId uplink : path) {
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

    /** When anything was last heard. */
    Optional<Instant> newest() {
        return lives().max(Comparator.naturalOrder());
    }

    private java.util.stream.Stream<Instant> lives() {
        return targets().stream()
                .flatMap(target -> scene.standing(target).stream())
                .filter(standing -> standing.up().orElse(false))
                .flatMap(standing -> standing.lastLife().stream());
    }

    /** How many checks stand behind the board, and when the oldest of what answers was heard. */
    BoardParts.FreshnessPart freshness() {
        int checks = targets().stream()
                .flatMap(target -> scene.standing(target).stream())
                .mapToInt(standing -> standing.checks().size())
                .sum();
        Duration most = pace().multipliedBy(3).plus(SLACK);
        return new BoardParts.FreshnessPart(
                checks,
                lives().min(Comparator.naturalOrder()).map(scene.time()::rfc3339),
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
