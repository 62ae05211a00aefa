package org.firstbell.board;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.board.view.IncidentView;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;
import org.firstbell.wording.RoomNames;
import org.firstbell.wording.SchoolTimeFormat;

/** Incidents put into fields. Lives inside one composition. */
final class IncidentViewBuilder {
    private final BoardInput input;
    private final Map<IncidentId, Instant> nextMails;
    /** The words of those of today's sessions that want somebody. */
    private final Map<SessionId, SessionLabel> labelsNeedingAction = new HashMap<>();

    IncidentViewBuilder(BoardInput input, Map<IncidentId, Instant> nextMails) {
        this.input = input;
        this.nextMails = nextMails;
        for (BoardSession session : input.today()) {
            if (session.needsAction()) {
                labelsNeedingAction.put(session.session().id(), session.label());
            }
        }
    }

    /** A view with what it was made from. */
    record CachedIncidentView(Incident incident, Optional<Instant> nextMail, String subjectState, IncidentView view) {}

    /**
     * The view of an incident, the one made before where it still holds.
     *
     * @param kept views made before, renewed where they no longer hold
     */
    @SuppressWarnings("ReferenceEquality") // the very same incident, not an equal one
    IncidentView build(Incident incident, Map<IncidentId, CachedIncidentView> kept) {
        CachedIncidentView before = kept.get(incident.id());
        String state = subjectState(incident);
        Optional<Instant> nextMail = Optional.ofNullable(nextMails.get(incident.id()));
        if (before != null
                && before.incident() == incident
                && before.subjectState().equals(state)
                && before.nextMail().equals(nextMail)) {
            return before.view();
        }
        IncidentView view = build(incident);
        kept.put(incident.id(), new CachedIncidentView(incident, nextMail, state, view));
        return view;
    }

    private IncidentView build(Incident incident) {
        SchoolTimeFormat time = input.timeFormat(incident);
        Affected affected = incident.affected();
        return new IncidentView(
                incident.id().toString(),
                incident.state().name(),
                incident.severity().keyword(),
                new IncidentView.CauseView(
                        incident.cause().kind().keyword(), incident.cause().id()),
                incident.summary().full(),
                incident.remedy().full(),
                time.rfc3339(incident.openedAt()),
                time.rfc3339(incident.firstSignAt()),
                incident.resolvedAt().map(time::rfc3339),
                new IncidentView.AffectedView(
                        idTexts(affected.devices()), idTexts(affected.rooms()), idTexts(affected.sessions())),
                incident.timeline().stream()
                        .map(entry ->
                                new IncidentView.TimelineEntryView(time.rfc3339(entry.at()), entry.text(), entry.by()))
                        .toList(),
                ownerView(incident),
                Optional.ofNullable(nextMails.get(incident.id())).map(time::rfc3339),
                incident.summary().wall(),
                subjectState(incident),
                placeText(incident),
                incident.flapping(),
                incident.recoveringSince().map(time::rfc3339));
    }

    private static List<String> idTexts(List<?> ids) {
        return ids.stream().map(Object::toString).toList();
    }

    Optional<IncidentView.OwnerView> ownerView(Incident incident) {
        return incident.owner()
                .map(owner -> new IncidentView.OwnerView(
                        owner.by(), input.timeFormat(incident).rfc3339(owner.at())));
    }

    /** The word of the worst session it hits, else what its severity says. */
    private String subjectState(Incident incident) {
        if (!incident.isOpen()) {
            return "RESOLVED";
        }
        SessionLabel worst = null;
        for (SessionId session : incident.affected().sessions()) {
            SessionLabel label = labelsNeedingAction.get(session);
            worst = label != null && (worst == null || label.compareTo(worst) < 0) ? label : worst;
        }
        return worst == null ? stateOfSeverity(incident.severity()) : worst.text();
    }

    private static String stateOfSeverity(Severity severity) {
        return severity == Severity.BLOCKING
                ? SessionLabel.NOT_READY.text()
                : severity == Severity.DEGRADING ? SessionLabel.AT_RISK.text() : "TO DO";
    }

    private String placeText(Incident incident) {
        List<RoomId> rooms = incident.affected().rooms();
        return rooms.isEmpty()
                ? input.school(incident).name()
                : RoomNames.joined(rooms.stream().map(input::roomName).toList());
    }
}
