package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.School;
import org.jspecify.annotations.Nullable;

/**
 * Composes what is judged now into the snapshot that everybody sees. Confined to the core's event loop; one for each
 * configuration.
 *
 * <p>Devices are walked at most once a second, since a large school has thousands; sessions, seats and incidents are of
 * the moment.
 */
public final class Boards {
    private static final Duration WALK = Duration.ofSeconds(1);

    private final Configuration configuration;
    private final Floor floor;
    private final Instant startedAt;
    private final IdentityHashMap<Incident, IncidentView> resolved = new IdentityHashMap<>();
    private final Map<RoomId, RoomViews.Kept> rooms = new HashMap<>();
    private SeenTargets targets = SeenTargets.NONE;
    private Instant walkedAt = Instant.MIN;
    private long walks;
    private @Nullable Surroundings around;
    private @Nullable BoardSnapshot last;

    /** @param startedAt when the daemon started: until all was measured once the board says that it is starting */
    public Boards(Configuration configuration, Instant startedAt) {
        this.configuration = configuration;
        this.floor = new Floor(configuration);
        this.startedAt = startedAt;
    }

    /**
     * The snapshot of this moment.
     *
     * @param open open and acknowledged incidents
     * @param recent resolved ones that pages may still ask for
     * @param urgent a verdict or an incident changed: the devices are walked again too
     */
    public BoardSnapshot compose(
            Assessment assessment,
            Collection<Incident> open,
            Collection<Incident> recent,
            BoardStatus status,
            boolean urgent) {
        Surroundings surroundings = around;
        boolean walk = urgent || surroundings == null || isDue(assessment.at());
        if (walk) {
            targets = SeenTargets.of(configuration.inventory(), assessment);
            walkedAt = assessment.at();
            walks++;
        }
        Scene scene = Scene.of(configuration, floor, startedAt, assessment, open, targets);
        if (walk || surroundings == null) {
            surroundings = Surroundings.of(scene);
            around = surroundings;
        }
        return compose(scene, surroundings, recent, status);
    }

    private boolean isDue(Instant now) {
        return !now.isBefore(walkedAt.plus(WALK)) || now.isBefore(walkedAt);
    }

    private BoardSnapshot compose(
            Scene scene, Surroundings surroundings, Collection<Incident> recent, BoardStatus status) {
        BoardSnapshot before = last;
        SessionViews sessions = new SessionViews(scene, surroundings);
        Map<String, SessionView> all = new LinkedHashMap<>();
        scene.sittings().forEach(sitting -> all.put(sitting.id(), sessions.view(sitting)));
        Map<String, SessionView> shared = Shared.map(before == null ? Map.of() : before.sessions(), all);
        IncidentViews incidents = new IncidentViews(scene, status.nextMails());
        Map<String, IncidentView> everyIncident =
                Shared.map(before == null ? Map.of() : before.incidents(), incidents(scene, recent, incidents));
        LiveBoard live = live(scene, surroundings, shared, everyIncident, incidents, status);
        BoardSnapshot next = new BoardSnapshot(scene.now(), scene.time(), live, shared, everyIncident, scene.targets());
        last = next;
        return next;
    }

    private Map<String, IncidentView> incidents(Scene scene, Collection<Incident> recent, IncidentViews views) {
        List<Incident> newestFirst = new ArrayList<>(scene.open());
        recent.stream().filter(incident -> !incident.isOpen()).forEach(newestFirst::add);
        newestFirst.sort(Comparator.comparing(Incident::openedAt)
                .thenComparing(Incident::id)
                .reversed());
        resolved.keySet().retainAll(identities(recent));
        Map<String, IncidentView> all = new LinkedHashMap<>();
        for (Incident incident : newestFirst) {
            IncidentView view =
                    incident.isOpen() ? views.view(incident) : resolved.computeIfAbsent(incident, views::view);
            all.put(view.id(), view);
        }
        return all;
    }

    private static Collection<Incident> identities(Collection<Incident> incidents) {
        Collection<Incident> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(incidents);
        return same;
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
        Map<String, IncidentView> openOnes = new LinkedHashMap<>();
        scene.open().forEach(incident -> Shared.copy(incidents, incident.id().toString(), openOnes));
        boolean wanted = !cards.isEmpty() || starting.isPresent() || blind.isPresent();
        LiveBoard next = new LiveBoard(
                school(scene.school()),
                starting,
                blind,
                new VerdictBands(scene, hits, surroundings.newest()).band(starting),
                List.copyOf(cards),
                Attention.also(cards),
                Shared.map(before == null ? Map.of() : before.sessions(), today),
                Shared.map(before == null ? Map.of() : before.rooms(), new RoomViews(scene, rooms, walks).views()),
                Shared.map(before == null ? Map.of() : before.incidents(), openOnes),
                surroundings.lifeline(),
                surroundings.freshness(),
                new BoardParts.MailPart(status.mailTrouble().isEmpty(), status.mailTrouble()),
                surroundings.health(),
                quiet.idle(wanted),
                new BoardParts.ConfigPart(status.reloadTrouble().isEmpty(), status.reloadTrouble()));
        return before != null && before.equals(next) ? before : next;
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
