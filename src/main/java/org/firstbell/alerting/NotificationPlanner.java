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
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.SessionChangeDetector;
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
 * Decides what is told to whom, and writes it: incidents in conversations of their own, sessions that nobody can tell
 * about, and digests. Everything is decided from its arguments and from what was told before; delivery is another's.
 * Confined to the core's event loop.
 */
public final class NotificationPlanner {
    /** Ended conversations are remembered so long for digests. */
    private static final Duration ENDED_GROUP_RETENTION = Duration.ofDays(3);

    private static final Duration MIN_EVALUATION_INTERVAL = Duration.ofMillis(500);

    private final ConfigurationLookup lookup;
    private final MailRenderer renderer;
    private final Map<String, AlertGroup> groups;
    private final DigestPlanner digestPlanner;
    private final SessionChangeDetector sessionChanges = new SessionChangeDetector();
    private Instant evaluatedAt = Instant.EPOCH;

    /** Of a configuration, with nothing told yet. Compiles the mail templates: a few hundred milliseconds. */
    public NotificationPlanner(Configuration configuration) {
        this(configuration, new MailRenderer());
        renderer.compileTemplates();
    }

    public NotificationPlanner(Configuration configuration, MailRenderer templates) {
        this(configuration, templates, new LinkedHashMap<>(), new DigestPlanner());
    }

    private NotificationPlanner(
            Configuration configuration,
            MailRenderer templates,
            Map<String, AlertGroup> conversations,
            DigestPlanner digests) {
        this.lookup = new ConfigurationLookup(configuration);
        this.renderer = templates;
        this.groups = conversations;
        this.digestPlanner = digests;
    }

    /** The telling of a new configuration, which goes on with the conversations of this one. */
    public NotificationPlanner withConfiguration(Configuration configuration) {
        groups.values().forEach(thread -> thread.cachedEvaluation().invalidate());
        return new NotificationPlanner(configuration, renderer, groups, digestPlanner);
    }

    /** Takes up the conversations where the last daemon left them. */
    public void restore(Journal.RecoveredHistory recovered) {
        Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
        for (IncidentEvent event : recovered.events()) {
            Incident known = incidents.get(event.incident());
            if (event instanceof IncidentEvent.Opened opened) {
                incidents.put(event.incident(), Incident.opened(opened));
                openGroup(opened);
            } else if (known != null) {
                Incident now = known.apply(event);
                incidents.put(event.incident(), now);
                incidentChanged(event, now);
            }
            digestPlanner.recordAlive(event.at());
        }
        recovered.actions().forEach(action -> digestPlanner.recordAlive(action.at()));
        for (Outbox.OutboxEntry entry : recovered.notifications()) {
            Notification notification = entry.notification();
            digestPlanner.recordAlive(notification.composedAt());
            if (notification.channel().equals(NotificationFactory.CHANNEL)) {
                restoreNotification(notification);
            }
        }
    }

    private void restoreNotification(Notification notification) {
        if (DigestPlanner.isDigest(notification)) {
            digestPlanner.recordDigest(notification, groups);
        } else {
            if (UnknownSessionAlerts.isThread(notification.thread())) {
                groups.putIfAbsent(
                        notification.thread(), new AlertGroup(notification.thread(), notification.badSince()));
            }
            AlertGroup thread = groups.get(notification.thread());
            if (thread != null) {
                thread.recordNotification(notification);
            }
        }
    }

    private void openGroup(IncidentEvent.Opened opened) {
        groups.putIfAbsent(AlertGroup.threadId(opened.incident()), new AlertGroup(opened));
    }

    private void incidentChanged(IncidentEvent event, Incident now) {
        AlertGroup thread = groups.get(AlertGroup.threadId(event.incident()));
        if (thread != null) {
            thread.incidentChanged(event, now);
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
                openGroup(opened);
            }
            incidents.apply(event.incident()).ifPresent(incident -> incidentChanged(event, incident));
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
        AlertEvaluation pass = newEvaluation(assessment, now, mail.get().to());
        List<Notification> notices = new ArrayList<>(digestPlanner.planDue(pass));
        notices.addAll(pass.evaluate());
        groups.values()
                .removeIf(thread -> thread.isAllClearComplete()
                        && thread.endedAt()
                                .filter(ended ->
                                        ended.plus(ENDED_GROUP_RETENTION).isBefore(now))
                                .isPresent());
        return notices;
    }

    private AlertEvaluation newEvaluation(Assessment assessment, Instant now, List<String> recipients) {
        Set<SessionId> changed = sessionChanges.detectChanges(assessment);
        if (!changed.isEmpty()) {
            groups.values().forEach(thread -> thread.invalidateFor(changed));
        }
        return new AlertEvaluation(
                lookup,
                assessment,
                now,
                new NotificationFactory(renderer, now),
                recipients,
                groups,
                new BlockingGroupIndex());
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
        AlertEvaluation pass = newEvaluation(assessment, now, List.of());
        Map<IncidentId, Instant> next = new HashMap<>();
        for (IncidentId incident : incidents) {
            AlertGroup thread = groups.get(AlertGroup.threadId(incident));
            if (thread != null) {
                pass.nextMail(thread).ifPresent(at -> next.put(incident, at));
            }
        }
        return next;
    }
}
