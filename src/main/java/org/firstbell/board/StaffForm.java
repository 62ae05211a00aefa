package org.firstbell.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * What staff send with an action, checked.
 *
 * @param by who, by role or name; one line, at most 80 characters
 * @param note at most 500 characters; may be empty
 */
record StaffForm(String by, String note) {
    static final int MOST_BY = 80;
    static final int MOST_NOTE = 500;

    /** A form that cannot be taken, with the sentence why. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String sentence) {
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
    static StaffForm read(Buffer body, String textKey, boolean needed) throws Unfit {
        JsonNode form = parse(body);
        String by = text(form, "by", MOST_BY, true);
        if (by.chars().anyMatch(c -> Character.isISOControl(c))) {
            throw new Unfit("'by' is one line: who acts, by role or name.");
        }
        return new StaffForm(by, text(form, textKey, MOST_NOTE, needed));
    }

    private static JsonNode parse(Buffer body) throws Unfit {
        try {
            JsonNode form = Json.MAPPER.readTree(body.getBytes());
            if (form != null && form.isObject()) {
                return form;
            }
        } catch (JsonProcessingException notJson) {
            throw new Unfit("The body is not JSON.");
        } catch (IOException unreadable) {
            throw new Unfit("The body cannot be read.");
        }
        throw new Unfit("The body is a JSON object such as {\"by\":\"Tech office\"}.");
    }

    private static String text(JsonNode form, String key, int most, boolean needed) throws Unfit {
        JsonNode value = form.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new Unfit("'" + key + "' is a text.");
        }
        String text = value.asText("").strip();
        if (needed && text.isEmpty()) {
            throw new Unfit("'" + key + "' is missing.");
        }
        if (text.length() > most) {
            throw new Unfit("'" + key + "' has at most " + most + " characters.");
        }
        return text;
    }
}
