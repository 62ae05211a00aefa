package org.firstbell.board.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.firstbell.board.BoardJson;

/**
 * What staff send with an action, checked.
 *
 * @param by who, by role or name; one line, at most 80 characters
 * @param note at most 500 characters; may be empty
 */
record StaffActionRequest(String by, String note) {
    static final int MAX_BY_CHARS = 80;
    static final int MAX_NOTE_CHARS = 500;

    /** A form that cannot be taken, with the sentence why. */
    static final class InvalidRequest extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidRequest(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a JSON object with {@code by} and the free text.
     *
     * @param textKey {@code note}, or {@code text} where the free text is the point
     * @param needed whether the free text must not be empty
     */
    static StaffActionRequest read(Buffer body, String textKey, boolean needed) throws InvalidRequest {
        JsonNode form = parse(body);
        String by = text(form, "by", MAX_BY_CHARS, true);
        if (!isOneReadableLine(by)) {
            throw new InvalidRequest("'by' is one line of readable text: who acts, by role or name.");
        }
        return new StaffActionRequest(by, text(form, textKey, MAX_NOTE_CHARS, needed));
    }

    /** Whether it holds a letter or digit, and no line break or character that cannot be seen. */
    private static boolean isOneReadableLine(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit)
                && text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                });
    }

    private static JsonNode parse(Buffer body) throws InvalidRequest {
        try {
            JsonNode form = BoardJson.MAPPER.readTree(body.getBytes());
            if (form != null && form.isObject()) {
                return form;
            }
        } catch (JsonProcessingException notJson) {
            throw new InvalidRequest("The body is not JSON.");
        } catch (IOException unreadable) {
            throw new InvalidRequest("The body cannot be read.");
        }
        throw new InvalidRequest("The body is a JSON object such as {\"by\":\"Tech office\"}.");
    }

    private static String text(JsonNode form, String key, int most, boolean needed) throws InvalidRequest {
        JsonNode value = form.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new InvalidRequest("'" + key + "' is a text.");
        }
        String text = value.asText("").strip();
        if (needed && text.isEmpty()) {
            throw new InvalidRequest("'" + key + "' is missing.");
        }
        if (text.length() > most) {
            throw new InvalidRequest("'" + key + "' has at most " + most + " characters.");
        }
        return text;
    }
}
