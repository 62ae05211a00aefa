package org.firstbell.notify;

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
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Configuration;

/**
 * Decides what is told to whom, and writes it: incidents in conversations of their own, sessions that nobody can tell
 * about, and digests. Everything is decided from its arguments and from what was told before; delivery is another's.
 * Confined to the core's event loop.
 */
public final class Telling {
    /** Ended conversations are remembered so long for digests. */
    private static final Duration REMEMBERED = Duration.ofDays(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Plan plan;
    private final Paper paper;
    private final Map<String, Conversation> conversations;
    private final Digests digests;
    private final SeenSessions seen = new SeenSessions();
    private Instant looked = Instant.EPOCH;

    /** Of a configuration, with nothing told yet. Compiles the mail templates: a few hundred milliseconds. */
    public Telling(Configuration configuration) {
        this(configuration, new Paper());
        paper.warm();
    }

    Telling(Configuration configuration, Paper paper) {
        this(configuration, paper, new LinkedHashMap<>(), new Digests());
    }

    private Telling(
            Configuration configuration, Paper paper, Map<String, Conversation> conversations, Digests digests) {
        this.plan = new Plan(configuration);
        this.paper = paper;
        this.conversations = conversations;
        this.digests = digests;
    }

    /** The telling of a new configuration, which goes on with the conversations of this one. */
    public Telling succeededBy(Configuration configuration) {
        conversations.values().forEach(conversation -> conversation.rest().end());
        return new Telling(configuration, paper, conversations, digests);
    }

    /** Takes up the conversations where the last daemon left them. */
    public void restore(Journal.Recovered recovered) {
        Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
        for (IncidentEvent event : recovered.events()) {
            Incident known = incidents.get(event.incident());
            if (event instanceof IncidentEvent.Opened opened) {
                incidents.put(event.incident(), Incident.opened(opened));
                begin(opened);
            } else if (known != null) {
                Incident now = known.after(event);
                incidents.put(event.incident(), now);
                happened(event, now);
            }
            digests.sign(event.at());
        }
        recovered.actions().forEach(action -> digests.sign(action.at()));
        for (Outbox.Entry entry : recovered.notices()) {
            Notice notice = entry.notice();
            digests.sign(notice.composedAt());
            if (notice.channel().equals(Post.CHANNEL)) {
                remember(notice);
            }
        }
    }

    private void remember(Notice notice) {
        if (Digests.isDigest(notice)) {
            digests.told(notice, conversations);
        } else {
            if (Unknowns.isThread(notice.thread())) {
                conversations.putIfAbsent(notice.thread(), new Conversation(notice.thread(), notice.badSince()));
            }
            Conversation conversation = conversations.get(notice.thread());
            if (conversation != null) {
                conversation.told(notice);
            }
        }
    }

    private void begin(IncidentEvent.Opened opened) {
        conversations.putIfAbsent(Conversation.thread(opened.incident()), new Conversation(opened));
    }

    private void happened(IncidentEvent event, Incident now) {
        Conversation conversation = conversations.get(Conversation.thread(event.incident()));
        if (conversation != null) {
            conversation.happened(event, now);
        }
    }

    /**
     * What is to be told after these events, after verdicts changed, or by the time alone: part of the same commit as the
     * events. Called at least each second; without events it looks at most twice a second.
     */
    public List<Notice> after(
            List<IncidentEvent> events,
            Function<IncidentId, Optional<Incident>> incidents,
            Assessment assessment,
            Instant now) {
        for (IncidentEvent event : events) {
            if (event instanceof IncidentEvent.Opened opened) {
                begin(opened);
            }
            incidents.apply(event.incident()).ifPresent(incident -> happened(event, incident));
        }
        boolean again = !now.isBefore(looked) && now.isBefore(looked.plus(BETWEEN_LOOKS));
        return events.isEmpty() && again ? List.of() : decide(assessment, now);
    }

    /** Everything to tell now. */
    List<Notice> decide(Assessment assessment, Instant now) {
        looked = now;
        Optional<Alerts.Mail> mail = plan.configuration().alerts().mail();
        if (mail.isEmpty()) {
            digests.sign(now);
            return List.of();
        }
        Round round = round(assessment, now, mail.get().to());
        List<Notice> notices = new ArrayList<>(digests.due(round));
        notices.addAll(round.tell());
        conversations
                .values()
                .removeIf(conversation -> conversation.isSquare()
                        && conversation
                                .endedAt()
                                .filter(ended -> ended.plus(REMEMBERED).isBefore(now))
                                .isPresent());
        return notices;
    }

    private Round round(Assessment assessment, Instant now, List<String> recipients) {
        Set<SessionId> changed = seen.changed(assessment);
        if (!changed.isEmpty()) {
            conversations.values().forEach(conversation -> conversation.wake(changed));
        }
        return new Round(plan, assessment, now, new Post(paper, now), recipients, conversations, new Holders());
    }

    /** When the next mail about an open incident goes out if nothing changes. */
    public Optional<Instant> nextMail(IncidentId incident, Assessment assessment, Instant now) {
        return Optional.ofNullable(nextMails(List.of(incident), assessment, now).get(incident));
    }

    /** The same for some; those of which no mail is due by time alone are left out. */
    public Map<IncidentId, Instant> nextMails(Collection<IncidentId> incidents, Assessment assessment, Instant now) {
        if (plan.configuration().alerts().mail().isEmpty()) {
            return Map.of();
        }
        Round round = round(assessment, now, List.of());
        Map<IncidentId, Instant> next = new HashMap<>();
        for (IncidentId incident : incidents) {
            Conversation conversation = conversations.get(Conversation.thread(incident));
            if (conversation != null) {
                round.next(conversation).ifPresent(at -> next.put(incident, at));
            }
        }
        return next;
    }
}
