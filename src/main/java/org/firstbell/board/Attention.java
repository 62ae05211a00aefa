package org.firstbell.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.model.Cause;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Subject;

/**
 * What wants somebody, in the order in which it does: one cause, one card. Lives inside one composition.
 *
 * <p>Order: what keeps a session from starting or going on, by start; then what is unknown or at risk, by start, the
 * unknown first; ties by room name. Accepted risks stand last.
 */
final class Attention {
    /** So many sessions hit by one thing above them make one shared card (board design §6.5). */
    private static final int SHARED = 3;

    /** One card with what it was made from. */
    record Hit(BoardParts.Card card, SessionWord word, List<Sitting> sittings, Optional<Incident> incident) {}

    private static final Comparator<Hit> ORDER = Comparator.comparing(
                    (Hit hit) -> hit.card().quiet())
            .thenComparing(hit -> urgent(hit.word()) ? 0 : 1)
            .thenComparing(hit -> firstStart(hit.sittings()))
            .thenComparing(hit -> hit.word() == SessionWord.UNKNOWN ? 0 : 1)
            .thenComparing(hit -> hit.card().place(), NaturalOrder.NAMES);

    private final Scene scene;
    private final IncidentViews incidents;
    private int rooms = -1;

    Attention(Scene scene, IncidentViews incidents) {
        this.scene = scene;
        this.incidents = incidents;
    }

    static boolean urgent(SessionWord word) {
        return word == SessionWord.INTERRUPTED || word == SessionWord.NOT_READY || word == SessionWord.CHECK_ROOM;
    }

    private static Instant firstStart(List<Sitting> sittings) {
        return sittings.stream().map(Sitting::start).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /**
     * Cards of today's sessions, in order of attention.
     *
     * @param starting what is unknown because nobody asked yet is no news
     */
    List<Hit> hits(boolean starting) {
        Map<String, List<Sitting>> byCause = new LinkedHashMap<>();
        Map<String, Incident> causes = new LinkedHashMap<>();
        for (Sitting sitting : scene.counted()) {
            if (sitting.wantsAction()) {
                Optional<Incident> incident =
                        SessionViews.Wanted.of(scene, sitting).flatMap(SessionViews.Wanted::incident);
                String key = incident.map(found -> "i" + found.id()).orElse("s-" + sitting.id());
                incident.ifPresent(found -> causes.put(key, found));
                byCause.computeIfAbsent(key, first -> new ArrayList<>()).add(sitting);
            }
        }
        List<Hit> hits = new ArrayList<>();
        byCause.forEach((key, sittings) -> hits.add(hit(key, sittings, Optional.ofNullable(causes.get(key)))));
        hits.removeIf(hit ->
                starting && hit.word() == SessionWord.UNKNOWN && hit.incident().isEmpty());
        hits.sort(ORDER);
        return List.copyOf(hits);
    }

    private Hit hit(String id, List<Sitting> sittings, Optional<Incident> incident) {
        SessionWord word =
                sittings.stream().map(Sitting::word).min(SessionWord::compareTo).orElseThrow();
        Sitting first = sittings.stream()
                .filter(sitting -> sitting.word() == word)
                .findFirst()
                .orElseThrow();
        Optional<SessionViews.Wanted> wanted = SessionViews.Wanted.of(scene, first);
        List<RoomId> rooms = rooms(sittings, incident);
        List<String> places = rooms.stream().map(scene::place).toList();
        BoardParts.Card card = new BoardParts.Card(
                id,
                word.hook(),
                word.text(),
                place(places),
                places,
                sittings.stream().map(Sitting::id).toList(),
                rooms.stream().map(RoomId::value).toList(),
                meta(sittings),
                wanted.map(words -> words.message().wall()).orElse("We can't tell why yet."),
                wanted.map(words -> words.message().full()).orElse("We can't tell why yet."),
                wanted.map(words -> Places.withoutContact(words.remedy().wall(), scene.contact()))
                        .orElse("Look in the room."),
                wanted.map(words -> words.remedy().full()).orElse("Look in the room. " + scene.contact() + "."),
                scene.contact(),
                incident.map(found -> found.id().toString()),
                incident.flatMap(incidents::owner),
                scene.time()
                        .rfc3339(incident.map(Incident::firstSignAt)
                                .orElse(first.standing().since())),
                incident.isPresent() && isShared(incident.get(), sittings),
                sittings.stream().allMatch(Sitting::accepted));
        return new Hit(card, word, List.copyOf(sittings), incident);
    }

    /** The rooms a cause hits, as far as they make a session what it is; in the order of the board. */
    private List<RoomId> rooms(List<Sitting> sittings, Optional<Incident> incident) {
        List<RoomId> decisive = sittings.stream()
                .flatMap(sitting -> sitting.decisiveRooms().stream())
                .distinct()
                .sorted(Comparator.comparingInt(scene.floor()::rank))
                .toList();
        List<RoomId> hit = decisive.stream()
                .filter(room -> incident.isPresent()
                        && incident.get().affected().rooms().contains(room))
                .toList();
        return hit.isEmpty() ? decisive : hit;
    }

    private String place(List<String> places) {
        int all = places.size() > 2 ? allRooms() : 0;
        return places.size() > 2 && places.size() == all ? "All " + all + " rooms" : Places.of(places);
    }

    /** How many rooms today's sessions use. */
    private int allRooms() {
        if (rooms < 0) {
            rooms = (int) scene.counted().stream()
                    .flatMap(sitting -> sitting.rooms().stream())
                    .distinct()
                    .count();
        }
        return rooms;
    }

    private String meta(List<Sitting> sittings) {
        Sitting first = sittings.get(0);
        String start = scene.time(first.plan()).clock(first.start());
        if (sittings.size() == 1) {
            return first.plan().name() + " · "
                    + scene.floor().platform(first.plan().platform()) + " · " + start;
        }
        boolean one = sittings.stream().allMatch(sitting -> sitting.start().equals(first.start()));
        return sittings.size() + " sessions" + (one ? " at " : " from ") + start;
    }

    /** One thing above the rooms that hits three sessions, or every session of a start. */
    private boolean isShared(Incident incident, List<Sitting> sittings) {
        Cause cause = incident.cause();
        boolean upstream = switch (cause.kind()) {
            case SERVICE, MONITOR -> true;
            case DEVICE -> !seats(cause.id());
            case GROUP -> false;
        };
        if (!upstream || sittings.size() < 2) {
            return false;
        }
        if (sittings.size() >= SHARED) {
            return true;
        }
        Map<Instant, List<Sitting>> waves = scene.counted().stream().collect(Collectors.groupingBy(Sitting::start));
        return waves.values().stream().anyMatch(wave -> wave.size() > 1 && sittings.containsAll(wave));
    }

    private boolean seats(String device) {
        return Subject.isId(device)
                && scene.configuration()
                        .inventory()
                        .device(new DeviceId(device))
                        .map(found -> found.kind().seats())
                        .orElse(false);
    }

    /** What stands beside the rooms: mail that does not get out. */
    Optional<BoardParts.Card> mailCard(Optional<String> trouble) {
        String call = scene.contact();
        return trouble.map(sentence -> new BoardParts.Card(
                "mail",
                SessionWord.AT_RISK.hook(),
                SessionWord.AT_RISK.text(),
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
    static List<String> also(List<BoardParts.Card> cards) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        cards.stream()
                .skip(SHARED)
                .forEach(card -> names.computeIfAbsent(card.word(), word -> new ArrayList<>())
                        .addAll(card.places().stream().map(Places::brief).toList()));
        return names.entrySet().stream()
                .map(entry -> String.join(
                                ", ", entry.getValue().stream().distinct().toList()) + " " + counted(entry.getKey()))
                .toList();
    }

    /** A state word behind a count: {@code at risk}. */
    static String counted(String word) {
        return switch (word) {
            case "CHECK ROOM" -> "to check";
            case "IN SESSION" -> "testing";
            default -> word.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
