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
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.jspecify.annotations.Nullable;

/** Every incident as its events tell: at most one open for a cause. Confined to the core loop. */
final class Book implements SeatSearch.Memory {
    /** What is too old is looked for so often. */
    private static final Duration FORGETS = Duration.ofMinutes(1);

    private static final Duration REMEMBERED = Duration.ofDays(30);

    final Flaps flaps = new Flaps();
    private final Hits hits = new Hits();
    private final Map<Cause, Life> open = new LinkedHashMap<>();
    private final Map<IncidentId, Life> byId = new HashMap<>();
    private final Map<IncidentId, Incident> resolved = new LinkedHashMap<>();
    /** Closed by hand while failing, and not measured well since. */
    private final Map<Cause, IncidentId> dismissed = new LinkedHashMap<>();

    private final Map<DeviceId, Instant> onsets = new HashMap<>();
    private long lastNumber;
    private @Nullable List<Life> sorted;
    private @Nullable List<Incident> ended;
    private Instant forgotAt = Instant.MIN;

    void countFrom(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    IncidentId nextId() {
        return new IncidentId(lastNumber + 1);
    }

    List<Incident> open() {
        return lives().stream().map(Life::incident).toList();
    }

    /** Those that are open, oldest first. */
    List<Life> lives() {
        List<Life> known = sorted;
        if (known == null) {
            known = open.values().stream()
                    .sorted(Comparator.comparing(life -> life.incident().id()))
                    .toList();
            sorted = known;
        }
        return known;
    }

    Collection<Incident> resolved() {
        List<Incident> known = ended;
        if (known == null) {
            known = List.copyOf(resolved.values());
            ended = known;
        }
        return known;
    }

    Optional<Incident> find(IncidentId id) {
        Life life = byId.get(id);
        return life != null ? Optional.of(life.incident()) : Optional.ofNullable(resolved.get(id));
    }

    /** Open incidents that count a target among what they hit, in no order. */
    List<Life> hitting(Target target) {
        Life internet = target instanceof ServiceId ? open.get(Cause.INTERNET) : null;
        return target instanceof DeviceId device ? hits.on(device) : internet == null ? List.of() : List.of(internet);
    }

    @Nullable
    Life life(Cause cause) {
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
        if (!now.isBefore(forgotAt) && forgotAt.isAfter(now.minus(FORGETS))) {
            return;
        }
        forgotAt = now;
        flaps.forget(now);
        boolean some = resolved.values()
                .removeIf(incident -> incident.resolvedAt()
                        .filter(at -> at.isBefore(now.minus(REMEMBERED)))
                        .isPresent());
        ended = some ? null : ended;
    }

    void missing(Set<DeviceId> seats, Instant now) {
        onsets.keySet().retainAll(seats);
        seats.forEach(seat -> onsets.putIfAbsent(seat, now));
    }

    void take(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            countFrom(opened.incident().number());
            sorted = null;
            Life life = new Life(Incident.opened(opened), opened.at());
            forget(open.put(opened.cause(), life));
            hits.add(life, opened.affected());
            byId.put(opened.incident(), life);
            flaps.changed(opened.cause(), opened.at());
            dismissed.remove(opened.cause());
            return;
        }
        Incident before = find(event.incident()).orElse(null);
        if (before == null) {
            return;
        }
        Life life = open.get(before.cause());
        if (!before.isOpen() || life == null) {
            takeAfterwards(before, event);
            return;
        }
        life.take(event);
        Incident after = life.incident();
        if (!after.affected().equals(before.affected())) {
            hits.remove(life, before.affected());
            hits.add(life, after.affected());
        }
        if (event instanceof IncidentEvent.Recovering || event instanceof IncidentEvent.Relapsed) {
            flaps.changed(after.cause(), event.at());
        }
        if (!after.cause().equals(before.cause())) {
            open.remove(before.cause());
            forget(open.put(after.cause(), life));
            sorted = null;
            flaps.changed(after.cause(), event.at());
        }
        if (!after.isOpen()) {
            sorted = null;
            open.remove(after.cause());
            forget(life);
            resolved.put(after.id(), after);
            ended = null;
            boolean byHand =
                    event instanceof IncidentEvent.Resolved end && end.by().isPresent();
            if (byHand && after.recoveringSince().isEmpty()) {
                dismissed.put(after.cause(), after.id());
            }
        }
    }

    /** It is not among the open ones any more. */
    private void forget(@Nullable Life life) {
        if (life != null) {
            byId.remove(life.incident().id());
            hits.remove(life, life.incident().affected());
        }
    }

    private void takeAfterwards(Incident before, IncidentEvent event) {
        resolved.put(before.id(), before.after(event));
        ended = null;
        if (event instanceof IncidentEvent.Recovering) {
            dismissed.remove(before.cause(), before.id());
        }
    }

    @Override
    public Instant onset(DeviceId seat) {
        return onsets.getOrDefault(seat, Instant.MAX);
    }

    @Override
    public boolean isOpen(Cause cause) {
        return open.containsKey(cause);
    }

    @Override
    public Optional<CheckId> check(Cause cause) {
        return Optional.ofNullable(open.get(cause)).map(life -> life.incident().check());
    }

    @Override
    public Collection<Incident> openGroups() {
        return open().stream()
                .filter(incident -> incident.cause().kind() == Cause.Kind.GROUP
                        && !incident.check().equals(SeatSearch.SEATS))
                .toList();
    }

    @Override
    public Optional<Instant> firstSign(Cause cause) {
        return Optional.ofNullable(open.get(cause)).map(life -> life.incident().firstSignAt());
    }
}
