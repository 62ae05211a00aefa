package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.firstbell.alerting.mail.MailRenderer;
import org.firstbell.alerting.mail.NotificationFactory;
import org.firstbell.alerting.plan.AlertPlan;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.Conversation;
import org.firstbell.alerting.plan.Conversations;
import org.firstbell.alerting.plan.PlanInput;
import org.firstbell.alerting.plan.PlannedMail;
import org.firstbell.alerting.plan.SessionChangeDetector;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;

/**
 * The keeper of all conversations: it folds events and notifications into them, has the alerting plan decide what each
 * person is told, and has that written. Delivery is another's. Confined to the core's event loop.
 */
public final class NotificationPlanner {
    private static final Duration MIN_EVALUATION_INTERVAL = Duration.ofMillis(500);

    private final ConfigurationLookup lookup;
    private final MailRenderer renderer;
    private final Conversations conversations;
    private final DigestPlanner digestPlanner;
    private final SessionChangeDetector sessionChanges = new SessionChangeDetector();
    private final Map<String, Rest> rests = new HashMap<>();
    private Instant evaluatedAt = Instant.EPOCH;

    /**
     * The last look at an open conversation: until when it stays valid, if neither the conversation nor one of its
     * sessions changes.
     */
    private record Rest(Conversation conversation, SessionImpact impact, Instant until) {}

    /** Of a configuration, with nothing told yet. Compiles the mail templates: a few hundred milliseconds. */
    public NotificationPlanner(Configuration configuration) {
        this(configuration, new MailRenderer());
        renderer.compileTemplates();
    }

    public NotificationPlanner(Configuration configuration, MailRenderer templates) {
        this(configuration, templates, new Conversations(), new DigestPlanner());
    }

    private NotificationPlanner(
            Configuration configuration, MailRenderer templates, Conversations conversations, DigestPlanner digests) {
        this.lookup = new ConfigurationLookup(configuration);
        this.renderer = templates;
        this.conversations = conversations;
        this.digestPlanner = digests;
    }

    /** The planner of a new configuration, which goes on with the conversations of this one. */
    public NotificationPlanner withConfiguration(Configuration configuration) {
        return new NotificationPlanner(configuration, renderer, conversations, digestPlanner);
    }

    /** Takes up the conversations where the last daemon left them: events and notifications in the order of time. */
    public void restore(Journal.RecoveredHistory recovered) {
        Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
        List<IncidentEvent> events = recovered.events();
        int next = 0;
        for (Outbox.OutboxEntry entry : recovered.notifications()) {
            Notification notification = entry.notification();
            while (next < events.size() && !events.get(next).at().isAfter(notification.composedAt())) {
                restore(events.get(next++), incidents);
            }
            digestPlanner.recordAlive(notification.composedAt());
            if (notification.channel().equals(NotificationFactory.CHANNEL)) {
                record(notification);
            }
        }
        while (next < events.size()) {
            restore(events.get(next++), incidents);
        }
        recovered.actions().forEach(action -> digestPlanner.recordAlive(action.at()));
    }

    private void restore(IncidentEvent event, Map<IncidentId, Incident> incidents) {
        digestPlanner.recordAlive(event.at());
        Incident known = incidents.get(event.incident());
        if (event instanceof IncidentEvent.Opened opened) {
            incidents.put(event.incident(), Incident.opened(opened));
            conversations.open(opened);
        } else if (known != null) {
            Incident now = known.apply(event);
            incidents.put(event.incident(), now);
            conversations.record(event, now);
        }
    }

    private void record(Notification notification) {
        if (DigestPlanner.isDigest(notification)) {
            digestPlanner.recordDigest(notification);
            conversations.recordDigest(notification);
        } else {
            conversations.record(notification);
        }
    }

    /**
     * What is to be told after these events, after verdicts changed, or by the time alone: part of the same commit as the
     * events. Called at least each second; without events it looks at most twice a second.
     */
    public List<Notification> afterEvents(
            List<IncidentEvent> events,
            Function<IncidentId, Optional<Incident>> incidents,
            Assessment assessment,
            Instant now) {
        for (IncidentEvent event : events) {
            if (event instanceof IncidentEvent.Opened opened) {
                conversations.open(opened);
            }
            incidents.apply(event.incident()).ifPresent(incident -> conversations.record(event, incident));
        }
        boolean again = !now.isBefore(evaluatedAt) && now.isBefore(evaluatedAt.plus(MIN_EVALUATION_INTERVAL));
        return events.isEmpty() && again ? List.of() : evaluate(assessment, now);
    }

    /** Everything to tell now. */
    List<Notification> evaluate(Assessment assessment, Instant now) {
        evaluatedAt = now;
        Optional<AlertSettings.MailSettings> mail =
                lookup.configuration().alerts().mail();
        if (mail.isEmpty()) {
            digestPlanner.recordAlive(now);
            return List.of();
        }
        forgetRestsOf(sessionChanges.detectChanges(assessment));
        List<String> recipients = mail.get().to();
        List<Notification> notifications = new ArrayList<>();
        digestPlanner
                .planDue(input(assessment, now, recipients), new NotificationFactory(renderer, now))
                .forEach(digest -> {
                    conversations.recordDigest(digest);
                    notifications.add(digest);
                });
        // Bad news first: whoever learns of one cause now may be pointed to it from another at once.
        tell(plan(assessment, now, recipients).unknownSessions(), assessment, now, notifications);
        AlertPlan plan = plan(assessment, now, recipients);
        for (Conversation conversation : conversations.all()) {
            if (conversation.isOpen() && conversation.incident().isPresent() && !rests(conversation, now)) {
                SessionImpact impact = impact(conversation, assessment);
                AlertPlan.Step step = plan.open(conversation, impact);
                rests.put(
                        conversation.thread(),
                        new Rest(conversation, impact, step.lookAgainAt().orElse(Instant.MAX)));
                if (!step.mails().isEmpty()) {
                    tell(step.mails(), assessment, now, notifications);
                    plan = plan(assessment, now, recipients);
                }
            }
        }
        tell(plan(assessment, now, recipients).ended(), assessment, now, notifications);
        conversations.forgetEnded(now);
        rests.keySet().retainAll(conversations.threads());
        return notifications;
    }

    private PlanInput input(Assessment assessment, Instant now, List<String> recipients) {
        return new PlanInput(lookup, assessment, now, recipients, conversations.all());
    }

    private AlertPlan plan(Assessment assessment, Instant now, List<String> recipients) {
        return new AlertPlan(
                input(assessment, now, recipients), conversation -> knownImpact(conversation, assessment, now));
    }

    private void tell(List<PlannedMail> mails, Assessment assessment, Instant now, List<Notification> notifications) {
        MailComposer composer = new MailComposer(lookup, assessment, now, new NotificationFactory(renderer, now));
        for (PlannedMail mail : mails) {
            for (Notification notification : composer.compose(mail, conversations.nextOrdinal(mail.conversation()))) {
                conversations.record(mail.conversation(), notification);
                notifications.add(notification);
            }
        }
    }

    private boolean rests(Conversation conversation, Instant now) {
        Rest rest = rests.get(conversation.thread());
        return rest != null && rest.conversation().equals(conversation) && now.isBefore(rest.until());
    }

    private SessionImpact knownImpact(Conversation conversation, Assessment assessment, Instant now) {
        Rest rest = rests.get(conversation.thread());
        return rest != null && rests(conversation, now) ? rest.impact() : impact(conversation, assessment);
    }

    private SessionImpact impact(Conversation conversation, Assessment assessment) {
        return SessionImpact.of(conversation.incident().orElseThrow(), lookup, assessment);
    }

    private void forgetRestsOf(Set<SessionId> changed) {
        if (!changed.isEmpty()) {
            rests.values().removeIf(rest -> rest.conversation().concerns(changed));
        }
    }

    /** When the next mail about an open incident goes out if nothing changes. */
    public Optional<Instant> nextMail(IncidentId incident, Assessment assessment, Instant now) {
        return Optional.ofNullable(nextMails(List.of(incident), assessment, now).get(incident));
    }

    /** The same for some; those of which no mail is due by time alone are left out. */
    public Map<IncidentId, Instant> nextMails(Collection<IncidentId> incidents, Assessment assessment, Instant now) {
        if (lookup.configuration().alerts().mail().isEmpty()) {
            return Map.of();
        }
        forgetRestsOf(sessionChanges.detectChanges(assessment));
        AlertPlan plan = plan(assessment, now, List.of());
        Map<IncidentId, Instant> next = new HashMap<>();
        for (IncidentId incident : incidents) {
            conversations
                    .find(Conversation.threadId(incident))
                    .flatMap(plan::nextMail)
                    .ifPresent(at -> next.put(incident, at));
        }
        return next;
    }
}
