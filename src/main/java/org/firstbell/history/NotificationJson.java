package org.firstbell.history;

import static org.firstbell.history.StoreJson.instant;
import static org.firstbell.history.StoreJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;

/** Notices as JSON objects. */
final class NotificationJson {
    private NotificationJson() {}

    static String write(Notification notification) {
        ObjectNode body = StoreJson.object();
        body.put("key", notification.key());
        body.put("channel", notification.channel());
        body.put("thread", notification.thread());
        ArrayNode incidents = body.putArray("incidents");
        notification.incidents().forEach(incident -> incidents.add(incident.number()));
        StoreJson.putTexts(body, "sessions", notification.sessions());
        body.put("kind", notification.kind().name());
        body.put("state", notification.stateLabel());
        body.put("to", notification.to());
        body.put("subject", notification.subject());
        body.put("text", notification.text());
        body.put("html", notification.html());
        body.put("badSince", notification.badSince().toString());
        body.put("composedAt", notification.composedAt().toString());
        body.put("dueAt", notification.dueAt().toString());
        NotificationFacts facts = notification.facts();
        ObjectNode told = body.putObject("facts");
        StoreJson.putTexts(told, "rooms", facts.rooms());
        told.put("cause", facts.cause());
        told.put("what", facts.what());
        told.put("devices", facts.devices());
        told.put("urgent", facts.urgent());
        return body.toString();
    }

    static Notification read(String json) {
        JsonNode body = StoreJson.parse(json);
        List<IncidentId> incidents = new ArrayList<>();
        body.path("incidents").forEach(number -> incidents.add(new IncidentId(number.longValue())));
        return new Notification(
                text(body, "key"),
                text(body, "channel"),
                text(body, "thread"),
                incidents,
                StoreJson.readList(body, "sessions", SessionId::new),
                Notification.NotificationKind.valueOf(text(body, "kind")),
                text(body, "state"),
                text(body, "to"),
                text(body, "subject"),
                text(body, "text"),
                text(body, "html"),
                instant(body, "badSince"),
                instant(body, "composedAt"),
                instant(body, "dueAt"),
                readFacts(body.path("facts")));
    }

    /** Notifications of older stores have none. */
    private static NotificationFacts readFacts(JsonNode told) {
        return new NotificationFacts(
                StoreJson.readList(told, "rooms", RoomId::new),
                told.path("cause").asText(""),
                told.path("what").asText(""),
                told.path("devices").asInt(0),
                told.path("urgent").asBoolean(false));
    }
}
