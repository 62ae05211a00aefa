package org.firstbell.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema for editors says of a file what the loader says, as far as a schema can. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/configuration.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(in));
        }
    }

    private static List<Error> errors(Path file) throws IOException {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        JsonNode tree = JSON.valueToTree(read);
        return schema.validate(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/test/resources/config/example.yaml", "config/firstbell.yaml"})
    void goodFile_isValid(String file) throws IOException {
        assertThat(errors(Path.of(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentials-of-another-version",
                "credentials-priv-without-auth",
                "credentials-wrong-auth",
                "device-without-id",
                "device-without-kind",
                "duration-without-unit",
                "list-expected",
                "mail-user-without-password",
                "mail-without-receiver",
                "map-expected",
                "metrics-limit-negative",
                "missing-timezone",
                "number-expected",
                "number-out-of-range",
                "only-a-list",
                "platform-cache-word",
                "session-time-unreadable",
                "session-without-rooms",
                "token-too-short",
                "traps-unknown-key",
                "unknown-key",
                "unknown-key-of-a-device",
                "unknown-kind",
                "unknown-service-kind",
                "unknown-top-level-key"
            })
    void brokenStructure_isInvalid(String name) throws IOException {
        assertThat(errors(Path.of("src/test/resources/config/broken/" + name + ".yaml")))
                .isNotEmpty();
    }

    @Test
    void devicePropertiesOfTheSchema_areTheKeysOfTheLoader() throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/configuration.json")) {
            JsonNode tree = JSON.readTree(in);
            assertThat(tree.get("properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(ConfigurationFiles.KEYS);
            assertThat(tree.at("/$defs/device/properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(DeviceSection.KEYS);
        }
    }
}
