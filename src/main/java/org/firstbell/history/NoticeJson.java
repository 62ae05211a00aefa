package org.firstbell.history;

import static org.firstbell.history.Json.instant;
import static org.firstbell.history.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionId;

/** Notices as JSON objects. */
final class NoticeJson {
    private NoticeJson() {}

    static String write(Notice notice) {
        ObjectNode body = Json.object();
        body.put("key", notice.key());
        body.put("channel", notice.channel());
        body.put("thread", notice.thread());
        ArrayNode incidents = body.putArray("incidents");
        notice.incidents().forEach(incident -> incidents.add(incident.number()));
        Json.texts(body, "sessions", notice.sessions());
        body.put("kind", notice.kind().name());
        body.put("state", notice.state());
        body.put("to", notice.to());
        body.put("subject", notice.subject());
        body.put("text", notice.text());
        body.put("html", notice.html());
        body.put("badSince", notice.badSince().toString());
        body.put("composedAt", notice.composedAt().toString());
        body.put("dueAt", notice.dueAt().toString());
        return body.toString();
    }

    static Notice read(String json) {
        JsonNode body = Json.parse(json);
        List<IncidentId> incidents = new ArrayList<>();
        body.path("incidents").forEach(number -> incidents.add(new IncidentId(number.longValue())));
        return new Notice(
                text(body, "key"),
                text(body, "channel"),
                text(body, "thread"),
                incidents,
                Json.list(body, "sessions", SessionId::new),
                Notice.Kind.valueOf(text(body, "kind")),
                text(body, "state"),
                text(body, "to"),
                text(body, "subject"),
                text(body, "text"),
                text(body, "html"),
                instant(body, "badSince"),
                instant(body, "composedAt"),
                instant(body, "dueAt"));
    }
}
