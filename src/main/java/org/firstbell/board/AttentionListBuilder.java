package org.firstbell.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.Subject;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.wording.NaturalOrder;
import org.firstbell.wording.RoomNames;

/**
 * What wants somebody, in the order in which it does: one cause, one card. Lives inside one composition.
 *
 * <p>Order: what keeps a session from starting or going on, by start; then what is unknown or at risk, by start, the
 * unknown first; ties by room name. Accepted risks stand last.
 */
final class AttentionListBuilder {
    /** So many sessions hit by one thing above them make one shared card (board design §6.5). */
    private static final int SHARED_CARD_SESSIONS = 3;

    /** One card with what it was made from. */
    record AttentionItem(
            BoardViewParts.CardView card,
            SessionLabel label,
            List<BoardSession> sessions,
            Optional<Incident> incident) {}

    private static final Comparator<AttentionItem> BY_URGENCY = Comparator.comparing(
                    (AttentionItem item) -> item.card().quiet())
            .thenComparing(item -> isUrgent(item.label()) ? 0 : 1)
            .thenComparing(item -> firstStart(item.sessions()))
            .thenComparing(item -> item.label() == SessionLabel.UNKNOWN ? 0 : 1)
            .thenComparing(item -> item.card().place(), NaturalOrder.NAMES);

    private final BoardInput input;
    private final IncidentViewBuilder incidentViews;
    private int roomCount = -1;

    AttentionListBuilder(BoardInput input, IncidentViewBuilder incidents) {
        this.input = input;
        this.incidentViews = incidents;
    }

    static boolean isUrgent(SessionLabel label) {
        return label == SessionLabel.INTERRUPTED || label == SessionLabel.NOT_READY || label == SessionLabel.CHECK_ROOM;
    }

    private static Instant firstStart(List<BoardSession> sessions) {
        return sessions.stream()
                .map(BoardSession::start)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /**
     * Cards of today's sessions, in order of attention.
     *
     * @param starting whether what was never polled is left out
     */
    List<AttentionItem> build(boolean starting) {
        Map<String, List<BoardSession>> byCause = new LinkedHashMap<>();
        Map<String, Incident> causes = new LinkedHashMap<>();
        for (BoardSession session : input.unfinishedToday()) {
            if (session.needsAction()) {
                Optional<Incident> incident = SessionViewBuilder.RequiredAction.of(input, session)
                        .flatMap(SessionViewBuilder.RequiredAction::incident);
                String key = incident.map(found -> "i" + found.id()).orElse("s-" + session.id());
                incident.ifPresent(found -> causes.put(key, found));
                byCause.computeIfAbsent(key, first -> new ArrayList<>()).add(session);
            }
        }
        List<AttentionItem> hits = new ArrayList<>();
        byCause.forEach(
                (key, sessions) -> hits.add(attentionItem(key, sessions, Optional.ofNullable(causes.get(key)))));
        hits.removeIf(item -> starting
                && item.label() == SessionLabel.UNKNOWN
                && item.incident().isEmpty());
        hits.sort(BY_URGENCY);
        return List.copyOf(hits);
    }

    private AttentionItem attentionItem(String id, List<BoardSession> sessions, Optional<Incident> incident) {
        SessionLabel label = sessions.stream()
                .map(BoardSession::label)
                .min(SessionLabel::compareTo)
                .orElseThrow();
        BoardSession first = sessions.stream()
                .filter(session -> session.label() == label)
                .findFirst()
                .orElseThrow();
        Optional<SessionViewBuilder.RequiredAction> wanted = SessionViewBuilder.RequiredAction.of(input, first);
        String contact = input.contact(first);
        List<RoomId> rooms = affectedRooms(sessions, incident);
        List<String> places = rooms.stream().map(input::roomName).toList();
        BoardViewParts.CardView card = new BoardViewParts.CardView(
                id,
                label.styleName(),
                label.text(),
                placeText(places),
                places,
                sessions.stream().map(BoardSession::id).toList(),
                rooms.stream().map(RoomId::value).toList(),
                metaLine(sessions),
                wanted.map(words -> words.message().wall()).orElse("We can't tell why yet."),
                wanted.map(words -> words.message().full()).orElse("We can't tell why yet."),
                wanted.map(words -> RoomNames.withoutContact(words.remedy().wall(), contact))
                        .orElse("Look in the room."),
                wanted.map(words -> words.remedy().full()).orElse("Look in the room. " + contact + "."),
                contact,
                incident.map(found -> found.id().toString()),
                incident.flatMap(incidentViews::ownerView),
                input.timeFormat(first.session())
                        .rfc3339(incident.map(Incident::firstSignAt)
                                .orElse(first.assessment().since())),
                incident.isPresent() && isShared(incident.get(), sessions),
                sessions.stream().allMatch(BoardSession::isRiskAccepted));
        return new AttentionItem(card, label, List.copyOf(sessions), incident);
    }

    /** The rooms a cause hits, as far as they make a session what it is; in the order of the board. */
    private List<RoomId> affectedRooms(List<BoardSession> sessions, Optional<Incident> incident) {
        List<RoomId> decisive = sessions.stream()
                .flatMap(session -> session.decisiveRooms().stream())
                .distinct()
                .sorted(Comparator.comparingInt(input.layout()::roomRank))
                .toList();
        List<RoomId> hit = decisive.stream()
                .filter(room -> incident.isPresent()
                        && incident.get().affected().rooms().contains(room))
                .toList();
        return hit.isEmpty() ? decisive : hit;
    }

    private String placeText(List<String> places) {
        int all = places.size() > 2 ? countRoomsToday() : 0;
        return places.size() > 2 && places.size() == all ? "All " + all + " rooms" : RoomNames.joined(places);
    }

    /** How many rooms today's sessions use. */
    private int countRoomsToday() {
        if (roomCount < 0) {
            roomCount = (int) input.unfinishedToday().stream()
                    .flatMap(session -> session.rooms().stream())
                    .distinct()
                    .count();
        }
        return roomCount;
    }

    private String metaLine(List<BoardSession> sessions) {
        BoardSession first = sessions.get(0);
        String start = input.timeFormat(first.session()).clock(first.start());
        if (sessions.size() == 1) {
            return first.session().name() + " · "
                    + input.layout().platformName(first.session().platform()) + " · " + start;
        }
        boolean one = sessions.stream().allMatch(session -> session.start().equals(first.start()));
        return sessions.size() + " sessions" + (one ? " at " : " from ") + start;
    }

    /** One thing above the rooms that hits three sessions, or every session of a start. */
    private boolean isShared(Incident incident, List<BoardSession> sessions) {
        Cause cause = incident.cause();
        boolean upstream = switch (cause.kind()) {
            case SERVICE, MONITOR -> true;
            case DEVICE -> !isSeatDevice(cause.id());
            case GROUP -> false;
        };
        if (!upstream || sessions.size() < 2) {
            return false;
        }
        if (sessions.size() >= SHARED_CARD_SESSIONS) {
            return true;
        }
        Map<Instant, List<BoardSession>> waves =
                input.unfinishedToday().stream().collect(Collectors.groupingBy(BoardSession::start));
        return waves.values().stream().anyMatch(wave -> wave.size() > 1 && sessions.containsAll(wave));
    }

    private boolean isSeatDevice(String device) {
        return Subject.isId(device)
                && input.configuration()
                        .inventory()
                        .device(new DeviceId(device))
                        .map(found -> found.kind().isTestingDevice())
                        .orElse(false);
    }

    /** What stands beside the rooms: mail that does not get out. */
    Optional<BoardViewParts.CardView> mailProblemCard(Optional<String> trouble) {
        String call = input.configuration().firstSchool().contact();
        return trouble.map(sentence -> new BoardViewParts.CardView(
                "mail",
                SessionLabel.AT_RISK.styleName(),
                SessionLabel.AT_RISK.text(),
                "E-mail",
                List.of("E-mail"),
                List.of(),
                List.of(),
                "Nobody is told by e-mail now",
                "E-mail is not working.",
                sentence,
                "Watch this board; tell the tech office.",
                "Watch this board instead. Ask the tech office to look at the mail server." + " " + call + ".",
                call,
                Optional.empty(),
                Optional.empty(),
                "",
                false,
                false));
    }

    /** The "Also:" line: everything behind the first three cards, by state. */
    static List<String> overflowLines(List<BoardViewParts.CardView> cards) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        cards.stream()
                .skip(SHARED_CARD_SESSIONS)
                .forEach(card -> names.computeIfAbsent(card.word(), word -> new ArrayList<>())
                        .addAll(card.places().stream().map(RoomNames::shortName).toList()));
        return names.entrySet().stream()
                .map(entry ->
                        String.join(", ", entry.getValue().stream().distinct().toList()) + " "
                                + labelAfterCount(entry.getKey()))
                .toList();
    }

    /** A state word behind a count: {@code at risk}. */
    static String labelAfterCount(String word) {
        return switch (word) {
            case "CHECK ROOM" -> "to check";
            case "IN SESSION" -> "testing";
            default -> word.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
