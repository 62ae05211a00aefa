package org.firstbell.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** What a wall or page may say on its socket; anything else is ignored. */
final class LiveInput {
    private LiveInput() {}

    /** Whether the text is {@code {"type":"resync"}}; further members do not matter. Never fails, whatever it is. */
    static boolean isResync(String text) {
        if (text.length() > LiveHub.MOST_INPUT) {
            return false;
        }
        try {
            JsonNode message = Json.MAPPER.readTree(text);
            return message != null
                    && message.isObject()
                    && "resync".equals(message.path("type").asText(""));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
