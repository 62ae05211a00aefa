package org.firstbell.config.section;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.Origin;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;

/**
 * The validation of what no single entry shows: references between devices, loops of uplinks, and what a session goes
 * without.
 */
public final class CrossReferenceValidator {
    /** What can know of access points: a controller, one of a cluster of access points, a management server. */
    private static final Set<DeviceKind> CONTROLLER_KINDS = Set.of(
            DeviceKind.WLAN_CONTROLLER,
            DeviceKind.ACCESS_POINT,
            DeviceKind.ROUTER,
            DeviceKind.SWITCH,
            DeviceKind.SERVER);

    private final ProblemCollector problems;

    public CrossReferenceValidator(ProblemCollector problems) {
        this.problems = problems;
    }

    public void validateDevices(List<Device> devices, Map<DeviceId, Origin> origins, IdRegistry ids) {
        Map<DeviceId, Device> byId = new LinkedHashMap<>();
        devices.forEach(device -> byId.put(device.id(), device));
        Set<List<Object>> looked = new HashSet<>();
        for (Device device : devices) {
            Origin at = origins.getOrDefault(device.id(), new Origin("", 0, 0));
            for (DeviceId uplink : device.uplinks()) {
                if (looked.add(List.of(at, uplink))) {
                    ids.requireKnown(uplink.value(), at, device.id() + ".uplink");
                }
            }
            device.controller()
                    .filter(id -> looked.add(List.of(at, "controller", id)))
                    .ifPresent(id -> validateController(device, id, byId, at, ids));
        }
        devices.stream()
                .filter(CrossReferenceValidator::isPrivateMac)
                .findFirst()
                .ifPresent(first -> isPrivateMac(devices, first, origins));
        Map<DeviceId, Integer> state = new HashMap<>();
        for (Device device : devices) {
            findUplinkLoop(device.id(), byId, state, origins);
        }
    }

    private static boolean isPrivateMac(Device device) {
        return device.mac().filter(MacAddress::locallyAdministered).isPresent();
    }

    private void isPrivateMac(List<Device> devices, Device first, Map<DeviceId, Origin> origins) {
        long others =
                devices.stream().filter(CrossReferenceValidator::isPrivateMac).count() - 1;
        problems.addNote(
                origins.getOrDefault(first.id(), new Origin("", 0, 0)),
                first.id() + ".mac",
                "a private Wi-Fi address, which the device made up and may change"
                        + (others == 0 ? "" : "; so are those of " + others + " more"),
                "switch private (random) addresses off for the school's network, and write down the one on its label");
    }

    private void validateController(Device device, DeviceId id, Map<DeviceId, Device> byId, Origin at, IdRegistry ids) {
        String path = device.id() + ".controller";
        if (ids.requireKnown(id.value(), at, path)) {
            Device named = byId.get(id);
            if (named != null && !CONTROLLER_KINDS.contains(named.kind())) {
                problems.add(
                        at,
                        path,
                        "'" + id + "' is a " + named.kind().keyword() + " and controls no access points",
                        "name the device whose tables list them");
            }
        }
    }

    /** Depth first; 1 while on the way down, 2 when done: an uplink that is on the way closes a loop. */
    private void findUplinkLoop(
            DeviceId id, Map<DeviceId, Device> byId, Map<DeviceId, Integer> state, Map<DeviceId, Origin> origins) {
        java.util.ArrayDeque<DeviceId> way = new java.util.ArrayDeque<>();
        way.push(id);
        while (!way.isEmpty()) {
            DeviceId here = way.peek();
            Device device = byId.get(here);
            if (device == null || state.getOrDefault(here, 0) == 2) {
                way.pop();
                continue;
            }
            state.put(here, 1);
            Optional<DeviceId> next = device.uplinks().stream()
                    .filter(uplink -> state.getOrDefault(uplink, 0) != 2 && byId.containsKey(uplink))
                    .findFirst();
            if (next.isEmpty()) {
                state.put(here, 2);
                way.pop();
            } else if (state.getOrDefault(next.get(), 0) == 1) {
                problems.add(
                        origins.getOrDefault(here, new Origin("", 0, 0)),
                        here + ".uplink",
                        "'" + here + "' hangs on '" + next.get() + "', which hangs on '" + here + "' in the end",
                        "uplinks lead from the room to the core and never back");
                way.forEach(one -> state.put(one, 2));
                return;
            } else {
                way.push(next.get());
            }
        }
    }

    public void validateSessions(List<TestSession> sessions, Map<SessionId, Origin> origins, Inventory inventory) {
        boolean anchor = inventory.services().stream().anyMatch(service -> service.kind() == ServiceKind.INTERNET);
        Set<String> told = new HashSet<>();
        for (TestSession session : sessions) {
            Origin at = origins.getOrDefault(session.id(), new Origin("", 0, 0));
            String path = "session " + session.id();
            boolean cache = inventory.devices().stream()
                    .anyMatch(device -> device.kind() == DeviceKind.CACHE_SERVER
                            && (device.platforms().isEmpty()
                                    || device.platforms().contains(session.platform())));
            boolean edge = inventory.services().stream()
                    .anyMatch(service -> service.kind() == ServiceKind.VENDOR
                            && service.platforms().contains(session.platform()));
            if (!cache && told.add("cache " + session.platform())) {
                problems.addNote(
                        at, path, "no test cache of " + session.platform() + " is configured", "it is not checked");
            }
            if (!edge && told.add("edge " + session.platform())) {
                problems.addNote(
                        at, path, "no vendor service of " + session.platform() + " is configured", "it is not checked");
            }
            for (TestSession.PlannedRoom seating : session.rooms()) {
                int seats = inventory.seats(seating).size();
                if (seats < seating.students()) {
                    problems.addNote(
                            at,
                            path,
                            seating.room() + " has " + seats + " seats for " + seating.students() + " students",
                            "the session cannot become READY; add devices or carts, or is a number wrong?");
                }
            }
        }
        if (!anchor && !sessions.isEmpty()) {
            problems.addNote(
                    origins.getOrDefault(sessions.get(0).id(), new Origin("", 0, 0)),
                    "services",
                    "no internet anchor is configured",
                    "without one Firstbell cannot tell the vendor's trouble from the line's");
        }
    }
}
