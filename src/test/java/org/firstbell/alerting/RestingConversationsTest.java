package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.firstbell.alerting.mail.MailRenderer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that rest say what those say that are looked at each time. */
final class RestingConversationsTest {
    private static final MailRenderer PAPER = new MailRenderer();
    private static final List<String> SESSIONS = List.of("ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6");
    private static final int STEPS = 1_200;
    private static final int MOST_OPEN = 6;

    private final Lincoln school = Lincoln.sixSessions();
    private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
    private Random random = new Random(0);
    private int number;

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Affected someSessions() {
        List<SessionId> hit = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            hit.add(new SessionId(one(SESSIONS)));
        }
        return Affected.of(
                List.of(),
                school.configuration().sessions().stream()
                        .filter(session -> hit.contains(session.id()))
                        .flatMap(session -> session.rooms().stream())
                        .map(TestSession.PlannedRoom::room)
                        .toList(),
                hit);
    }

    private List<Incident> open() {
        return incidents.values().stream().filter(Incident::isOpen).toList();
    }

    /** Something happens to an incident, or begins one. */
    private IncidentEvent event() {
        List<Incident> open = open();
        if (open.isEmpty() || (open.size() < MOST_OPEN && random.nextBoolean())) {
            return OpenedBuilder.opened(++number, school.now)
                    .cause(random.nextInt(3) == 0 ? Cause.MONITOR : Cause.of(new DeviceId("d-" + number)))
                    .severity(one(List.of(Severity.values())))
                    .affected(someSessions())
                    .build();
        }
        Incident was = one(open);
        return switch (random.nextInt(6)) {
            case 0 -> new IncidentEvent.Resolved(was.id(), school.now, Optional.empty(), "measured well");
            case 1 -> new IncidentEvent.Acknowledged(was.id(), school.now, "Ann", "");
            case 2 -> new IncidentEvent.Noted(was.id(), school.now, "Ann", "on my way");
            case 3 -> new IncidentEvent.Recovering(was.id(), school.now, false);
            case 4 -> new IncidentEvent.Relapsed(was.id(), school.now, false);
            default ->
                new IncidentEvent.Changed(
                        was.id(),
                        school.now,
                        was.cause(),
                        was.check(),
                        one(List.of(Severity.values())),
                        was.summary(),
                        was.remedy(),
                        someSessions());
        };
    }

    /** The school stands otherwise. */
    private void turn() {
        switch (random.nextInt(8)) {
            case 0 -> school.measured(random.nextInt(3) > 0);
            case 1 -> school.cut(one(SESSIONS), random.nextBoolean());
            case 2 -> {
                if (random.nextInt(20) == 0) {
                    school.accepted(one(SESSIONS));
                }
            }
            default -> school.judge(one(List.of(Verdict.values())), one(SESSIONS));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void conversation_thatRests_tellsWhatOneTellsThatIsLookedAtEachTime(long seed) {
        random = new Random(seed);
        school.now = Lincoln.at("5:40");
        NotificationPlanner resting = new NotificationPlanner(school.configuration(), PAPER);
        NotificationPlanner restless = new NotificationPlanner(school.configuration(), PAPER);
        int mails = 0;
        for (int step = 0; step < STEPS; step++) {
            school.now = school.now.plus(Duration.ofSeconds(one(List.of(1, 5, 10, 30, 60))));
            List<IncidentEvent> events = new ArrayList<>();
            if (random.nextInt(16) == 0) {
                events.add(event());
                events.forEach(event -> incidents.compute(
                        event.incident(),
                        (id, known) -> event instanceof IncidentEvent.Opened opened
                                ? Incident.opened(opened)
                                : known.apply(event)));
            } else if (random.nextInt(12) == 0) {
                turn();
            }
            restless = restless.withConfiguration(school.configuration());

            List<Notification> told =
                    resting.afterEvents(events, id -> Optional.ofNullable(incidents.get(id)), school, school.now);

            assertThat(told)
                    .as("seed %d, step %d, %s", seed, step, school.now)
                    .isEqualTo(restless.afterEvents(
                            events, id -> Optional.ofNullable(incidents.get(id)), school, school.now));
            assertThat(resting.nextMails(incidents.keySet(), school, school.now))
                    .as("seed %d, step %d, %s", seed, step, school.now)
                    .isEqualTo(restless.withConfiguration(school.configuration())
                            .nextMails(incidents.keySet(), school, school.now));
            mails += told.size();
        }
        assertThat(mails).as("seed %d", seed).isGreaterThan(10);
    }

    @Test
    void conversation_thatRests_tellsOfFurtherSessionsAsSoonAsTheyMayBeTold() {
        school.now = Lincoln.at("7:35");
        Desk desk = new Desk(school.judge(Verdict.NOT_READY, "ela-7"));
        assertThat(desk.happens(desk.switchDies(1, "ela-7"))).hasSize(1);
        desk.until("7:35:30");
        school.judge(Verdict.NOT_READY, "ela-5");
        assertThat(desk.happens(desk.changed(1, Severity.BLOCKING, "ela-7", "ela-5")))
                .isEmpty();

        assertThat(desk.until("7:36:45")).isEmpty();
        assertThat(desk.until("7:37:15")).hasSize(1);
    }

    @Test
    void conversation_thatRestsOverWhatIsUnknown_tellsItWhenTheStartIsNear() {
        school.now = Lincoln.at("8:27");
        Desk desk = new Desk(school.judge(Verdict.UNKNOWN, "ela-7"));
        assertThat(desk.happens(desk.blind(1, "ela-7"))).isEmpty();

        assertThat(desk.until("8:29:45")).isEmpty();
        assertThat(desk.until("8:30:15")).hasSize(1);
    }
}
