package org.firstbell.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;

/**
 * The path to the test, always in this order: devices, Wi-Fi, switches, test cache, internet, and each platform in use
 * (board design §7.3). Seen from where Firstbell stands; what answers is never called unknown, and nothing that cannot be
 * seen is called broken. Lives inside one composition.
 */
final class PathToTestBuilder {
    private static final String OK = "ok";
    private static final String RISK = "risk";
    private static final String NOT_READY = "notready";
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";
    private static final String CANNOT_TELL = "can't tell";

    /** Beginnings of signal names, with what a value out of its limit means there in plain words. */
    private static final Map<String, String> PROBLEM_WORDS = Map.ofEntries(
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

    private final BoardInput input;
    private final SessionDependencies dependencies;

    /** A stop with the link that leads to it: ok, weak, part, cut, off or around. */
    private record PathSegment(BoardViewParts.PathStopView stop, String link) {}

    PathToTestBuilder(BoardInput input, SessionDependencies scope) {
        this.input = input;
        this.dependencies = scope;
    }

    BoardViewParts.PathToTestView build() {
        List<PathSegment> legs = new ArrayList<>();
        legs.add(new PathSegment(seatsStop(), ""));
        legs.add(networkSegment("wifi", "Wi-Fi", Set.of(DeviceKind.ACCESS_POINT)));
        legs.add(networkSegment("switches", "Switches", Set.of(DeviceKind.SWITCH, DeviceKind.ROUTER)));
        legs.add(cacheSegment());
        PathSegment internet = internetSegment();
        legs.add(internet);
        boolean cut = internet.stop().state().equals(NOT_READY);
        dependencies.platforms().forEach(platform -> legs.add(vendorSegment(platform, cut)));
        return new BoardViewParts.PathToTestView(
                legs.stream().map(PathSegment::stop).toList(),
                legs.stream().skip(1).map(PathSegment::link).toList());
    }

    private BoardViewParts.PathStopView seatsStop() {
        String name = seatsNoun();
        if (dependencies.roomAssessments().isEmpty()) {
            return stopView("devices", name, NONE, "no session today");
        }
        int needed = 0;
        int usable = 0;
        int unknown = 0;
        int resting = 0;
        boolean small = dependencies.sessions().stream()
                .flatMap(session -> session.session().rooms().stream())
                .anyMatch(room -> room.students() < TestSession.SMALL_GROUP);
        boolean missing = false;
        for (RoomAssessment room : dependencies.roomAssessments()) {
            int lacking = room.seatCounts().needed() - room.seatCounts().usable();
            needed += room.seatCounts().needed();
            usable += Math.min(room.seatCounts().usable(), room.seatCounts().needed());
            resting += lacking > 0 ? Math.min(lacking, room.seatCounts().resting()) : 0;
            unknown += lacking > 0 ? Math.min(lacking, room.seatCounts().unknown()) : 0;
            missing |= lacking > room.seatCounts().resting() + room.seatCounts().unknown();
        }
        boolean testing = dependencies.sessions().stream().allMatch(BoardSession::isLive);
        boolean calm = dependencies.sessions().stream().noneMatch(BoardSession::needsAction);
        String words = small ? "" : usable + " of " + needed;
        if (testing && calm) {
            return stopView("devices", name, "insess", small ? "testing" : words);
        } else if (missing && !(testing && calm)) {
            return stopView("devices", name, NOT_READY, small ? "some not answering" : words);
        } else if (unknown > 0) {
            return stopView("devices", name, UNKNOWN, small ? CANNOT_TELL : words);
        } else if (resting > 0) {
            return stopView("devices", name, "ontrack", small ? "not all open yet" : words + " open");
        }
        return stopView("devices", name, OK, small ? "answering" : words);
    }

    /** What the seats are called: by their kind if they are of one, else devices. */
    private String seatsNoun() {
        Set<DeviceKind> kinds = new LinkedHashSet<>();
        dependencies.seats().forEach(seat -> kinds.add(seat.kind()));
        if (kinds.size() != 1) {
            return "Devices";
        }
        return switch (kinds.iterator().next()) {
            case CHROMEBOOK -> "Chromebooks";
            case TABLET -> "Tablets";
            default -> "Computers";
        };
    }

    private PathSegment networkSegment(String kind, String name, Set<DeviceKind> kinds) {
        List<Device> units = dependencies.networkDevices().stream()
                .filter(unit -> kinds.contains(unit.kind()))
                .toList();
        if (units.isEmpty()) {
            return new PathSegment(stopView(kind, name, NONE, "not watched"), "ok");
        }
        List<Device> down =
                units.stream().filter(unit -> hasUpState(unit.id(), false)).toList();
        List<Device> unknown =
                units.stream().filter(unit -> upState(unit.id()).isEmpty()).toList();
        Set<RoomId> off = new LinkedHashSet<>();
        dependencies.roomAssessments().stream()
                .filter(room -> isCutBy(room, down))
                .forEach(room -> off.add(room.room()));
        long rooms = dependencies.roomAssessments().stream()
                .map(RoomAssessment::room)
                .distinct()
                .count();
        if (!off.isEmpty()) {
            boolean all = off.size() == rooms;
            String words = all ? "off" : "off in " + off.size() + (off.size() == 1 ? " room" : " rooms");
            return new PathSegment(stopView(kind, name, NOT_READY, words), all ? "cut" : "part");
        }
        if (!down.isEmpty()) {
            String words = units.size() - down.size() + " of " + units.size();
            return down.size() == units.size()
                    ? new PathSegment(stopView(kind, name, NOT_READY, "no answer"), "cut")
                    : new PathSegment(stopView(kind, name, RISK, words), "weak");
        }
        if (!unknown.isEmpty()) {
            return new PathSegment(stopView(kind, name, UNKNOWN, CANNOT_TELL), "off");
        }
        if (units.stream().anyMatch(unit -> hasDegradingFailure(unit.id()))) {
            return new PathSegment(stopView(kind, name, RISK, deviceProblemWords(units, Severity.DEGRADING)), "weak");
        }
        boolean wifi = kinds.contains(DeviceKind.ACCESS_POINT);
        String words = wifi ? "all rooms" : units.size() + " of " + units.size();
        return new PathSegment(stopView(kind, name, OK, words), "ok");
    }

    /** Whether the room has cut seats, and one of these is on their way. */
    private boolean isCutBy(RoomAssessment room, List<Device> down) {
        if (down.isEmpty() || room.cutSeats().isEmpty()) {
            return false;
        }
        Set<DeviceId> ids = new LinkedHashSet<>();
        down.forEach(device -> ids.add(device.id()));
        return room.cutSeats().stream()
                .anyMatch(seat -> dependencies.upstreamOf(seat).stream().anyMatch(ids::contains));
    }

    private PathSegment cacheSegment() {
        if (dependencies.caches().isEmpty()) {
            return new PathSegment(stopView("cache", "Test cache", NONE, "not used"), "ok");
        }
        boolean required = false;
        boolean silent = false;
        boolean avoided = false;
        boolean unknown = false;
        boolean weak = false;
        for (PlatformId platform : dependencies.platforms()) {
            List<Device> group = dependencies.caches(platform);
            if (group.isEmpty()) {
                continue;
            }
            boolean none =
                    group.stream().allMatch(cache -> hasUpState(cache.id(), false) || hasBlockingFailure(cache.id()));
            required |= none && isRequired(platform, group);
            silent |= none
                    && isRequired(platform, group)
                    && group.stream().allMatch(cache -> hasUpState(cache.id(), false));
            avoided |= none && !isRequired(platform, group);
            unknown |= !none && group.stream().noneMatch(cache -> hasUpState(cache.id(), true));
            weak |= !none
                    && group.stream()
                            .anyMatch(cache -> hasUpState(cache.id(), false) || hasDegradingFailure(cache.id()));
        }
        if (silent) {
            return new PathSegment(stopView("cache", "Test cache", NOT_READY, "no answer"), "cut");
        } else if (required) {
            return new PathSegment(
                    stopView(
                            "cache",
                            "Test cache",
                            NOT_READY,
                            deviceProblemWords(dependencies.caches(), Severity.BLOCKING)),
                    "weak");
        } else if (avoided) {
            return new PathSegment(stopView("cache", "Test cache", RISK, "going around it"), "around");
        } else if (unknown) {
            return new PathSegment(stopView("cache", "Test cache", UNKNOWN, CANNOT_TELL), "off");
        } else if (weak) {
            return new PathSegment(
                    stopView(
                            "cache", "Test cache", RISK, deviceProblemWords(dependencies.caches(), Severity.DEGRADING)),
                    "weak");
        }
        return new PathSegment(stopView("cache", "Test cache", OK, "answering"), "ok");
    }

    private boolean isRequired(PlatformId platform, List<Device> group) {
        Platform known = input.configuration().platforms().get(platform);
        boolean byPlatform = known != null && known.cacheRequirement() == Platform.CacheRequirement.REQUIRED;
        return group.stream().anyMatch(cache -> cache.cacheRequired().orElse(byPlatform));
    }

    private PathSegment internetSegment() {
        boolean watched = input.configuration().inventory().services().stream()
                .anyMatch(service -> service.kind() == ServiceKind.INTERNET);
        if (!watched) {
            return new PathSegment(stopView("internet", "Internet", NONE, "not watched"), "ok");
        }
        Optional<Boolean> internet = input.assessment().internetUp();
        if (internet.isEmpty()) {
            return new PathSegment(stopView("internet", "Internet", UNKNOWN, CANNOT_TELL), "off");
        }
        return internet.get()
                ? new PathSegment(stopView("internet", "Internet", OK, "working"), "ok")
                : new PathSegment(stopView("internet", "Internet", NOT_READY, "no answer"), "cut");
    }

    private PathSegment vendorSegment(PlatformId platform, boolean internetCut) {
        Platform known = input.configuration().platforms().get(platform);
        String name = known == null ? platform.value() : known.name();
        List<Service> edges = input.configuration().inventory().services().stream()
                .filter(service -> service.kind() == ServiceKind.VENDOR)
                .filter(service ->
                        service.platforms().isEmpty() || service.platforms().contains(platform))
                .toList();
        if (edges.isEmpty()) {
            return new PathSegment(stopView("vendor", name, NONE, "not watched"), internetCut ? "off" : "ok");
        }
        boolean answers = edges.stream().anyMatch(edge -> hasUpState(edge.id(), true));
        boolean silent = edges.stream().allMatch(edge -> hasUpState(edge.id(), false));
        if (edges.stream().anyMatch(edge -> hasUpState(edge.id(), true) && hasBlockingFailure(edge.id()))) {
            return new PathSegment(
                    stopView(
                            "vendor",
                            name,
                            NOT_READY,
                            problemWords(edges.stream().map(Service::id), Severity.BLOCKING)),
                    "weak");
        } else if (answers) {
            return edges.stream().anyMatch(edge -> hasDegradingFailure(edge.id()))
                    ? new PathSegment(
                            stopView(
                                    "vendor",
                                    name,
                                    RISK,
                                    problemWords(edges.stream().map(Service::id), Severity.DEGRADING)),
                            "weak")
                    : new PathSegment(stopView("vendor", name, OK, "answering"), "ok");
        } else if (silent && !internetCut) {
            return new PathSegment(stopView("vendor", name, NOT_READY, "no answer"), "cut");
        }
        return new PathSegment(stopView("vendor", name, UNKNOWN, CANNOT_TELL), "off");
    }

    private static BoardViewParts.PathStopView stopView(String kind, String name, String state, String words) {
        return new BoardViewParts.PathStopView(kind, name, state, words);
    }

    private Optional<Boolean> upState(Target target) {
        return input.assessmentOf(target).flatMap(TargetAssessment::up);
    }

    private boolean hasUpState(Target target, boolean up) {
        return upState(target).filter(is -> is == up).isPresent();
    }

    /** A blocking check of it fails. */
    private boolean hasBlockingFailure(Target target) {
        return hasFailure(target, Severity.BLOCKING);
    }

    /** A degrading check of it fails. */
    private boolean hasDegradingFailure(Target target) {
        return hasFailure(target, Severity.DEGRADING);
    }

    private boolean hasFailure(Target target, Severity severity) {
        return failures(target, severity).findAny().isPresent();
    }

    private Stream<Finding> failures(Target target, Severity severity) {
        return input.assessmentOf(target).stream()
                .flatMap(assessment -> assessment.findings().stream())
                .filter(finding -> finding.severity() == severity && finding.outcome() == CheckOutcome.FAIL);
    }

    private String deviceProblemWords(List<Device> devices, Severity severity) {
        return problemWords(devices.stream().map(Device::id), severity);
    }

    /** At most four words for what is wrong with something that answers, by the signal that shows it. */
    private String problemWords(Stream<? extends Target> targets, Severity severity) {
        return targets.flatMap(target -> failures(target, severity))
                .flatMap(finding -> finding.evidence().stream())
                .map(evidence -> evidence.signal().value())
                .flatMap(signal -> PROBLEM_WORDS.entrySet().stream()
                        .filter(entry -> signal.startsWith(entry.getKey()))
                        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue)
                        .stream())
                .findFirst()
                .orElse("needs a look");
    }
}
