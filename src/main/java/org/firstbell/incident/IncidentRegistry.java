package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.jspecify.annotations.Nullable;

/** Every incident as its events tell: at most one open for a cause. Confined to the core loop. */
final class IncidentRegistry implements SeatCauseSearch.KnownIncidents {
    /** What is too old is looked for so often. */
    private static final Duration CLEANUP_INTERVAL = Duration.ofMinutes(1);

    private static final Duration RETENTION = Duration.ofDays(30);

    final FlapDetector flapDetector = new FlapDetector();
    private final ImpactIndex impactIndex = new ImpactIndex();
    private final Map<Cause, OpenIncident> open = new LinkedHashMap<>();
    private final Map<IncidentId, OpenIncident> byId = new HashMap<>();
    private final Map<IncidentId, Incident> resolved = new LinkedHashMap<>();
    /** Closed by hand while failing, and not measured well since. */
    private final Map<Cause, IncidentId> dismissed = new LinkedHashMap<>();

    private final Map<DeviceId, Instant> firstMissing = new HashMap<>();
    private long lastNumber;
    private @Nullable List<OpenIncident> openInOrder;
    private @Nullable List<Incident> resolvedList;
    private Instant lastCleanup = Instant.MIN;

    void countFrom(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    IncidentId nextId() {
        return new IncidentId(lastNumber + 1);
    }

    List<Incident> open() {
        return openIncidents().stream().map(OpenIncident::incident).toList();
    }

    /** Those that are open, oldest first. */
    List<OpenIncident> openIncidents() {
        List<OpenIncident> known = openInOrder;
        if (known == null) {
            known = open.values().stream()
                    .sorted(Comparator.comparing(incident -> incident.incident().id()))
                    .toList();
            openInOrder = known;
        }
        return known;
    }

    Collection<Incident> resolved() {
        List<Incident> known = resolvedList;
        if (known == null) {
            known = List.copyOf(resolved.values());
            resolvedList = known;
        }
        return known;
    }

    Optional<Incident> find(IncidentId id) {
        OpenIncident incident = byId.get(id);
        return incident != null ? Optional.of(incident.incident()) : Optional.ofNullable(resolved.get(id));
    }

    /** Open incidents that count a target among what they hit, in no order. */
    List<OpenIncident> affecting(Target target) {
        OpenIncident internet = target instanceof ServiceId ? open.get(Cause.INTERNET) : null;
        return target instanceof DeviceId device
                ? impactIndex.affecting(device)
                : internet == null ? List.of() : List.of(internet);
    }

    @Nullable
    OpenIncident openIncident(Cause cause) {
        return open.get(cause);
    }

    /** Incidents that staff closed though their cause failed on. */
    List<Incident> dismissed() {
        return dismissed.values().stream().flatMap(id -> find(id).stream()).toList();
    }

    Optional<Incident> dismissed(Cause cause) {
        return Optional.ofNullable(dismissed.get(cause)).flatMap(this::find);
    }

    void forget(Instant now) {
        if (!now.isBefore(lastCleanup) && lastCleanup.isAfter(now.minus(CLEANUP_INTERVAL))) {
            return;
        }
        lastCleanup = now;
        flapDetector.expire(now);
        boolean some = resolved.values()
                .removeIf(incident -> incident.resolvedAt()
                        .filter(at -> at.isBefore(now.minus(RETENTION)))
                        .isPresent());
        resolvedList = some ? null : resolvedList;
    }

    void recordMissing(Set<DeviceId> seats, Instant now) {
        firstMissing.keySet().retainAll(seats);
        seats.forEach(seat -> firstMissing.putIfAbsent(seat, now));
    }

    void apply(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            countFrom(opened.incident().number());
            openInOrder = null;
            OpenIncident incident = new OpenIncident(Incident.opened(opened), opened.at());
            forget(open.put(opened.cause(), incident));
            impactIndex.add(incident, opened.affected());
            byId.put(opened.incident(), incident);
            flapDetector.recordChange(opened.cause(), opened.at());
            dismissed.remove(opened.cause());
            return;
        }
        Incident before = find(event.incident()).orElse(null);
        if (before == null) {
            return;
        }
        OpenIncident incident = open.get(before.cause());
        if (!before.isOpen() || incident == null) {
            applyToResolved(before, event);
            return;
        }
        incident.apply(event);
        Incident after = incident.incident();
        if (!after.affected().equals(before.affected())) {
            impactIndex.remove(incident, before.affected());
            impactIndex.add(incident, after.affected());
        }
        if (event instanceof IncidentEvent.Recovering || event instanceof IncidentEvent.Relapsed) {
            flapDetector.recordChange(after.cause(), event.at());
        }
        if (!after.cause().equals(before.cause())) {
            open.remove(before.cause());
            forget(open.put(after.cause(), incident));
            openInOrder = null;
            flapDetector.recordChange(after.cause(), event.at());
        }
        if (!after.isOpen()) {
            openInOrder = null;
            open.remove(after.cause());
            forget(incident);
            resolved.put(after.id(), after);
            resolvedList = null;
            boolean byHand =
                    event instanceof IncidentEvent.Resolved end && end.by().isPresent();
            if (byHand && after.recoveringSince().isEmpty()) {
                dismissed.put(after.cause(), after.id());
            }
        }
    }

    /** It is not among the open ones any more. */
    private void forget(@Nullable OpenIncident incident) {
        if (incident != null) {
            byId.remove(incident.incident().id());
            impactIndex.remove(incident, incident.incident().affected());
        }
    }

    private void applyToResolved(Incident before, IncidentEvent event) {
        resolved.put(before.id(), before.apply(event));
        resolvedList = null;
        if (event instanceof IncidentEvent.Recovering) {
            dismissed.remove(before.cause(), before.id());
        }
    }

    @Override
    public Instant firstMissing(DeviceId seat) {
        return firstMissing.getOrDefault(seat, Instant.MAX);
    }

    @Override
    public boolean isOpen(Cause cause) {
        return open.containsKey(cause);
    }

    @Override
    public Optional<CheckId> check(Cause cause) {
        return Optional.ofNullable(open.get(cause))
                .map(incident -> incident.incident().check());
    }

    @Override
    public Collection<Incident> openGroups() {
        return open().stream()
                .filter(incident -> incident.cause().kind() == Cause.CauseKind.GROUP
                        && !incident.check().equals(SeatCauseSearch.SEATS))
                .toList();
    }

    @Override
    public Collection<Incident> openSilentGroups() {
        return open().stream()
                .filter(incident -> incident.cause().kind() == Cause.CauseKind.GROUP
                        && incident.check().equals(SeatCauseSearch.SEATS)
                        && incident.cause().room().isEmpty())
                .toList();
    }

    @Override
    public Optional<Instant> firstSign(Cause cause) {
        return Optional.ofNullable(open.get(cause))
                .map(incident -> incident.incident().firstSignAt());
    }
}
