package org.firstbell.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.status.Severity;

/** Things to keep, made of numbers so that what comes back can be compared. */
final class SampleEvents {
    static final Instant NINE = Instant.parse("2027-04-14T14:00:00.123456789Z");

    private SampleEvents() {}

    static IncidentEvent.Opened opened(long incident, Instant at) {
        return OpenedBuilder.opened(incident, at)
                .summary(new Phrase(
                        "The second-floor switch is off.", "The second-floor switch does not answer since 9:44 AM."))
                .remedy(Phrase.same("Check its power. \"Closet B\", <b>left</b>; naïve 学校 😀"))
                .affected(new Affected(
                        List.of(new DeviceId("pc-1"), new DeviceId("pc-2")),
                        List.of(new RoomId("lab-204")),
                        List.of(new SessionId("ela-7"))))
                .build();
    }

    static IncidentEvent.Resolved resolved(long incident, Instant at) {
        return new IncidentEvent.Resolved(new IncidentId(incident), at, Optional.empty(), "measured well again");
    }

    static Notification notice(String key, long incident, Instant at) {
        return new Notification(
                key,
                "mail",
                "incident-" + incident,
                List.of(new IncidentId(incident)),
                List.of(new SessionId("ela-7")),
                Notification.NotificationKind.BAD,
                "NOT READY",
                "coordinator@lincoln.example",
                "[NOT READY] Lab 204, 9:00 AM: switch is off (#" + incident + ")",
                "plain",
                "<p>html</p>",
                at.minusSeconds(60),
                at,
                at.plus(Duration.ofSeconds(1)),
                new NotificationFacts(List.of(new RoomId("lab-204")), "device:sw-2", "The switch is off.", 30, true));
    }

    /** One of each kind of event, in the order in which a long incident could have them. */
    static List<IncidentEvent> allEvents(long number) {
        IncidentId id = new IncidentId(number);
        return List.of(
                opened(number, NINE),
                new IncidentEvent.Changed(
                        id,
                        NINE.plusSeconds(1),
                        Cause.of(new DeviceId("core")),
                        new CheckId("answers"),
                        Severity.DEGRADING,
                        Phrase.same("a"),
                        Phrase.same("b"),
                        Affected.NONE),
                new IncidentEvent.Acknowledged(id, NINE.plusSeconds(2), "Tech office", "on my way"),
                new IncidentEvent.Released(id, NINE.plusSeconds(3), "Tech office"),
                new IncidentEvent.Noted(id, NINE.plusSeconds(4), "Tech office", "cable \u0000 was loose\n\"so\""),
                new IncidentEvent.Notified(id, NINE.plusSeconds(5), "mail sent to School Test Coordinator"),
                new IncidentEvent.Recovering(id, NINE.plusSeconds(6), false),
                new IncidentEvent.Relapsed(id, NINE.plusSeconds(7), true),
                new IncidentEvent.Merged(id, NINE.plusSeconds(8), new IncidentId(number + 1)),
                new IncidentEvent.Resolved(id, NINE.plusSeconds(9), Optional.of("Tech office"), "closed by hand"));
    }

    /** One of each kind of action on a session. */
    static List<StaffAction> sessionActions(Instant at) {
        SessionId session = new SessionId("ela-7");
        return List.of(
                new StaffAction.SessionStarted(session, at, "Proctor", ""),
                new StaffAction.RiskAccepted(session, at.plusSeconds(1), "Coordinator", "one spare is enough"),
                new StaffAction.SessionFinished(session, at.plusSeconds(2), "Proctor", "all done"),
                new StaffAction.SessionCancelled(session, at.plusSeconds(3), "Principal", "snow"));
    }

    /** One of each kind of action on an incident. */
    static List<StaffAction> incidentActions(Instant at) {
        IncidentId incident = new IncidentId(1);
        return List.of(
                new StaffAction.IncidentTaken(incident, at, "Tech office", "on my way"),
                new StaffAction.IncidentHandedBack(incident, at, "Tech office", ""),
                new StaffAction.IncidentNoteAdded(incident, at, "Tech office", "cable was loose"),
                new StaffAction.IncidentClosed(incident, at, "Tech office", "done"));
    }
}
