package org.firstbell.board;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Affected;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;

/** Incidents put into fields. Lives inside one composition. */
final class IncidentViews {
    private final Scene scene;
    private final Map<IncidentId, Instant> nextMails;
    /** The words of those of today's sessions that want somebody. */
    private final Map<SessionId, SessionWord> wanting = new HashMap<>();

    IncidentViews(Scene scene, Map<IncidentId, Instant> nextMails) {
        this.scene = scene;
        this.nextMails = nextMails;
        for (Sitting sitting : scene.today()) {
            if (sitting.wantsAction()) {
                wanting.put(sitting.plan().id(), sitting.word());
            }
        }
    }

    /** A view with what it was made from. */
    record Kept(Incident incident, Optional<Instant> nextMail, String state, IncidentView view) {}

    /**
     * The view of an incident, the one made before where it still holds.
     *
     * @param kept views made before, renewed where they no longer hold
     */
    @SuppressWarnings("ReferenceEquality") // the very same incident, not one that looks alike
    IncidentView view(Incident incident, Map<IncidentId, Kept> kept) {
        Kept before = kept.get(incident.id());
        String state = subjectState(incident);
        Optional<Instant> nextMail = Optional.ofNullable(nextMails.get(incident.id()));
        if (before != null
                && before.incident() == incident
                && before.state().equals(state)
                && before.nextMail().equals(nextMail)) {
            return before.view();
        }
        IncidentView view = view(incident);
        kept.put(incident.id(), new Kept(incident, nextMail, state, view));
        return view;
    }

    private IncidentView view(Incident incident) {
        SchoolTime time = scene.time();
        Affected affected = incident.affected();
        return new IncidentView(
                incident.id().toString(),
                incident.state().name(),
                incident.severity().word(),
                new IncidentView.CauseView(
                        incident.cause().kind().word(), incident.cause().id()),
                incident.summary().full(),
                incident.remedy().full(),
                time.rfc3339(incident.openedAt()),
                time.rfc3339(incident.firstSignAt()),
                incident.resolvedAt().map(time::rfc3339),
                new IncidentView.AffectedView(
                        words(affected.devices()), words(affected.rooms()), words(affected.sessions())),
                incident.timeline().stream()
                        .map(entry -> new IncidentView.EntryView(time.rfc3339(entry.at()), entry.what(), entry.by()))
                        .toList(),
                owner(incident),
                Optional.ofNullable(nextMails.get(incident.id())).map(time::rfc3339),
                incident.summary().wall(),
                subjectState(incident),
                place(affected.rooms()),
                incident.flapping(),
                incident.recoveringSince().map(time::rfc3339));
    }

    private static List<String> words(List<?> ids) {
        return ids.stream().map(Object::toString).toList();
    }

    Optional<IncidentView.OwnerView> owner(Incident incident) {
        return incident.owner()
                .map(owner ->
                        new IncidentView.OwnerView(owner.by(), scene.time().rfc3339(owner.at())));
    }

    /** The word of the worst session it hits, else what its severity says. */
    private String subjectState(Incident incident) {
        if (!incident.isOpen()) {
            return "RESOLVED";
        }
        SessionWord worst = null;
        for (SessionId session : incident.affected().sessions()) {
            SessionWord word = wanting.get(session);
            worst = word != null && (worst == null || word.compareTo(worst) < 0) ? word : worst;
        }
        return worst == null ? fallback(incident.severity()) : worst.text();
    }

    private static String fallback(Severity severity) {
        return severity == Severity.BLOCKING
                ? SessionWord.NOT_READY.text()
                : severity == Severity.DEGRADING ? SessionWord.AT_RISK.text() : "TO DO";
    }

    private String place(List<RoomId> rooms) {
        return rooms.isEmpty()
                ? scene.school().name()
                : Places.of(rooms.stream().map(scene::place).toList());
    }
}
