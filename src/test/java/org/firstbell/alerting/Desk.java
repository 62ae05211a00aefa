package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.alerting.mail.MailRenderer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.MemoryJournal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Severity;

/**
 * Telling at work beside a journal, with a second one that is begun anew from the journal before every step: a daemon that
 * is killed before each decision must decide as one that was not. Confined to one test.
 */
public final class Desk {
    private static final MailRenderer PAPER = new MailRenderer();

    final Lincoln school;
    final MemoryJournal journal;
    private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
    private final List<Notification> mails = new ArrayList<>();
    private NotificationPlanner telling;
    private boolean killed;

    public Desk(Lincoln school) {
        this(school, new MemoryJournal());
    }

    Desk(Lincoln school, MemoryJournal journal) {
        this.school = school;
        this.journal = journal;
        this.telling = new NotificationPlanner(school.configuration(), PAPER);
    }

    /** How the daemon lives. */
    enum Life {
        LONG,
        KILLED_BEFORE_EVERY_STEP
    }

    Desk living(Life life) {
        killed = life == Life.KILLED_BEFORE_EVERY_STEP;
        return this;
    }

    void restart() {
        telling = new NotificationPlanner(school.configuration(), PAPER);
        telling.restore(journal.reopen().recover());
    }

    public void reload() {
        telling = telling.withConfiguration(school.configuration());
    }

    NotificationPlanner telling() {
        return telling;
    }

    /** Time goes on, second by second near what may happen, until then. */
    List<Notification> until(Instant end) {
        int before = mails.size();
        while (school.now.isBefore(end)) {
            Duration left = Duration.between(school.now, end);
            Duration step = left.compareTo(Duration.ofSeconds(15)) > 0 ? Duration.ofSeconds(15) : left;
            school.now = school.now.plus(step);
            tick();
        }
        return List.copyOf(mails.subList(before, mails.size()));
    }

    public List<Notification> until(String time) {
        return until(Lincoln.at(time));
    }

    List<Notification> tick() {
        if (killed) {
            restart();
        }
        return commit(List.of(), telling.evaluate(school, school.now));
    }

    public List<Notification> happens(IncidentEvent... events) {
        record(events);
        return tell(events);
    }

    /** The incidents stand as after these events. */
    void record(IncidentEvent... events) {
        for (IncidentEvent event : events) {
            incidents.compute(
                    event.incident(),
                    (id, known) -> event instanceof IncidentEvent.Opened opened
                            ? Incident.opened(opened)
                            : known.apply(event));
        }
    }

    /** Tells of events that are recorded. */
    List<Notification> tell(IncidentEvent... events) {
        if (killed) {
            restart();
        }
        List<IncidentEvent> all = Arrays.asList(events);
        return commit(all, telling.afterEvents(all, id -> Optional.ofNullable(incidents.get(id)), school, school.now));
    }

    private List<Notification> commit(List<IncidentEvent> events, List<Notification> notices) {
        int known = journal.notices().size();
        journal.commit(new Journal.JournalCommit(events, List.of(), notices), result -> {});
        assertThat(journal.notices()).as("keys are new").hasSize(known + notices.size());
        mails.addAll(notices);
        return notices;
    }

    /** Every mail so far. */
    List<Notification> mails() {
        return List.copyOf(mails);
    }

    static List<String> subjects(List<Notification> notices) {
        return notices.stream().map(Notification::subject).toList();
    }

    List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    Incident incident(long number) {
        return incidents.get(new IncidentId(number));
    }

    public IncidentEvent.Opened opened(long number, Severity severity, String wall, String full, String... sessions) {
        return OpenedBuilder.opened(number, school.now)
                .severity(severity)
                .summary(new Phrase(wall, full))
                .remedy(Phrase.same(
                        "Check that the switch in closet B has power. If it stays dark for 2 min: tech office, 4021."))
                .affected(affected(sessions))
                .build();
    }

    public IncidentEvent.Opened switchDies(long number, String... sessions) {
        return opened(
                number,
                Severity.BLOCKING,
                "The second-floor switch is off.",
                "The second-floor switch is not answering.",
                sessions);
    }

    public IncidentEvent.Opened blind(long number, String... sessions) {
        return OpenedBuilder.opened(number, school.now)
                .cause(Cause.MONITOR)
                .check("sight")
                .summary(Phrase.same("The board gets no data."))
                .remedy(Phrase.same("Nothing that Firstbell asks is answering."))
                .affected(affected(sessions))
                .build();
    }

    public IncidentEvent.Changed changed(long number, Severity severity, String... sessions) {
        Incident was = incident(number);
        return new IncidentEvent.Changed(
                was.id(),
                school.now,
                was.cause(),
                was.check(),
                severity,
                was.summary(),
                was.remedy(),
                affected(sessions));
    }

    public IncidentEvent.Resolved resolved(long number) {
        return new IncidentEvent.Resolved(new IncidentId(number), school.now, Optional.empty(), "measured well again");
    }

    private Affected affected(String... sessions) {
        List<SessionId> ids = Lincoln.sessionIds(sessions);
        List<RoomId> rooms = new ArrayList<>();
        List<DeviceId> devices = new ArrayList<>();
        for (TestSession session : school.configuration().sessions()) {
            if (ids.contains(session.id())) {
                session.rooms().forEach(seating -> {
                    rooms.add(seating.room());
                    school.configuration().inventory().seats(seating).stream()
                            .limit(3)
                            .forEach(seat -> devices.add(seat.id()));
                });
            }
        }
        return Affected.of(devices, rooms, ids);
    }
}
