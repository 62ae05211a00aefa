package org.firstbell.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;

/**
 * The path to the test, always in this order: devices, Wi-Fi, switches, test cache, internet, and each platform in use
 * (board design §7.3). Seen from where Firstbell stands; what answers is never called unknown, and nothing that cannot be
 * seen is called broken. Lives inside one composition.
 */
final class Lifelines {
    private static final String OK = "ok";
    private static final String RISK = "risk";
    private static final String NOT_READY = "notready";
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";
    private static final String CANNOT_TELL = "can't tell";

    /** Beginnings of signal names, with what a value out of its limit means there in plain words. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("disk.", "nearly full"),
            Map.entry("tcp.", "a port is closed"),
            Map.entry("http.time", "slow"),
            Map.entry("response.time", "slow"),
            Map.entry("ping.", "slow"),
            Map.entry("http.", "answers wrongly"),
            Map.entry("tls.intercepted", "opened by a filter"),
            Map.entry("tls.", "certificate ends soon"),
            Map.entry("cpu.", "very busy"),
            Map.entry("memory.", "very busy"),
            Map.entry("wifi.", "crowded"),
            Map.entry("link.", "crowded"),
            Map.entry("cache.content", "not loaded"));

    private final Scene scene;
    private final Scope scope;

    /** A stop with the link that leads to it: ok, weak, part, cut, off or around. */
    private record Leg(BoardParts.Stop stop, String link) {}

    Lifelines(Scene scene, Scope scope) {
        this.scene = scene;
        this.scope = scope;
    }

    BoardParts.Lifeline of() {
        List<Leg> legs = new ArrayList<>();
        legs.add(new Leg(devices(), ""));
        legs.add(units("wifi", "Wi-Fi", Set.of(DeviceKind.ACCESS_POINT)));
        legs.add(units("switches", "Switches", Set.of(DeviceKind.SWITCH, DeviceKind.ROUTER)));
        legs.add(cache());
        Leg internet = internet();
        legs.add(internet);
        boolean cut = internet.stop().state().equals(NOT_READY);
        scope.platforms().forEach(platform -> legs.add(vendor(platform, cut)));
        return new BoardParts.Lifeline(
                legs.stream().map(Leg::stop).toList(),
                legs.stream().skip(1).map(Leg::link).toList());
    }

    private BoardParts.Stop devices() {
        String name = name();
        if (scope.rooms().isEmpty()) {
            return stop("devices", name, NONE, "no session today");
        }
        int needed = 0;
        int usable = 0;
        int unknown = 0;
        int resting = 0;
        boolean small = scope.sittings().stream()
                .flatMap(sitting -> sitting.plan().rooms().stream())
                .anyMatch(room -> room.students() < SessionViews.SMALL_GROUP);
        boolean missing = false;
        for (RoomStanding room : scope.rooms()) {
            int lacking = room.seats().needed() - room.seats().usable();
            needed += room.seats().needed();
            usable += Math.min(room.seats().usable(), room.seats().needed());
            resting += lacking > 0 ? Math.min(lacking, room.seats().resting()) : 0;
            unknown += lacking > 0 ? Math.min(lacking, room.seats().unknown()) : 0;
            missing |= lacking > room.seats().resting() + room.seats().unknown();
        }
        boolean testing = scope.sittings().stream().allMatch(Sitting::live);
        boolean calm = scope.sittings().stream().noneMatch(Sitting::wantsAction);
        String words = small ? "" : usable + " of " + needed;
        if (testing && calm) {
            return stop("devices", name, "insess", small ? "testing" : words);
        } else if (missing && !(testing && calm)) {
            return stop("devices", name, NOT_READY, small ? "some not answering" : words);
        } else if (unknown > 0) {
            return stop("devices", name, UNKNOWN, small ? CANNOT_TELL : words);
        } else if (resting > 0) {
            return stop("devices", name, "ontrack", small ? "not all open yet" : words + " open");
        }
        return stop("devices", name, OK, small ? "answering" : words);
    }

    /** What the seats are called: by their kind if they are of one, else devices. */
    private String name() {
        Set<DeviceKind> kinds = new LinkedHashSet<>();
        scope.seats().forEach(seat -> kinds.add(seat.kind()));
        if (kinds.size() != 1) {
            return "Devices";
        }
        return switch (kinds.iterator().next()) {
            case CHROMEBOOK -> "Chromebooks";
            case TABLET -> "Tablets";
            default -> "Computers";
        };
    }

    private Leg units(String kind, String name, Set<DeviceKind> kinds) {
        List<Device> units = scope.units().stream()
                .filter(unit -> kinds.contains(unit.kind()))
                .toList();
        if (units.isEmpty()) {
            return new Leg(stop(kind, name, NONE, "not watched"), "ok");
        }
        List<Device> down = units.stream().filter(unit -> is(unit.id(), false)).toList();
        List<Device> unknown =
                units.stream().filter(unit -> up(unit.id()).isEmpty()).toList();
        Set<RoomId> off = new LinkedHashSet<>();
        scope.rooms().stream().filter(room -> isCutBy(room, down)).forEach(room -> off.add(room.room()));
        long rooms = scope.rooms().stream().map(RoomStanding::room).distinct().count();
        if (!off.isEmpty()) {
            boolean all = off.size() == rooms;
            String words = all ? "off" : "off in " + off.size() + (off.size() == 1 ? " room" : " rooms");
            return new Leg(stop(kind, name, NOT_READY, words), all ? "cut" : "part");
        }
        if (!down.isEmpty()) {
            String words = units.size() - down.size() + " of " + units.size();
            return down.size() == units.size()
                    ? new Leg(stop(kind, name, NOT_READY, "no answer"), "cut")
                    : new Leg(stop(kind, name, RISK, words), "weak");
        }
        if (!unknown.isEmpty()) {
            return new Leg(stop(kind, name, UNKNOWN, CANNOT_TELL), "off");
        }
        if (units.stream().anyMatch(unit -> weighs(unit.id()))) {
            return new Leg(stop(kind, name, RISK, why(units, Severity.DEGRADING)), "weak");
        }
        boolean wifi = kinds.contains(DeviceKind.ACCESS_POINT);
        String words = wifi ? "all rooms" : units.size() + " of " + units.size();
        return new Leg(stop(kind, name, OK, words), "ok");
    }

    /** Whether the room has cut seats, and one of these is on their way. */
    private boolean isCutBy(RoomStanding room, List<Device> down) {
        if (down.isEmpty() || room.cut().isEmpty()) {
            return false;
        }
        Set<DeviceId> ids = new LinkedHashSet<>();
        down.forEach(device -> ids.add(device.id()));
        return room.cut().stream().anyMatch(seat -> scope.above(seat).stream().anyMatch(ids::contains));
    }

    private Leg cache() {
        if (scope.caches().isEmpty()) {
            return new Leg(stop("cache", "Test cache", NONE, "not used"), "ok");
        }
        boolean required = false;
        boolean silent = false;
        boolean avoided = false;
        boolean unknown = false;
        boolean weak = false;
        for (PlatformId platform : scope.platforms()) {
            List<Device> group = scope.caches(platform);
            if (group.isEmpty()) {
                continue;
            }
            boolean none = group.stream().allMatch(cache -> is(cache.id(), false) || blocked(cache.id()));
            required |= none && isRequired(platform, group);
            silent |= none && isRequired(platform, group) && group.stream().allMatch(cache -> is(cache.id(), false));
            avoided |= none && !isRequired(platform, group);
            unknown |= !none && group.stream().noneMatch(cache -> is(cache.id(), true));
            weak |= !none && group.stream().anyMatch(cache -> is(cache.id(), false) || weighs(cache.id()));
        }
        if (silent) {
            return new Leg(stop("cache", "Test cache", NOT_READY, "no answer"), "cut");
        } else if (required) {
            return new Leg(stop("cache", "Test cache", NOT_READY, why(scope.caches(), Severity.BLOCKING)), "weak");
        } else if (avoided) {
            return new Leg(stop("cache", "Test cache", RISK, "going around it"), "around");
        } else if (unknown) {
            return new Leg(stop("cache", "Test cache", UNKNOWN, CANNOT_TELL), "off");
        } else if (weak) {
            return new Leg(stop("cache", "Test cache", RISK, why(scope.caches(), Severity.DEGRADING)), "weak");
        }
        return new Leg(stop("cache", "Test cache", OK, "answering"), "ok");
    }

    private boolean isRequired(PlatformId platform, List<Device> group) {
        Platform known = scene.configuration().platforms().get(platform);
        boolean byPlatform = known != null && known.cache() == Platform.CacheNeed.REQUIRED;
        return group.stream().anyMatch(cache -> cache.required().orElse(byPlatform));
    }

    private Leg internet() {
        boolean watched = scene.configuration().inventory().services().stream()
                .anyMatch(service -> service.kind() == ServiceKind.INTERNET);
        if (!watched) {
            return new Leg(stop("internet", "Internet", NONE, "not watched"), "ok");
        }
        Optional<Boolean> internet = scene.assessment().internet();
        if (internet.isEmpty()) {
            return new Leg(stop("internet", "Internet", UNKNOWN, CANNOT_TELL), "off");
        }
        return internet.get()
                ? new Leg(stop("internet", "Internet", OK, "working"), "ok")
                : new Leg(stop("internet", "Internet", NOT_READY, "no answer"), "cut");
    }

    private Leg vendor(PlatformId platform, boolean internetCut) {
        Platform known = scene.configuration().platforms().get(platform);
        String name = known == null ? platform.value() : known.name();
        List<Service> edges = scene.configuration().inventory().services().stream()
                .filter(service -> service.kind() == ServiceKind.VENDOR)
                .filter(service ->
                        service.platforms().isEmpty() || service.platforms().contains(platform))
                .toList();
        if (edges.isEmpty()) {
            return new Leg(stop("vendor", name, NONE, "not watched"), internetCut ? "off" : "ok");
        }
        boolean answers = edges.stream().anyMatch(edge -> is(edge.id(), true));
        boolean silent = edges.stream().allMatch(edge -> is(edge.id(), false));
        if (edges.stream().anyMatch(edge -> is(edge.id(), true) && blocked(edge.id()))) {
            return new Leg(
                    stop("vendor", name, NOT_READY, words(edges.stream().map(Service::id), Severity.BLOCKING)), "weak");
        } else if (answers) {
            return edges.stream().anyMatch(edge -> weighs(edge.id()))
                    ? new Leg(
                            stop("vendor", name, RISK, words(edges.stream().map(Service::id), Severity.DEGRADING)),
                            "weak")
                    : new Leg(stop("vendor", name, OK, "answering"), "ok");
        } else if (silent && !internetCut) {
            return new Leg(stop("vendor", name, NOT_READY, "no answer"), "cut");
        }
        return new Leg(stop("vendor", name, UNKNOWN, CANNOT_TELL), "off");
    }

    private static BoardParts.Stop stop(String kind, String name, String state, String words) {
        return new BoardParts.Stop(kind, name, state, words);
    }

    private Optional<Boolean> up(Target target) {
        return scene.standing(target).flatMap(TargetStanding::up);
    }

    private boolean is(Target target, boolean up) {
        return up(target).filter(is -> is == up).isPresent();
    }

    /** A blocking check of it fails. */
    private boolean blocked(Target target) {
        return finds(target, Severity.BLOCKING);
    }

    /** A degrading check of it fails. */
    private boolean weighs(Target target) {
        return finds(target, Severity.DEGRADING);
    }

    private boolean finds(Target target, Severity severity) {
        return found(target, severity).findAny().isPresent();
    }

    private Stream<Finding> found(Target target, Severity severity) {
        return scene.standing(target).stream()
                .flatMap(standing -> standing.findings().stream())
                .filter(finding -> finding.severity() == severity && finding.outcome() == CheckOutcome.FAIL);
    }

    private String why(List<Device> devices, Severity severity) {
        return words(devices.stream().map(Device::id), severity);
    }

    /** At most four words for what is wrong with something that answers, by the signal that shows it. */
    private String words(Stream<? extends Target> targets, Severity severity) {
        return targets.flatMap(target -> found(target, severity))
                .flatMap(finding -> finding.evidence().stream())
                .map(evidence -> evidence.signal().value())
                .flatMap(signal -> WORDS.entrySet().stream()
                        .filter(entry -> signal.startsWith(entry.getKey()))
                        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue)
                        .stream())
                .findFirst()
                .orElse("needs a look");
    }
}
