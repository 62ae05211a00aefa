package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.School;
import org.jspecify.annotations.Nullable;

/**
 * Composes what is judged now into the snapshot that everybody sees. Confined to the core's event loop; one for each
 * configuration.
 *
 * <p>Cost follows change: a room is drawn anew when something in it changed, a session or an incident when it stands
 * otherwise. What needs a walk over all devices, such as how old the oldest answer is, is of the last walk: one a second,
 * and in a district one for each {@value #WALKED} devices.
 */
public final class Boards {
    private static final Duration WALK = Duration.ofSeconds(1);
    private static final int WALKED = 4_000;

    private final Configuration configuration;
    private final Floor floor;
    private final Instant startedAt;
    private final Map<IncidentId, IncidentViews.Kept> incidents = new HashMap<>();
    private final Map<String, SessionViews.Kept> sessions = new HashMap<>();
    private final RoomViews rooms;
    private final Set<Target> changed = new HashSet<>();
    private final Duration betweenWalks;
    private Instant walkedAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private @Nullable Surroundings around;
    private OpenIncidents openAround = OpenIncidents.NONE;
    private Collection<Incident> recentBefore = List.of();
    private List<IncidentView> openBefore = List.of();
    private @Nullable BoardSnapshot last;

    /** Tells two sets of open incidents apart: one that opens has the highest number so far. */
    private record OpenIncidents(int count, long newest) {
        private static final OpenIncidents NONE = new OpenIncidents(0, 0);

        static OpenIncidents of(Collection<Incident> open) {
            long newest = 0;
            for (Incident incident : open) {
                newest = Math.max(newest, incident.id().number());
            }
            return new OpenIncidents(open.size(), newest);
        }
    }

    /** @param startedAt when the daemon started: until all was measured once the board says that it is starting */
    public Boards(Configuration configuration, Instant startedAt) {
        this.configuration = configuration;
        this.floor = new Floor(configuration);
        this.rooms = new RoomViews(configuration.inventory(), floor);
        this.betweenWalks =
                WALK.multipliedBy(1 + configuration.inventory().devices().size() / WALKED);
        this.startedAt = startedAt;
    }

    /** Takes note that these are judged otherwise: what shows them is drawn anew with the next snapshot. */
    public void changed(Collection<? extends Target> targets) {
        changed.addAll(targets);
    }

    /** How often a room was drawn since the start. */
    long roomsDrawn() {
        return rooms.drawn();
    }

    /**
     * The snapshot of this moment.
     *
     * @param open open and acknowledged incidents
     * @param recent resolved ones that pages may still ask for
     * @param all whether everything is looked at anew, whatever was said to have changed
     */
    public BoardSnapshot compose(
            Assessment assessment,
            Collection<Incident> open,
            Collection<Incident> recent,
            BoardStatus status,
            boolean all) {
        Surroundings surroundings = around;
        Instant now = assessment.at();
        boolean walk = all || surroundings == null || isDue(now, walkedAt, betweenWalks);
        Scene scene = Scene.of(configuration, floor, startedAt, assessment, open);
        OpenIncidents opened = OpenIncidents.of(open);
        // The path to the test agrees with the cards: it never shows whole what a card on the same board calls silent.
        if (walk || surroundings == null || !opened.equals(openAround) || isDue(now, lookedAt, WALK)) {
            surroundings = Surroundings.of(scene, walk ? null : surroundings);
            around = surroundings;
            openAround = opened;
            lookedAt = now;
            walkedAt = walk ? now : walkedAt;
        }
        rooms.look(scene, changed, all);
        changed.clear();
        return compose(scene, surroundings, recent, status);
    }

    private static boolean isDue(Instant now, Instant last, Duration apart) {
        return last.equals(Instant.MIN) || !now.isBefore(last.plus(apart)) || now.isBefore(last);
    }

    private BoardSnapshot compose(
            Scene scene, Surroundings surroundings, Collection<Incident> recent, BoardStatus status) {
        BoardSnapshot before = last;
        SessionViews sessions = new SessionViews(scene, surroundings, this.sessions);
        Map<String, SessionView> all = new LinkedHashMap<>();
        scene.sittings().forEach(sitting -> all.put(sitting.id(), sessions.view(sitting)));
        Map<String, SessionView> shared = Shared.map(before == null ? Map.of() : before.sessions(), all);
        IncidentViews incidents = new IncidentViews(scene, status.nextMails());
        Map<String, IncidentView> everyIncident =
                incidents(scene, recent, incidents, before == null ? Map.of() : before.incidents());
        LiveBoard live = live(scene, surroundings, shared, everyIncident, incidents, status);
        BoardSnapshot next =
                new BoardSnapshot(scene.now(), scene.time(), live, shared, everyIncident, configuration.inventory());
        last = next;
        return next;
    }

    @SuppressWarnings("ReferenceEquality") // the same list holds the same incidents
    private Map<String, IncidentView> incidents(
            Scene scene, Collection<Incident> recent, IncidentViews views, Map<String, IncidentView> before) {
        List<IncidentView> open = new ArrayList<>(scene.open().size());
        scene.open().forEach(incident -> open.add(views.view(incident, incidents)));
        if (recent == recentBefore && open.equals(openBefore)) {
            return before;
        }
        recentBefore = recent;
        openBefore = open;
        List<Incident> newestFirst = new ArrayList<>(scene.open());
        recent.stream().filter(incident -> !incident.isOpen()).forEach(newestFirst::add);
        newestFirst.sort(Comparator.comparing(Incident::openedAt)
                .thenComparing(Incident::id)
                .reversed());
        Map<String, IncidentView> all = new LinkedHashMap<>();
        Set<IncidentId> known = new HashSet<>();
        for (Incident incident : newestFirst) {
            IncidentView view = views.view(incident, incidents);
            all.put(view.id(), view);
            known.add(incident.id());
        }
        incidents.keySet().retainAll(known);
        return Shared.map(before, all);
    }

    private LiveBoard live(
            Scene scene,
            Surroundings surroundings,
            Map<String, SessionView> sessions,
            Map<String, IncidentView> incidents,
            IncidentViews incidentViews,
            BoardStatus status) {
        @Nullable LiveBoard before = last == null ? null : last.live();
        Quiet quiet = new Quiet(scene);
        Attention attention = new Attention(scene, incidentViews);
        Optional<BoardParts.Starting> starting = quiet.starting();
        List<Attention.Hit> hits = attention.hits(starting.isPresent());
        List<BoardParts.Card> cards =
                new ArrayList<>(hits.stream().map(Attention.Hit::card).toList());
        attention.mailCard(status.mailTrouble()).ifPresent(cards::add);
        Optional<BoardParts.Blind> blind = scene.assessment()
                .blindness()
                .map(blindness -> new BoardParts.Blind(
                        scene.time().rfc3339(blindness.since()), Places.capital(blindness.sentence())));
        Map<String, SessionView> today = new LinkedHashMap<>();
        scene.today().forEach(sitting -> Shared.copy(sessions, sitting.id(), today));
        boolean wanted = !cards.isEmpty() || starting.isPresent() || blind.isPresent();
        LiveBoard next = new LiveBoard(
                school(scene.school()),
                starting,
                blind,
                new VerdictBands(scene, hits, surroundings.newest()).band(starting),
                List.copyOf(cards),
                Attention.also(cards),
                Shared.map(before == null ? Map.of() : before.sessions(), today),
                Shared.map(before == null ? Map.of() : before.rooms(), rooms.views()),
                before != null && last != null && last.incidents() == incidents
                        ? before.incidents()
                        : open(scene, incidents, before == null ? Map.of() : before.incidents()),
                surroundings.lifeline(),
                surroundings.freshness(),
                new BoardParts.MailPart(status.mailTrouble().isEmpty(), status.mailTrouble()),
                surroundings.health(),
                quiet.idle(wanted),
                new BoardParts.ConfigPart(status.reloadTrouble().isEmpty(), status.reloadTrouble()));
        return before != null && before.equals(next) ? before : next;
    }

    private static Map<String, IncidentView> open(
            Scene scene, Map<String, IncidentView> incidents, Map<String, IncidentView> before) {
        Map<String, IncidentView> open = new LinkedHashMap<>();
        scene.open().forEach(incident -> Shared.copy(incidents, incident.id().toString(), open));
        return Shared.map(before, open);
    }

    private BoardParts.SchoolPart school(School first) {
        String name =
                configuration.schools().stream().map(School::name).collect(java.util.stream.Collectors.joining(" · "));
        String called = first.help().name().isEmpty()
                ? first.role("technician", "Tech office")
                : first.help().name();
        return new BoardParts.SchoolPart(
                name,
                first.timezone().getId(),
                new BoardParts.Help(called, first.help().phone()),
                false);
    }
}
