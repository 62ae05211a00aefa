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
import org.firstbell.board.view.BoardView;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.board.view.IncidentView;
import org.firstbell.board.view.SessionView;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.School;
import org.firstbell.model.status.Assessment;
import org.firstbell.wording.RoomNames;
import org.jspecify.annotations.Nullable;

/**
 * The composition of the present assessment into the snapshot that everybody sees. Confined to the core's event loop; one for each
 * configuration.
 *
 * <p>Cost follows change: a room is composed anew when something in it changed, a session or an incident when its state
 * did. What needs a walk over all devices, such as how old the oldest answer is, is of the last walk: one a second,
 * and in a district one for each {@value #DEVICES_PER_SCAN_INTERVAL} devices.
 */
public final class BoardComposer {
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(1);
    private static final int DEVICES_PER_SCAN_INTERVAL = 4_000;

    private final Configuration configuration;
    private final SchoolLayout layout;
    private final Instant startedAt;
    private final Map<IncidentId, IncidentViewBuilder.CachedIncidentView> cachedIncidents = new HashMap<>();
    private final Map<String, SessionViewBuilder.CachedSessionView> cachedSessions = new HashMap<>();
    private final RoomViewBuilder roomViews;
    private final Set<Target> changedTargets = new HashSet<>();
    private final Duration scanInterval;
    private Instant scannedAt = Instant.MIN;
    private Instant deviceScanUpdatedAt = Instant.MIN;
    private @Nullable DeviceScan deviceScan;
    private OpenIncidentsVersion openAtDeviceScan = OpenIncidentsVersion.NONE;
    private Collection<Incident> previousRecent = List.of();
    private List<IncidentView> previousOpen = List.of();
    private @Nullable BoardSnapshot lastSnapshot;

    /** Tells two sets of open incidents apart: one that opens has the highest number so far. */
    private record OpenIncidentsVersion(int count, long newest) {
        private static final OpenIncidentsVersion NONE = new OpenIncidentsVersion(0, 0);

        static OpenIncidentsVersion of(Collection<Incident> open) {
            long newest = 0;
            for (Incident incident : open) {
                newest = Math.max(newest, incident.id().number());
            }
            return new OpenIncidentsVersion(open.size(), newest);
        }
    }

    /** @param startedAt when the daemon started: until all was measured once the board says that it is starting */
    public BoardComposer(Configuration configuration, Instant startedAt) {
        this.configuration = configuration;
        this.layout = new SchoolLayout(configuration);
        this.roomViews = new RoomViewBuilder(configuration.inventory(), layout);
        this.scanInterval = SCAN_INTERVAL.multipliedBy(
                1 + configuration.inventory().devices().size() / DEVICES_PER_SCAN_INTERVAL);
        this.startedAt = startedAt;
    }

    /** Marks targets whose assessment changed: what shows them is composed anew with the next snapshot. */
    public void markChanged(Collection<? extends Target> targets) {
        changedTargets.addAll(targets);
    }

    /** How often a room was composed since the start. */
    long roomRebuildCount() {
        return roomViews.rebuildCount();
    }

    /**
     * The snapshot of this moment.
     *
     * @param open open and acknowledged incidents
     * @param recent resolved ones that pages may still ask for
     * @param all whether everything is composed anew, whatever was marked as changed
     */
    public BoardSnapshot compose(
            Assessment assessment,
            Collection<Incident> open,
            Collection<Incident> recent,
            BoardStatus status,
            boolean all) {
        DeviceScan scan = deviceScan;
        Instant now = assessment.at();
        boolean walk = all || scan == null || isDue(now, scannedAt, scanInterval);
        BoardInput input = BoardInput.of(configuration, layout, startedAt, assessment, open);
        OpenIncidentsVersion opened = OpenIncidentsVersion.of(open);
        // The path to the test agrees with the cards: it never shows whole what a card on the same board calls silent.
        if (walk
                || scan == null
                || !opened.equals(openAtDeviceScan)
                || isDue(now, deviceScanUpdatedAt, SCAN_INTERVAL)) {
            scan = DeviceScan.of(input, walk ? null : scan);
            deviceScan = scan;
            openAtDeviceScan = opened;
            deviceScanUpdatedAt = now;
            scannedAt = walk ? now : scannedAt;
        }
        roomViews.update(input, changedTargets, all);
        changedTargets.clear();
        return compose(input, scan, recent, status);
    }

    private static boolean isDue(Instant now, Instant last, Duration apart) {
        return last.equals(Instant.MIN) || !now.isBefore(last.plus(apart)) || now.isBefore(last);
    }

    private BoardSnapshot compose(BoardInput input, DeviceScan scan, Collection<Incident> recent, BoardStatus status) {
        BoardSnapshot before = lastSnapshot;
        SessionViewBuilder sessions = new SessionViewBuilder(input, scan, this.cachedSessions);
        Map<String, SessionView> all = new LinkedHashMap<>();
        input.sessions().forEach(session -> all.put(session.id(), sessions.build(session)));
        Map<String, SessionView> shared =
                StructuralSharing.reuseEqualEntries(before == null ? Map.of() : before.sessions(), all);
        IncidentViewBuilder incidents = new IncidentViewBuilder(input, status.nextMails());
        Map<String, IncidentView> everyIncident =
                incidentViews(input, recent, incidents, before == null ? Map.of() : before.incidents());
        BoardView live = boardView(input, scan, shared, everyIncident, incidents, status);
        BoardSnapshot next = new BoardSnapshot(live, shared, everyIncident, configuration);
        lastSnapshot = next;
        return next;
    }

    @SuppressWarnings("ReferenceEquality") // the same list holds the same incidents
    private Map<String, IncidentView> incidentViews(
            BoardInput input,
            Collection<Incident> recent,
            IncidentViewBuilder views,
            Map<String, IncidentView> before) {
        List<IncidentView> open = new ArrayList<>(input.openIncidents().size());
        input.openIncidents().forEach(incident -> open.add(views.build(incident, cachedIncidents)));
        if (recent == previousRecent && open.equals(previousOpen)) {
            return before;
        }
        previousRecent = recent;
        previousOpen = open;
        List<Incident> newestFirst = new ArrayList<>(input.openIncidents());
        recent.stream().filter(incident -> !incident.isOpen()).forEach(newestFirst::add);
        newestFirst.sort(Comparator.comparing(Incident::openedAt)
                .thenComparing(Incident::id)
                .reversed());
        Map<String, IncidentView> all = new LinkedHashMap<>();
        Set<IncidentId> known = new HashSet<>();
        for (Incident incident : newestFirst) {
            IncidentView view = views.build(incident, cachedIncidents);
            all.put(view.id(), view);
            known.add(incident.id());
        }
        cachedIncidents.keySet().retainAll(known);
        return StructuralSharing.reuseEqualEntries(before, all);
    }

    private BoardView boardView(
            BoardInput input,
            DeviceScan scan,
            Map<String, SessionView> sessions,
            Map<String, IncidentView> incidents,
            IncidentViewBuilder incidentViews,
            BoardStatus status) {
        @Nullable BoardView before = lastSnapshot == null ? null : lastSnapshot.view();
        IdleViewBuilder quiet = new IdleViewBuilder(input);
        AttentionListBuilder attention = new AttentionListBuilder(input, incidentViews);
        Optional<BoardViewParts.StartupView> starting = quiet.startupView();
        List<AttentionListBuilder.AttentionItem> hits = attention.build(starting.isPresent());
        List<BoardViewParts.CardView> cards = new ArrayList<>(
                hits.stream().map(AttentionListBuilder.AttentionItem::card).toList());
        attention.mailProblemCard(status.mailProblem()).ifPresent(cards::add);
        Optional<BoardViewParts.VisibilityLossView> blind = input.assessment()
                .visibilityLoss()
                .map(blindness -> new BoardViewParts.VisibilityLossView(
                        input.timeFormat().rfc3339(blindness.since()), RoomNames.capitalized(blindness.sentence())));
        Map<String, SessionView> today = new LinkedHashMap<>();
        input.today().forEach(session -> StructuralSharing.copyEntry(sessions, session.id(), today));
        boolean wanted = !cards.isEmpty() || starting.isPresent() || blind.isPresent();
        BoardView next = new BoardView(
                schoolView(configuration.firstSchool()),
                starting,
                blind,
                new VerdictViewBuilder(input, hits, scan.lastSeen()).build(starting),
                List.copyOf(cards),
                AttentionListBuilder.overflowLines(cards),
                StructuralSharing.reuseEqualEntries(before == null ? Map.of() : before.sessions(), today),
                StructuralSharing.reuseEqualEntries(before == null ? Map.of() : before.rooms(), roomViews.views()),
                before != null && lastSnapshot != null && lastSnapshot.incidents() == incidents
                        ? before.incidents()
                        : openIncidentViews(input, incidents, before == null ? Map.of() : before.incidents()),
                scan.pathToTest(),
                scan.freshness(),
                new BoardViewParts.MailStatusView(status.mailProblem().isEmpty(), status.mailProblem()),
                scan.deviceHealth(),
                quiet.idleView(wanted),
                new BoardViewParts.ConfigStatusView(status.reloadProblem().isEmpty(), status.reloadProblem()));
        return before != null && before.equals(next) ? before : next;
    }

    private static Map<String, IncidentView> openIncidentViews(
            BoardInput input, Map<String, IncidentView> incidents, Map<String, IncidentView> before) {
        Map<String, IncidentView> open = new LinkedHashMap<>();
        input.openIncidents()
                .forEach(incident ->
                        StructuralSharing.copyEntry(incidents, incident.id().toString(), open));
        open.replaceAll((id, incident) -> incident.forBoards());
        return StructuralSharing.reuseEqualEntries(before, open);
    }

    private BoardViewParts.SchoolView schoolView(School first) {
        String name =
                configuration.schools().stream().map(School::name).collect(java.util.stream.Collectors.joining(" · "));
        String called = first.help().name().isEmpty()
                ? first.role("technician", "Tech office")
                : first.help().name();
        return new BoardViewParts.SchoolView(
                name,
                first.timezone().getId(),
                new BoardViewParts.HelpView(called, first.help().phone()),
                false);
    }
}
