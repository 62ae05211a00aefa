package org.firstbell.alerting.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.alerting.plan.MailThrottle;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TimePhrases;

/** What a mail says about its own delivery: that it is late, that it stands for others, or that it collects several. */
record DeliveryRemarks(MailRenderer renderer, TimePhrases timePhrases) {
    /** Up to here nobody minds. */
    private static final Duration MAX_UNREMARKED_DELAY = Duration.ofMinutes(2);

    /** Where the frame of every HTML mail takes a first line. */
    private static final String FIRST_LINE_PLACEHOLDER = "<!-- first line -->";

    /** The subject and body of a choice, as they are sent now. */
    record ComposedMail(String subject, MailRenderer.MailBody body) {}

    ComposedMail compose(DeliveryBatch choice, Instant now, Instant gatheredUntil) {
        Notification notification = choice.primary().notification();
        if (choice.collective()) {
            return composeCollective(choice, gatheredUntil);
        }
        List<String> lines = new ArrayList<>();
        if (notification.composedAt().plus(MAX_UNREMARKED_DELAY).isBefore(now)) {
            lines.add("This e-mail is late: it was written " + timePhrases.atDateTime(notification.composedAt(), now)
                    + " and sent at " + timePhrases.clockTime(now) + ".");
        }
        if (!choice.merged().isEmpty()) {
            lines.add((choice.merged().size() == 1
                            ? "1 earlier e-mail of this conversation was"
                            : choice.merged().size() + " earlier e-mails of this conversation were")
                    + " not sent; this is the newest.");
        }
        if (lines.isEmpty()) {
            return new ComposedMail(
                    notification.subject(), new MailRenderer.MailBody(notification.text(), notification.html()));
        }
        String first = String.join(" ", lines);
        String html = notification
                .html()
                .replace(
                        FIRST_LINE_PLACEHOLDER,
                        "<p style=\"margin:0 0 12px;font-family:Arial,Helvetica,sans-serif;font-size:15px\">" + first
                                + "</p>");
        return new ComposedMail(
                notification.subject(), new MailRenderer.MailBody(first + "\n\n" + notification.text(), html));
    }

    private ComposedMail composeCollective(DeliveryBatch choice, Instant until) {
        Map<String, Notification> newest = new java.util.LinkedHashMap<>();
        Stream.concat(choice.merged().stream(), Stream.of(choice.primary()))
                .map(Outbox.OutboxEntry::notification)
                .forEach(notification -> newest.put(notification.thread(), notification));
        List<Map<String, Object>> items =
                newest.values().stream().map(DeliveryRemarks::itemValues).toList();
        int count = items.size();
        String headline = "News of " + TimePhrases.counted(count, "problem") + " in one e-mail";
        String why = "There were more than " + MailThrottle.MAX_MAILS
                + " e-mails to you in 10 minutes, so these come together.";
        Map<String, Object> values = Map.of(
                "headline",
                headline,
                "why",
                why,
                "items",
                items,
                "next",
                "at " + timePhrases.clockTime(until) + " at the earliest; look at the board until then.");
        String subject = new MailSubject(
                        StateLabel.SEVERAL,
                        TimePhrases.counted(count, "problem"),
                        "",
                        SingleLineText.withoutFullStop(
                                choice.primary().notification().subject()),
                        "",
                        Optional.empty())
                .line();
        return new ComposedMail(subject, renderer.render("several", values));
    }

    private static Map<String, Object> itemValues(Notification notification) {
        List<String> lines = notification
                .text()
                .lines()
                .filter(line -> !line.startsWith("Next e-mail:"))
                .toList();
        return Map.of(
                "subject",
                notification.subject(),
                "hook",
                StateLabel.of(notification.stateLabel())
                        .map(StateLabel::styleName)
                        .orElse("plain"),
                "text",
                String.join("\n", lines).strip(),
                "lines",
                lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }
}
