package org.firstbell.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.firstbell.model.Phrase;

/** Fields of the JSON objects in the store: what one line writes, its twin reads. */
final class StoreJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StoreJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("the field '" + field + "' is missing or no text");
        }
        return value.textValue();
    }

    static Optional<String> optionalText(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(text(node, field)) : Optional.empty();
    }

    static Instant instant(JsonNode node, String field) {
        return Instant.parse(text(node, field));
    }

    static void phrase(ObjectNode node, String field, Phrase phrase) {
        node.putObject(field).put("wall", phrase.wall()).put("full", phrase.full());
    }

    static Phrase phrase(JsonNode node, String field) {
        JsonNode words = node.path(field);
        return new Phrase(text(words, "wall"), text(words, "full"));
    }

    static void putTexts(ObjectNode node, String field, Collection<?> values) {
        var array = node.putArray(field);
        values.forEach(value -> array.add(value.toString()));
    }

    static <T> List<T> readList(JsonNode node, String field, Function<String, T> read) {
        return StreamSupport.stream(node.path(field).spliterator(), false)
                .map(JsonNode::textValue)
                .map(read)
                .toList();
    }
}
