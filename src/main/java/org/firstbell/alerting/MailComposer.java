package org.firstbell.alerting;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.NotificationFactory;
import org.firstbell.alerting.plan.AlertMove;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.PlannedMail;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.status.Assessment;

/** The writer of planned mails: one notification for each person. Immutable; made for one moment. */
record MailComposer(
        ConfigurationLookup lookup, Assessment assessment, Instant now, NotificationFactory notificationFactory) {

    /**
     * The notifications of one planned mail.
     *
     * @param ordinal of the mail within its conversation
     */
    List<Notification> compose(PlannedMail planned, int ordinal) {
        boolean good = planned.move() == AlertMove.GOOD;
        AlertReason reason = AlertReason.of(planned, lookup);
        Mail content = good
                ? new AllClearComposer(lookup, assessment, now).compose(planned)
                : new AlertComposer(lookup, assessment, now).compose(planned, reason);
        List<IncidentId> incidents = Stream.concat(
                        planned.conversation().incidentId().stream(), planned.other().map(Incident::id).stream())
                .toList();
        String thread = planned.conversation().thread();
        NotificationFacts facts = good
                ? NotificationFacts.NONE
                : new NotificationFacts(
                        List.copyOf(planned.impact().rooms()),
                        reason.cause(),
                        reason.what().full(),
                        planned.impact().deviceCount(),
                        planned.urgent());
        return notificationFactory.create(
                content,
                new NotificationFactory.NotificationHeader(
                        thread,
                        thread + "/" + ordinal + "/" + planned.move().keyPart(),
                        incidents,
                        good ? List.of() : planned.impact().sessions(),
                        planned.move().kind(),
                        planned.badSince(),
                        facts),
                planned.recipients());
    }
}
