package org.firstbell.readiness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;

/**
 * What the seats of one room share by configuration. What hangs above a seat follows its sightings and is asked for
 * anew each time ({@link Books#above}).
 *
 * @param edges the platform's services; each must answer
 * @param anchors independent points of the internet; one that answers is enough
 * @param caches the platform's caches: a group
 * @param around what serves the school as a whole: name service, address servers, controllers, battery backups
 * @param listed what is shown and never judged: status pages, learning platforms
 */
record SharedThings(
        List<TargetBook> edges,
        List<TargetBook> anchors,
        List<TargetBook> caches,
        List<TargetBook> around,
        List<TargetBook> listed) {
    /** The kinds of devices that are shared otherwise than by hanging on them. */
    static final Set<DeviceKind> KINDS =
            Set.of(DeviceKind.CACHE_SERVER, DeviceKind.DHCP_SERVER, DeviceKind.UPS, DeviceKind.WLAN_CONTROLLER);

    static SharedThings of(
            Configuration configuration, Books books, TestSession session, RoomId room, Collection<TargetBook> seats) {
        List<TargetBook> edges = new ArrayList<>();
        List<TargetBook> anchors = new ArrayList<>();
        List<TargetBook> caches = new ArrayList<>();
        List<TargetBook> around = new ArrayList<>();
        List<TargetBook> listed = new ArrayList<>();
        for (TargetBook book : books.shareable()) {
            Service service = book.service;
            Device device = book.device;
            if (service != null && serves(service.platforms(), session.platform())) {
                if (service.kind() == ServiceKind.VENDOR) {
                    edges.add(book);
                } else if (service.kind() == ServiceKind.INTERNET) {
                    anchors.add(book);
                } else if (service.kind() == ServiceKind.DNS) {
                    around.add(book);
                } else {
                    listed.add(book);
                }
            } else if (device != null && serves(device.platforms(), session.platform())) {
                if (device.kind() == DeviceKind.CACHE_SERVER && inSchool(configuration, device, session.school())) {
                    caches.add(book);
                } else if (isAround(configuration, device, session, room) || speaksOf(device, seats, books)) {
                    around.add(book);
                }
            }
        }
        return new SharedThings(edges, anchors, caches, around, listed);
    }

    private static boolean serves(Set<PlatformId> platforms, PlatformId platform) {
        return platforms.isEmpty() || platforms.contains(platform);
    }

    private static boolean inSchool(Configuration configuration, Device device, SchoolId school) {
        return device.rooms().isEmpty()
                || device.rooms().stream()
                        .anyMatch(room -> configuration
                                .inventory()
                                .room(room)
                                .map(Room::school)
                                .filter(school::equals)
                                .isPresent());
    }

    private static boolean isAround(Configuration configuration, Device device, TestSession session, RoomId room) {
        return switch (device.kind()) {
            case DHCP_SERVER -> inSchool(configuration, device, session.school());
            case UPS -> device.rooms().isEmpty() || device.rooms().contains(room);
            default -> false;
        };
    }

    /** A controller that sights some of the seats, or runs an access point above them. */
    private static boolean speaksOf(Device device, Collection<TargetBook> seats, Books books) {
        if (device.kind() != DeviceKind.WLAN_CONTROLLER) {
            return false;
        }
        for (TargetBook seat : seats) {
            if (seat.presence.sources().contains(device.id())) {
                return true;
            }
            for (TargetBook above : books.above(seat)) {
                boolean runs = above.device != null
                        && above.device.controller().filter(device.id()::equals).isPresent();
                if (runs) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Everything here, and all above the seats now or by drawing. */
    Set<TargetBook> everything(Books books, Collection<TargetBook> seats) {
        Set<TargetBook> all = new LinkedHashSet<>(seats);
        all.addAll(edges);
        all.addAll(anchors);
        all.addAll(caches);
        all.addAll(around);
        all.addAll(listed);
        for (TargetBook seat : seats) {
            all.addAll(books.above(seat));
            for (DeviceId source : seat.presence.sources()) {
                TargetBook book = books.find(source);
                if (book != null) {
                    all.add(book);
                }
            }
            if (seat.device != null) {
                for (DeviceId above : books.inventory().topology().above(seat.device.id())) {
                    TargetBook book = books.find(above);
                    if (book != null) {
                        all.add(book);
                    }
                }
            }
        }
        return all;
    }
}
