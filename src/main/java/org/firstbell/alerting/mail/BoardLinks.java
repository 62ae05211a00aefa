package org.firstbell.alerting.mail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.AlertSettings;

/**
 * The addresses of board pages that a mail links to; none when the configuration does not say where the board is. Links
 * carry no secrets.
 */
public record BoardLinks(ConfigurationLookup lookup) {
    /** To the page on which an incident is taken. */
    public Optional<Mail.MailLink> acknowledge(Incident incident) {
        return pageUrl("/incidents/" + incident.id()).map(url -> new Mail.MailLink("Tell the others “I’m on it”", url));
    }

    /** To the one room or session, and to the incident. */
    public List<Mail.MailLink> pageLinks(
            Optional<IncidentId> incident, Collection<RoomId> rooms, Collection<SessionId> sessions) {
        List<Mail.MailLink> links = new ArrayList<>();
        if (rooms.size() == 1) {
            RoomId room = rooms.iterator().next();
            pageUrl("/rooms/" + room)
                    .ifPresent(url -> links.add(new Mail.MailLink("Open " + lookup.roomName(room), url)));
        } else if (sessions.size() == 1) {
            pageUrl("/sessions/" + sessions.iterator().next())
                    .ifPresent(url -> links.add(new Mail.MailLink("Open the session", url)));
        }
        incident.flatMap(number ->
                        pageUrl("/incidents/" + number).map(url -> new Mail.MailLink("Incident " + number, url)))
                .ifPresent(links::add);
        return links;
    }

    private Optional<String> pageUrl(String path) {
        return lookup.configuration()
                .alerts()
                .mail()
                .flatMap(AlertSettings.MailSettings::boardUrl)
                .map(base -> base.replaceAll("/+$", "") + path);
    }
}
