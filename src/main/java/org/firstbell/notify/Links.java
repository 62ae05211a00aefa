package org.firstbell.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Alerts;

/** Where a mail's reader may go: pages of the board, when the configuration says where it is. Links carry no secrets. */
record Links(Plan plan) {
    /** To the page on which an incident is taken. */
    Optional<Letter.Link> take(Incident incident) {
        return url("/incidents/" + incident.id()).map(url -> new Letter.Link("Tell the others “I’m on it”", url));
    }

    /** To the one room or session, and to the incident. */
    List<Letter.Link> to(Optional<IncidentId> incident, Collection<RoomId> rooms, Collection<SessionId> sessions) {
        List<Letter.Link> links = new ArrayList<>();
        if (rooms.size() == 1) {
            RoomId room = rooms.iterator().next();
            url("/rooms/" + room).ifPresent(url -> links.add(new Letter.Link("Open " + plan.room(room), url)));
        } else if (sessions.size() == 1) {
            url("/sessions/" + sessions.iterator().next())
                    .ifPresent(url -> links.add(new Letter.Link("Open the session", url)));
        }
        incident.flatMap(number -> url("/incidents/" + number).map(url -> new Letter.Link("Incident " + number, url)))
                .ifPresent(links::add);
        return links;
    }

    private Optional<String> url(String path) {
        return plan.configuration()
                .alerts()
                .mail()
                .flatMap(Alerts.Mail::boardUrl)
                .map(base -> base.replaceAll("/+$", "") + path);
    }
}
