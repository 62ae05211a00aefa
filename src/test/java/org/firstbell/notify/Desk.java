package org.firstbell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Affected;
import org.firstbell.model.Cause;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Journal;
import org.firstbell.model.MemoryJournal;
import org.firstbell.model.Notice;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;
import org.firstbell.model.setup.TestSession;

/**
 * Telling at work beside a journal, with a second one that is begun anew from the journal before every step: a daemon that
 * is killed before each decision must decide as one that was not. Confined to one test.
 */
final class Desk {
    private static final Paper PAPER = new Paper();

    final Lincoln school;
    final MemoryJournal journal;
    private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
    private final List<Notice> mails = new ArrayList<>();
    private Telling telling;
    private boolean killed;

    Desk(Lincoln school) {
        this(school, new MemoryJournal());
    }

    Desk(Lincoln school, MemoryJournal journal) {
        this.school = school;
        this.journal = journal;
        this.telling = new Telling(school.configuration(), PAPER);
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
        telling = new Telling(school.configuration(), PAPER);
        telling.restore(journal.reopen().recover());
    }

    void reload() {
        telling = telling.succeededBy(school.configuration());
    }

    Telling telling() {
        return telling;
    }

    /** Time goes on, second by second near what may happen, until then. */
    List<Notice> until(Instant end) {
        int before = mails.size();
        while (school.now.isBefore(end)) {
            Duration left = Duration.between(school.now, end);
            Duration step = left.compareTo(Duration.ofSeconds(15)) > 0 ? Duration.ofSeconds(15) : left;
            school.now = school.now.plus(step);
            tick();
        }
        return List.copyOf(mails.subList(before, mails.size()));
    }

    List<Notice> until(String time) {
        return until(Lincoln.at(time));
    }

    List<Notice> tick() {
        if (killed) {
            restart();
        }
        return commit(List.of(), telling.decide(school, school.now));
    }

    List<Notice> happens(IncidentEvent... events) {
        if (killed) {
            restart();
        }
        for (IncidentEvent event : events) {
            incidents.compute(
                    event.incident(),
                    (id, known) -> event instanceof IncidentEvent.Opened opened
                            ? Incident.opened(opened)
                            : known.after(event));
        }
        List<IncidentEvent> all = Arrays.asList(events);
        return commit(all, telling.after(all, id -> Optional.ofNullable(incidents.get(id)), school, school.now));
    }

    private List<Notice> commit(List<IncidentEvent> events, List<Notice> notices) {
        int known = journal.notices().size();
        journal.commit(new Journal.Commit(events, List.of(), notices), result -> {});
        assertThat(journal.notices()).as("keys are new").hasSize(known + notices.size());
        mails.addAll(notices);
        return notices;
    }

    /** Every mail so far. */
    List<Notice> mails() {
        return List.copyOf(mails);
    }

    static List<String> subjects(List<Notice> notices) {
        return notices.stream().map(Notice::subject).toList();
    }

    Incident incident(long number) {
        return incidents.get(new IncidentId(number));
    }

    IncidentEvent.Opened opened(long number, Severity severity, String wall, String full, String... sessions) {
        return OpenedBuilder.opened(number, school.now)
                .severity(severity)
                .summary(new Words(wall, full))
                .remedy(Words.same(
                        "Check that the switch in closet B has power. If it stays dark for 2 min: tech office, 4021."))
                .affected(affected(sessions))
                .build();
    }

    IncidentEvent.Opened switchDies(long number, String... sessions) {
        return opened(
                number,
                Severity.BLOCKING,
                "The second-floor switch is off.",
                "The second-floor switch is not answering.",
                sessions);
    }

    IncidentEvent.Opened blind(long number, String... sessions) {
        return OpenedBuilder.opened(number, school.now)
                .cause(Cause.MONITOR)
                .check("sight")
                .summary(Words.same("The board gets no data."))
                .remedy(Words.same("Nothing that Firstbell asks is answering."))
                .affected(affected(sessions))
                .build();
    }

    IncidentEvent.Changed changed(long number, Severity severity, String... sessions) {
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

    IncidentEvent.Resolved resolved(long number) {
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
