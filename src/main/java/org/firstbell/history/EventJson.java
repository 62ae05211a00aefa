package org.firstbell.history;

import static org.firstbell.history.Json.instant;
import static org.firstbell.history.Json.maybe;
import static org.firstbell.history.Json.text;
import static org.firstbell.history.Json.texts;
import static org.firstbell.history.Json.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.firstbell.model.Affected;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;

/**
 * Incident events as JSON objects, by an explicit table of type names. A name in the table keeps its meaning for ever: a
 * changed shape gets a new name, and the old one keeps its reader.
 */
final class EventJson {
    /** How one type of event is named, written and read; incident and instant stand beside the body. */
    private record Kind<T extends IncidentEvent>(
            String name, Class<T> type, BiConsumer<T, ObjectNode> write, Reader<T> read) {
        String body(IncidentEvent event) {
            ObjectNode body = Json.object();
            write.accept(type.cast(event), body);
            return body.toString();
        }
    }

    /** Reads one type of event. */
    private interface Reader<T> {
        T read(IncidentId incident, Instant at, JsonNode body);
    }

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>("opened", IncidentEvent.Opened.class, EventJson::writeOpened, EventJson::readOpened),
            new Kind<>("changed", IncidentEvent.Changed.class, EventJson::writeChanged, EventJson::readChanged),
            new Kind<>(
                    "joined",
                    IncidentEvent.Joined.class,
                    (event, body) -> body.put("other", event.other().number()),
                    (incident, at, body) -> new IncidentEvent.Joined(
                            incident, at, new IncidentId(body.path("other").longValue()))),
            new Kind<>(
                    "recovering",
                    IncidentEvent.Recovering.class,
                    (event, body) -> body.put("flapping", event.flapping()),
                    (incident, at, body) -> new IncidentEvent.Recovering(
                            incident, at, body.path("flapping").booleanValue())),
            new Kind<>(
                    "relapsed",
                    IncidentEvent.Relapsed.class,
                    (event, body) -> body.put("flapping", event.flapping()),
                    (incident, at, body) -> new IncidentEvent.Relapsed(
                            incident, at, body.path("flapping").booleanValue())),
            new Kind<>(
                    "resolved",
                    IncidentEvent.Resolved.class,
                    (event, body) -> {
                        event.by().ifPresent(by -> body.put("by", by));
                        body.put("reason", event.reason());
                    },
                    (incident, at, body) ->
                            new IncidentEvent.Resolved(incident, at, maybe(body, "by"), text(body, "reason"))),
            new Kind<>(
                    "acknowledged",
                    IncidentEvent.Acknowledged.class,
                    (event, body) -> body.put("by", event.by()).put("note", event.note()),
                    (incident, at, body) ->
                            new IncidentEvent.Acknowledged(incident, at, text(body, "by"), text(body, "note"))),
            new Kind<>(
                    "released",
                    IncidentEvent.Released.class,
                    (event, body) -> body.put("by", event.by()),
                    (incident, at, body) -> new IncidentEvent.Released(incident, at, text(body, "by"))),
            new Kind<>(
                    "noted",
                    IncidentEvent.Noted.class,
                    (event, body) -> body.put("by", event.by()).put("text", event.text()),
                    (incident, at, body) ->
                            new IncidentEvent.Noted(incident, at, text(body, "by"), text(body, "text"))),
            new Kind<>(
                    "told",
                    IncidentEvent.Told.class,
                    (event, body) -> body.put("what", event.what()),
                    (incident, at, body) -> new IncidentEvent.Told(incident, at, text(body, "what"))));

    private EventJson() {}

    /** The type's name in the store. */
    static String name(IncidentEvent event) {
        return kind(event).name();
    }

    /** The event without its incident and instant. */
    static String body(IncidentEvent event) {
        return kind(event).body(event);
    }

    /** The event of a row. */
    static IncidentEvent read(String name, IncidentId incident, Instant at, String body) {
        for (Kind<?> kind : KINDS) {
            if (kind.name().equals(name)) {
                return kind.read().read(incident, at, Json.parse(body));
            }
        }
        throw new IllegalArgumentException("no incident event is called '" + name + "'");
    }

    private static Kind<?> kind(IncidentEvent event) {
        for (Kind<?> kind : KINDS) {
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
                new Cause(named(Cause.Kind.values(), text(body, "causeKind"), Cause.Kind::word), text(body, "cause")),
                new CheckId(text(body, "check")),
                named(Severity.values(), text(body, "severity"), Severity::word),
                words(body, "summary"),
                words(body, "remedy"),
                new Affected(
                        Json.list(body, "devices", DeviceId::new),
                        Json.list(body, "rooms", RoomId::new),
                        Json.list(body, "sessions", SessionId::new)));
    }

    private static void writeFailure(
            ObjectNode body, Cause cause, CheckId check, Severity severity, Words summary, Words remedy) {
        body.put("causeKind", cause.kind().word());
        body.put("cause", cause.id());
        body.put("check", check.value());
        body.put("severity", severity.word());
        words(body, "summary", summary);
        words(body, "remedy", remedy);
    }

    private static void writeAffected(ObjectNode body, Affected affected) {
        texts(body, "devices", affected.devices());
        texts(body, "rooms", affected.rooms());
        texts(body, "sessions", affected.sessions());
    }

    private static <E> E named(E[] values, String word, Function<E, String> name) {
        for (E value : values) {
            if (name.apply(value).equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException("unknown word '" + word + "'");
    }
}
