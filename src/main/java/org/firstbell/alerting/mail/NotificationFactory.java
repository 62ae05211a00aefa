package org.firstbell.alerting.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.wording.SingleLineText;

/** Makes notices out of letters, one for each recipient. */
public record NotificationFactory(MailRenderer renderer, Instant now) {
    public static final String CHANNEL = "mail";

    /** The fields that all notifications of one mail have in common. */
    public record NotificationHeader(
            String threadId,
            String key,
            List<IncidentId> incidents,
            Collection<SessionId> sessions,
            Notification.NotificationKind kind,
            Instant badSince,
            NotificationFacts facts) {}

    public List<Notification> create(Mail content, NotificationHeader about, Collection<String> recipients) {
        Map<String, Object> values = new HashMap<>();
        values.put("letter", templateValues(content));
        return create(content.stateLabel(), content.subject(), renderer.render("alert", values), about, recipients);
    }

    public List<Notification> create(
            StateLabel tag,
            String subject,
            MailRenderer.MailBody body,
            NotificationHeader about,
            Collection<String> recipients) {
        List<Notification> notices = new ArrayList<>();
        for (String to : recipients) {
            notices.add(new Notification(
                    about.key() + "/" + to,
                    CHANNEL,
                    about.threadId(),
                    about.incidents(),
                    List.copyOf(about.sessions()),
                    about.kind(),
                    tag.text(),
                    to,
                    subject,
                    body.text(),
                    body.html(),
                    about.badSince(),
                    now,
                    now,
                    about.facts()));
        }
        return notices;
    }

    /** What templates see: text made one line, lists, and nothing that is null. */
    private static Map<String, Object> templateValues(Mail content) {
        Map<String, Object> view = new HashMap<>();
        view.put("state", content.stateLabel().text());
        view.put("shape", content.stateLabel().symbol());
        view.put("hook", content.stateLabel().styleName());
        view.put("place", SingleLineText.singleLine(content.place()));
        view.put("subject", content.subject());
        view.put("headline", SingleLineText.singleLine(content.headline()));
        view.put(
                "more",
                content.details().stream().map(SingleLineText::singleLine).toList());
        view.put("doTitle", content.actionTitle());
        view.put("doNow", SingleLineText.singleLine(content.action()));
        view.put(
                "hits",
                content.affectedLines().stream().map(SingleLineText::singleLine).toList());
        view.put("notHit", SingleLineText.singleLine(content.unaffectedLine()));
        view.put("owner", content.owner().map(SingleLineText::singleLine).orElse(""));
        view.put(
                "take",
                content.acknowledgeLink()
                        .map(NotificationFactory::templateValues)
                        .map(List::of)
                        .orElse(List.of()));
        view.put(
                "foot",
                content.footer().stream().map(SingleLineText::singleLine).toList());
        view.put("next", SingleLineText.singleLine(content.nextMail()));
        view.put(
                "links",
                content.links().stream()
                        .map(NotificationFactory::templateValues)
                        .toList());
        return view;
    }

    private static Map<String, Object> templateValues(Mail.MailLink link) {
        return Map.of("words", SingleLineText.singleLine(link.label()), "url", SingleLineText.singleLine(link.url()));
    }
}
