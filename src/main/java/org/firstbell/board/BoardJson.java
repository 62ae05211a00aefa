package org.firstbell.board;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** JSON (RFC 8259) of this package's records: each component by its name, an empty {@code Optional} as null. */
public final class BoardJson {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new OptionalSerializer()))
            .build();

    private BoardJson() {}

    /** The text of a value; text from devices and files comes out as JSON strings, whatever stands in it. */
    public static byte[] toBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a view that has no JSON: " + value.getClass(), broken);
        }
    }

    private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1L;

        OptionalSerializer() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value.isEmpty()) {
                out.writeNull();
                return;
            }
            Object inner = value.get();
            JsonSerializer<Object> serializer = provider.findValueSerializer(inner.getClass());
            serializer.serialize(inner, out, provider);
        }
    }
}
