package org.firstbell.alerting.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        Map<String, Notification> newest = new LinkedHashMap<>();
        Stream.concat(Stream.of(choice.primary()), choice.merged().stream())
                .map(Outbox.OutboxEntry::notification)
                .forEach(notification -> newest.merge(
                        notification.thread(),
                        notification,
                        (one, other) -> other.composedAt().isBefore(one.composedAt()) ? one : other));
        List<Notification> worstFirst = newest.values().stream()
                .sorted(Comparator.comparingInt(
                                (Notification notification) -> -StateLabel.rankOf(notification.stateLabel()))
                        .thenComparing(Notification::composedAt))
                .toList();
        List<Map<String, Object>> items = new ArrayList<>();
        List<Notification> shown = new ArrayList<>();
        for (Notification notification : worstFirst) {
            Optional<Notification> worse = shown.stream()
                    .filter(other -> !notification.facts().rooms().isEmpty()
                            && notification.kind() != Notification.NotificationKind.GOOD
                            && other.facts()
                                    .rooms()
                                    .containsAll(notification.facts().rooms()))
                    .findFirst();
            items.add(worse.isPresent() ? sameRoomsItem(notification, worse.get()) : itemValues(notification));
            shown.add(notification);
        }
        int count = items.size();
        String headline = "News of " + TimePhrases.counted(count, "problem") + " in one e-mail";
        String why = "Several e-mails to you were due within a short time, so these come together, the worst first.";
        Map<String, Object> values = Map.of(
                "headline",
                headline,
                "why",
                why,
                "items",
                items,
                "next",
                "when something gets worse; other news may wait until " + timePhrases.clockTime(until) + ".");
        Notification worst = worstFirst.get(0);
        String subject = MailSubject.of(
                        StateLabel.SEVERAL, TimePhrases.counted(count, "problem"), subjectStart(worst.subject()))
                .line();
        return new ComposedMail(subject, renderer.render("several", values));
    }

    /** The worst item's subject without its number, for the end of another subject. */
    private static String subjectStart(String subject) {
        return SingleLineText.withoutFullStop(subject)
                .replaceFirst(" \\(#\\d+\\)$", "")
                .replaceFirst("^\\[([^]]+)] ", "$1, ");
    }

    private static Map<String, Object> itemValues(Notification notification) {
        return item(
                notification,
                notification.subject(),
                notification
                        .text()
                        .lines()
                        .filter(line -> !line.startsWith("Next e-mail:") && !line.contains("not affected by this."))
                        .toList());
    }

    /** A further problem of rooms that a worse item of this mail already names: no second state for them. */
    private static Map<String, Object> sameRoomsItem(Notification notification, Notification worse) {
        String rooms = notification.facts().rooms().size() == 1 ? "the same room" : "the same rooms";
        String number = notification.incidents().isEmpty()
                ? ""
                : " (#" + notification.incidents().get(0) + ")";
        return item(
                notification,
                "Besides, " + rooms + number,
                List.of(notification.facts().what(), "The state is the one above: " + worse.stateLabel() + "."));
    }

    private static Map<String, Object> item(Notification notification, String subject, List<String> lines) {
        return Map.of(
                "subject",
                subject,
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
