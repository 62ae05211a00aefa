package org.firstbell.board.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.firstbell.board.BoardJson;

/** What a wall or page may say on its socket; anything else is ignored. */
final class ClientMessage {
    private ClientMessage() {}

    /** Whether the text is {@code {"type":"resync"}}; further members do not matter. Never fails, whatever it is. */
    static boolean isResync(String text) {
        if (text.length() > BoardBroadcaster.MAX_MESSAGE_CHARS) {
            return false;
        }
        try {
            JsonNode message = BoardJson.MAPPER.readTree(text);
            return message != null
                    && message.isObject()
                    && "resync".equals(message.path("type").asText(""));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
