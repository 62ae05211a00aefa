package org.firstbell.history;

import static org.firstbell.history.StoreJson.instant;
import static org.firstbell.history.StoreJson.optionalText;
import static org.firstbell.history.StoreJson.phrase;
import static org.firstbell.history.StoreJson.putTexts;
import static org.firstbell.history.StoreJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.Severity;

/**
 * Incident events as JSON objects, by an explicit table of type names. A name in the table keeps its meaning for ever: a
 * changed shape gets a new name, and the old one keeps its reader.
 */
final class IncidentEventJson {
    /** How one type of event is named, written and read; incident and instant stand beside the body. */
    private record EventType<T extends IncidentEvent>(
            String name, Class<T> type, BiConsumer<T, ObjectNode> writer, EventReader<T> reader) {
        String body(IncidentEvent event) {
            ObjectNode body = StoreJson.object();
            writer.accept(type.cast(event), body);
            return body.toString();
        }
    }

    /** Reads one type of event. */
    private interface EventReader<T> {
        T read(IncidentId incident, Instant at, JsonNode body);
    }

    private static final List<EventType<?>> EVENT_TYPES = List.of(
            new EventType<>(
                    "opened",
                    IncidentEvent.Opened.class,
                    IncidentEventJson::writeOpened,
                    IncidentEventJson::readOpened),
            new EventType<>(
                    "changed",
                    IncidentEvent.Changed.class,
                    IncidentEventJson::writeChanged,
                    IncidentEventJson::readChanged),
            new EventType<>(
                    "joined",
                    IncidentEvent.Merged.class,
                    (event, body) -> body.put("other", event.into().number()),
                    (incident, at, body) -> new IncidentEvent.Merged(
                            incident, at, new IncidentId(body.path("other").longValue()))),
            new EventType<>(
                    "recovering",
                    IncidentEvent.Recovering.class,
                    (event, body) -> body.put("flapping", event.flapping()),
                    (incident, at, body) -> new IncidentEvent.Recovering(
                            incident, at, body.path("flapping").booleanValue())),
            new EventType<>(
                    "relapsed",
                    IncidentEvent.Relapsed.class,
                    (event, body) -> body.put("flapping", event.flapping()),
                    (incident, at, body) -> new IncidentEvent.Relapsed(
                            incident, at, body.path("flapping").booleanValue())),
            new EventType<>(
                    "resolved",
                    IncidentEvent.Resolved.class,
                    (event, body) -> {
                        event.by().ifPresent(by -> body.put("by", by));
                        body.put("reason", event.reason());
                    },
                    (incident, at, body) ->
                            new IncidentEvent.Resolved(incident, at, optionalText(body, "by"), text(body, "reason"))),
            new EventType<>(
                    "acknowledged",
                    IncidentEvent.Acknowledged.class,
                    (event, body) -> body.put("by", event.by()).put("note", event.note()),
                    (incident, at, body) ->
                            new IncidentEvent.Acknowledged(incident, at, text(body, "by"), text(body, "note"))),
            new EventType<>(
                    "released",
                    IncidentEvent.Released.class,
                    (event, body) -> body.put("by", event.by()),
                    (incident, at, body) -> new IncidentEvent.Released(incident, at, text(body, "by"))),
            new EventType<>(
                    "noted",
                    IncidentEvent.Noted.class,
                    (event, body) -> body.put("by", event.by()).put("text", event.text()),
                    (incident, at, body) ->
                            new IncidentEvent.Noted(incident, at, text(body, "by"), text(body, "text"))),
            new EventType<>(
                    "told",
                    IncidentEvent.Notified.class,
                    (event, body) -> body.put("what", event.text()),
                    (incident, at, body) -> new IncidentEvent.Notified(incident, at, text(body, "what"))));

    private IncidentEventJson() {}

    /** The type's name in the store. */
    static String typeName(IncidentEvent event) {
        return typeOf(event).name();
    }

    /** The event without its incident and instant. */
    static String body(IncidentEvent event) {
        return typeOf(event).body(event);
    }

    /** The event of a row. */
    static IncidentEvent read(String name, IncidentId incident, Instant at, String body) {
        for (EventType<?> kind : EVENT_TYPES) {
            if (kind.name().equals(name)) {
                return kind.reader().read(incident, at, StoreJson.parse(body));
            }
        }
        throw new IllegalArgumentException("no incident event is called '" + name + "'");
    }

    private static EventType<?> typeOf(IncidentEvent event) {
        for (EventType<?> kind : EVENT_TYPES) {
            if (kind.type().isInstance(event)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no name for " + event.getClass().getSimpleName());
    }

    private static void writeOpened(IncidentEvent.Opened event, ObjectNode body) {
        body.put("firstSignAt", event.firstSignAt().toString());
        writeFailure(body, event.cause(), event.check(), event.severity(), event.summary(), event.remedy());
        writeAffected(body, event.affected());
    }

    private static IncidentEvent.Opened readOpened(IncidentId incident, Instant at, JsonNode body) {
        IncidentEvent.Changed failure = readChanged(incident, at, body);
        return new IncidentEvent.Opened(
                incident,
                at,
                instant(body, "firstSignAt"),
                failure.cause(),
                failure.check(),
                failure.severity(),
                failure.summary(),
                failure.remedy(),
                failure.affected());
    }

    private static void writeChanged(IncidentEvent.Changed event, ObjectNode body) {
        writeFailure(body, event.cause(), event.check(), event.severity(), event.summary(), event.remedy());
        writeAffected(body, event.affected());
    }

    private static IncidentEvent.Changed readChanged(IncidentId incident, Instant at, JsonNode body) {
        return new IncidentEvent.Changed(
                incident,
                at,
                new Cause(
                        fromKeyword(Cause.CauseKind.values(), text(body, "causeKind"), Cause.CauseKind::keyword),
                        text(body, "cause")),
                new CheckId(text(body, "check")),
                fromKeyword(Severity.values(), text(body, "severity"), Severity::keyword),
                phrase(body, "summary"),
                phrase(body, "remedy"),
                new Affected(
                        StoreJson.readList(body, "devices", DeviceId::new),
                        StoreJson.readList(body, "rooms", RoomId::new),
                        StoreJson.readList(body, "sessions", SessionId::new)));
    }

    private static void writeFailure(
            ObjectNode body, Cause cause, CheckId check, Severity severity, Phrase summary, Phrase remedy) {
        body.put("causeKind", cause.kind().keyword());
        body.put("cause", cause.id());
        body.put("check", check.value());
        body.put("severity", severity.keyword());
        phrase(body, "summary", summary);
        phrase(body, "remedy", remedy);
    }

    private static void writeAffected(ObjectNode body, Affected affected) {
        putTexts(body, "devices", affected.devices());
        putTexts(body, "rooms", affected.rooms());
        putTexts(body, "sessions", affected.sessions());
    }

    private static <E> E fromKeyword(E[] values, String word, Function<E, String> name) {
        for (E value : values) {
            if (name.apply(value).equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException("unknown word '" + word + "'");
    }
}
