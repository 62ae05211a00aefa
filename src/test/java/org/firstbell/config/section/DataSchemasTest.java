package org.firstbell.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What editors are told about data files is what the shipped ones are. */
class DataSchemasTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Map<String, String> FOLDERS = Map.of(
            "platforms", "platform", "checks", "check", "profiles/snmp", "profile", "profiles/http", "http-profile");

    @TestFactory
    Stream<DynamicTest> everyShippedFile_isWhatItsSchemaSays() {
        return FOLDERS.entrySet().stream()
                .flatMap(entry -> files(RESOURCES.resolve(entry.getKey()))
                        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(Files.readString(
                                            RESOURCES.resolve("schema/" + entry.getValue() + ".json")));
                            Object plain =
                                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                            JsonNode json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(plain));
                            assertThat(schema.validate(json)).isEmpty();
                        })));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
