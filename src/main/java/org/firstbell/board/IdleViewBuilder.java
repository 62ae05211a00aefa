package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.TargetSummary;

/** Hours and days without testing: idle walls, the next start, and how the devices are. Lives inside one composition. */
final class IdleViewBuilder {
    /** Idle begins so long after the last session and ends so long before the next (board design §6.6). */
    private static final Duration IDLE_MARGIN = Duration.ofMinutes(60);

    private static final Duration RECENTLY_SEEN = Duration.ofHours(24);
    private static final Duration LONG_UNSEEN = Duration.ofDays(3);

    private final BoardInput input;

    IdleViewBuilder(BoardInput input) {
        this.input = input;
    }

    /** The next start that nobody cancelled. */
    private static Optional<BoardSession> nextSession(BoardInput input) {
        return input.sessions().stream()
                .filter(session -> !session.isOver() && session.start().isAfter(input.now()))
                .min(Comparator.comparing(BoardSession::start));
    }

    private static int roomCountAt(BoardInput input, Instant start) {
        return (int) input.sessions().stream()
                .filter(session -> session.start().equals(start) && session.label() != SessionLabel.CANCELLED)
                .flatMap(session -> session.rooms().stream())
                .distinct()
                .count();
    }

    /** {@code Tue, Dec 1, 9:00 AM · 4 rooms}. */
    static Optional<String> nextStartLabel(BoardInput input) {
        return nextSession(input).map(session -> {
            int rooms = roomCountAt(input, session.start());
            return input.timeFormat(session.session()).dayAndClock(session.start()) + " · " + rooms
                    + (rooms == 1 ? " room" : " rooms");
        });
    }

    /** Set in hours without testing, unless something wants somebody. */
    Optional<BoardViewParts.IdleView> idleView(boolean wanted) {
        boolean near = input.sessions().stream()
                .filter(session -> session.label() != SessionLabel.CANCELLED)
                .anyMatch(this::isNearSession);
        if (wanted || near) {
            return Optional.empty();
        }
        return Optional.of(new BoardViewParts.IdleView(
                nextSession(input)
                        .map(session -> input.timeFormat(session.session()).rfc3339(session.start())),
                nextStartLabel(input)));
    }

    private boolean isNearSession(BoardSession session) {
        return session.isLive()
                || (input.now().isAfter(session.start().minus(IDLE_MARGIN))
                        && input.now().isBefore(session.session().end().plus(IDLE_MARGIN)));
    }

    BoardViewParts.DeviceHealthView deviceHealthView() {
        int seen = 0;
        int of = 0;
        int gone = 0;
        int silent = 0;
        int network = 0;
        for (Device device : input.configuration().inventory().devices()) {
            Optional<TargetSummary> standing = input.summary(device.id());
            if (!device.inUse() || standing.isEmpty()) {
                continue;
            }
            if (device.kind().isTestingDevice()) {
                of++;
                Optional<Instant> life = standing.get().lastSeen();
                seen += life.filter(at -> at.isAfter(input.now().minus(RECENTLY_SEEN)))
                                .isPresent()
                        ? 1
                        : 0;
                gone += life.filter(at -> at.isBefore(input.now().minus(LONG_UNSEEN)))
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
        return new BoardViewParts.DeviceHealthView(
                seen,
                of,
                gone,
                words,
                state,
                nextSession(input)
                        .map(session -> new BoardViewParts.NextStartView(
                                input.timeFormat(session.session()).rfc3339(session.start()),
                                roomCountAt(input, session.start()))));
    }

    private static boolean isNetwork(DeviceKind kind) {
        return kind == DeviceKind.SWITCH
                || kind == DeviceKind.ROUTER
                || kind == DeviceKind.ACCESS_POINT
                || kind == DeviceKind.WLAN_CONTROLLER;
    }

    /** After a start: how many rooms of today were measured once; empty when all were, or after two minutes. */
    Optional<BoardViewParts.StartupView> startupView() {
        List<BoardSession> unfinished = input.unfinishedToday();
        if (unfinished.isEmpty() || !input.now().isBefore(input.startedAt().plus(Duration.ofMinutes(2)))) {
            return Optional.empty();
        }
        Map<RoomId, Boolean> rooms = new LinkedHashMap<>();
        for (BoardSession session : unfinished) {
            boolean known = session.assessment().freshUntil().isPresent();
            session.rooms().forEach(room -> rooms.merge(room, known || isMeasured(session, room), Boolean::logicalAnd));
        }
        int checked = (int) rooms.values().stream().filter(measured -> measured).count();
        return checked == rooms.size()
                ? Optional.empty()
                : Optional.of(new BoardViewParts.StartupView(checked, rooms.size()));
    }

    /** Every seat of the room was looked for once. */
    private boolean isMeasured(BoardSession session, RoomId room) {
        List<DeviceId> seats = session.assessment().rooms().stream()
                .filter(assessment -> assessment.room().equals(room))
                .flatMap(assessment -> assessment.seatStates().keySet().stream())
                .toList();
        return !seats.isEmpty()
                && seats.stream()
                        .allMatch(seat ->
                                input.summary(seat).flatMap(TargetSummary::up).isPresent());
    }
}
