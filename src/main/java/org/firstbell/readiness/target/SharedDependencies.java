package org.firstbell.readiness.target;

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
 * The dependencies that the seats of one room share by configuration. What hangs above a seat follows its sightings and
 * is asked for anew each time ({@link TargetStates#upstream}).
 *
 * @param vendorServices the platform's services; each must answer
 * @param internetAnchors independent points of the internet; one that answers is enough
 * @param caches the platform's caches: a group
 * @param infrastructure what serves the school as a whole: name service, address servers, controllers, battery backups
 * @param informational what is shown and never judged: status pages, learning platforms
 */
public record SharedDependencies(
        List<TargetState> vendorServices,
        List<TargetState> internetAnchors,
        List<TargetState> caches,
        List<TargetState> infrastructure,
        List<TargetState> informational) {
    /** The kinds of devices that are shared otherwise than by hanging on them. */
    static final Set<DeviceKind> SHARED_KINDS =
            Set.of(DeviceKind.CACHE_SERVER, DeviceKind.DHCP_SERVER, DeviceKind.UPS, DeviceKind.WLAN_CONTROLLER);

    public static SharedDependencies of(
            Configuration configuration,
            TargetStates targets,
            TestSession session,
            RoomId room,
            Collection<TargetState> seats) {
        List<TargetState> edges = new ArrayList<>();
        List<TargetState> anchors = new ArrayList<>();
        List<TargetState> caches = new ArrayList<>();
        List<TargetState> around = new ArrayList<>();
        List<TargetState> listed = new ArrayList<>();
        for (TargetState target : targets.sharedCandidates()) {
            Service service = target.service;
            Device device = target.device;
            if (service != null && serves(service.platforms(), session.platform())) {
                if (service.kind() == ServiceKind.VENDOR) {
                    edges.add(target);
                } else if (service.kind() == ServiceKind.INTERNET) {
                    anchors.add(target);
                } else if (service.kind() == ServiceKind.DNS) {
                    around.add(target);
                } else {
                    listed.add(target);
                }
            } else if (device != null && serves(device.platforms(), session.platform())) {
                if (device.kind() == DeviceKind.CACHE_SERVER && inSchool(configuration, device, session.school())) {
                    caches.add(target);
                } else if (isInfrastructure(configuration, device, session, room)
                        || controlsAny(device, seats, targets)) {
                    around.add(target);
                }
            }
        }
        return new SharedDependencies(edges, anchors, caches, around, listed);
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

    private static boolean isInfrastructure(
            Configuration configuration, Device device, TestSession session, RoomId room) {
        return switch (device.kind()) {
            case DHCP_SERVER -> inSchool(configuration, device, session.school());
            case UPS -> device.rooms().isEmpty() || device.rooms().contains(room);
            default -> false;
        };
    }

    /** A controller that sights some of the seats, or runs an access point above them. */
    private static boolean controlsAny(Device device, Collection<TargetState> seats, TargetStates targets) {
        if (device.kind() != DeviceKind.WLAN_CONTROLLER) {
            return false;
        }
        for (TargetState seat : seats) {
            if (seat.presence.sources().contains(device.id())) {
                return true;
            }
            for (TargetState above : targets.upstream(seat)) {
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
    public Set<TargetState> allRelevant(TargetStates targets, Collection<TargetState> seats) {
        Set<TargetState> all = new LinkedHashSet<>(seats);
        all.addAll(vendorServices);
        all.addAll(internetAnchors);
        all.addAll(caches);
        all.addAll(infrastructure);
        all.addAll(informational);
        for (TargetState seat : seats) {
            all.addAll(targets.upstream(seat));
            for (DeviceId source : seat.presence.sources()) {
                TargetState target = targets.find(source);
                if (target != null) {
                    all.add(target);
                }
            }
            if (seat.device != null) {
                for (DeviceId above : targets.inventory().topology().upstream(seat.device.id())) {
                    TargetState target = targets.find(above);
                    if (target != null) {
                        all.add(target);
                    }
                }
            }
        }
        return all;
    }
}
