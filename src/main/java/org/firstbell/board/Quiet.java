package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Glance;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;

/** Hours and days without testing: idle walls, the next start, and how the devices are. Lives inside one composition. */
final class Quiet {
    /** Idle begins so long after the last session and ends so long before the next (board design §6.6). */
    private static final Duration AROUND = Duration.ofMinutes(60);

    private static final Duration SEEN = Duration.ofHours(24);
    private static final Duration NOT_SEEN = Duration.ofDays(3);

    private final Scene scene;

    Quiet(Scene scene) {
        this.scene = scene;
    }

    /** The next start that nobody cancelled. */
    private static Optional<Sitting> next(Scene scene) {
        return scene.sittings().stream()
                .filter(sitting -> !sitting.over() && sitting.start().isAfter(scene.now()))
                .min(Comparator.comparing(Sitting::start));
    }

    private static int roomsAt(Scene scene, Instant start) {
        return (int) scene.sittings().stream()
                .filter(sitting -> sitting.start().equals(start) && sitting.word() != SessionWord.CANCELLED)
                .flatMap(sitting -> sitting.rooms().stream())
                .distinct()
                .count();
    }

    /** {@code Tue, Dec 1, 9:00 AM · 4 rooms}. */
    static Optional<String> nextLabel(Scene scene) {
        return next(scene).map(sitting -> {
            int rooms = roomsAt(scene, sitting.start());
            return scene.time(sitting.plan()).dayAndClock(sitting.start()) + " · " + rooms
                    + (rooms == 1 ? " room" : " rooms");
        });
    }

    /** Set in hours without testing, unless something wants somebody. */
    Optional<BoardParts.Idle> idle(boolean wanted) {
        boolean near = scene.sittings().stream()
                .filter(sitting -> sitting.word() != SessionWord.CANCELLED)
                .anyMatch(this::isNear);
        if (wanted || near) {
            return Optional.empty();
        }
        return Optional.of(new BoardParts.Idle(
                next(scene).map(sitting -> scene.time(sitting.plan()).rfc3339(sitting.start())), nextLabel(scene)));
    }

    private boolean isNear(Sitting sitting) {
        return sitting.live()
                || (scene.now().isAfter(sitting.start().minus(AROUND))
                        && scene.now().isBefore(sitting.plan().end().plus(AROUND)));
    }

    BoardParts.Health health() {
        int seen = 0;
        int of = 0;
        int gone = 0;
        int silent = 0;
        int network = 0;
        for (Device device : scene.configuration().inventory().devices()) {
            Optional<Glance> standing = scene.glance(device.id());
            if (!device.inUse() || standing.isEmpty()) {
                continue;
            }
            if (device.kind().seats()) {
                of++;
                Optional<Instant> life = standing.get().lastLife();
                seen += life.filter(at -> at.isAfter(scene.now().minus(SEEN))).isPresent() ? 1 : 0;
                gone += life.filter(at -> at.isBefore(scene.now().minus(NOT_SEEN)))
                                .isPresent()
                        ? 1
                        : 0;
            } else if (isNetwork(device.kind())) {
                network++;
                silent += standing.get().up().orElse(true) ? 0 : 1;
            }
        }
        String words = network == 0
                ? "not watched"
                : silent == 0
                        ? network + (network == 1 ? " device answers" : " devices answer")
                        : silent + " of " + network + " not answering";
        String state = network == 0 ? "none" : silent == 0 ? "ok" : "risk";
        return new BoardParts.Health(
                seen,
                of,
                gone,
                words,
                state,
                next(scene)
                        .map(sitting -> new BoardParts.Next(
                                scene.time(sitting.plan()).rfc3339(sitting.start()), roomsAt(scene, sitting.start()))));
    }

    private static boolean isNetwork(DeviceKind kind) {
        return kind == DeviceKind.SWITCH
                || kind == DeviceKind.ROUTER
                || kind == DeviceKind.ACCESS_POINT
                || kind == DeviceKind.WLAN_CONTROLLER;
    }

    /** After a start: how many rooms of today were measured once; empty when all were, or after two minutes. */
    Optional<BoardParts.Starting> starting() {
        List<Sitting> sittings = scene.counted();
        if (sittings.isEmpty() || !scene.now().isBefore(scene.startedAt().plus(Duration.ofMinutes(2)))) {
            return Optional.empty();
        }
        Map<RoomId, Boolean> rooms = new LinkedHashMap<>();
        for (Sitting sitting : sittings) {
            boolean known = sitting.standing().freshUntil().isPresent();
            sitting.rooms().forEach(room -> rooms.merge(room, known || isMeasured(sitting, room), Boolean::logicalAnd));
        }
        int checked = (int) rooms.values().stream().filter(measured -> measured).count();
        return checked == rooms.size() ? Optional.empty() : Optional.of(new BoardParts.Starting(checked, rooms.size()));
    }

    /** Every seat of the room was looked for once. */
    private boolean isMeasured(Sitting sitting, RoomId room) {
        List<DeviceId> seats = sitting.standing().rooms().stream()
                .filter(standing -> standing.room().equals(room))
                .flatMap(standing -> standing.seatStates().keySet().stream())
                .toList();
        return !seats.isEmpty()
                && seats.stream()
                        .allMatch(seat -> scene.glance(seat).flatMap(Glance::up).isPresent());
    }
}
