package org.firstbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.DeviceId;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The example that the documents promise loads as it stands. */
class ContractExampleTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/config/example.yaml");

    @Test
    void example_asItStands_loadsWithoutAProblem() {
        LoadResult result = ConfigLoader.load(EXAMPLE, new Environment(name -> Optional.empty()));
        assertThat(ConfigLoader.problemLines(result.problems())).isEmpty();
        Configuration configuration = result.configuration().orElseThrow();
        assertThat(configuration.inventory().devices()).hasSize(69);
        assertThat(configuration.inventory().device(new DeviceId("proctor-cache")))
                .hasValueSatisfying(cache -> assertThat(cache.kind()).isEqualTo(DeviceKind.CACHE_SERVER));
        assertThat(configuration.inventory().device(new DeviceId("pc-204-07")))
                .hasValueSatisfying(pc -> assertThat(pc.address()).contains("127.1.4.7"));
        assertThat(configuration.sessions()).hasSize(2);
        assertThat(configuration.sessions().get(1).students()).isEqualTo(34);
    }

    @Test
    void schema_forEditors_acceptsTheExample() throws Exception {
        ObjectMapper json = new ObjectMapper();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema schema = registry.getSchema(Files.readString(Path.of("src/main/resources/schema/configuration.json")));
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(EXAMPLE));
        JsonNode example = json.valueToTree(plain);
        assertThat(schema.validate(example)).isEmpty();
    }
}
