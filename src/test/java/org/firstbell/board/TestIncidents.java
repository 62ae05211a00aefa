package org.firstbell.board;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.Severity;

/** Incidents for tests, opened by their own events. */
public final class TestIncidents {
    private TestIncidents() {}

    static Incident internet(Instant at, String... numbers) {
        return opened(
                43,
                at,
                Cause.INTERNET,
                Severity.BLOCKING,
                "The internet is down.",
                "Follow 'lost connection' in your manual.",
                numbers);
    }

    public static Incident accessPoint(Instant at, String number) {
        return opened(
                42,
                at,
                Cause.of(new DeviceId("ap-" + number)),
                Severity.BLOCKING,
                "The Wi-Fi box is not answering.",
                "Check its power and cable.",
                number);
    }

    public static Incident opened(
            long number, Instant at, Cause cause, Severity severity, String what, String todo, String... numbers) {
        return Incident.opened(new IncidentEvent.Opened(
                new IncidentId(number),
                at,
                at.minusSeconds(4),
                cause,
                new CheckId("answers"),
                severity,
                new Phrase(what, what + " " + numbers.length + " rooms are cut off."),
                new Phrase(todo, todo + " Tech office, 4021."),
                Affected.of(
                        List.of(),
                        Stream.of(numbers)
                                .map(room -> new RoomId("room-" + room))
                                .toList(),
                        Stream.of(numbers)
                                .map(room -> new SessionId("s-" + room))
                                .toList())));
    }
}
