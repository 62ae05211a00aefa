package org.firstbell.config.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.setup.SnmpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a school's own device profile says of columns that stand in for others, and of GETBULK. */
class SnmpProfileReaderTest {
    private static final String HEAD = """
            id: own
            title: Own
            bulk: %s
            questions:
              system: { life: true, scalars: [ { signal: power.on.battery, oid: 1.3.6.1.4.1.99999.1.0, words: { 0: "false" }, otherwise: "true" } ] }
              ports:
                columns: { type: 1.3.6.1.2.1.2.2.1.3, in: 1.3.6.1.2.1.31.1.1.1.6 }
                older: { %s: 1.3.6.1.2.1.2.2.1.10 }
                uses: [ { recipe: ports } ]
            """;

    @TempDir
    Path folder;

    private LoadResult load(String profile) throws Exception {
        Files.createDirectories(folder.resolve("profiles/snmp"));
        Files.writeString(folder.resolve("profiles/snmp/own.yaml"), profile);
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, "school: { name: Lincoln, timezone: UTC }\n");
        return ConfigLoader.load(file, new Environment(name -> Optional.empty()));
    }

    private static SnmpProfile own(LoadResult loaded) {
        assertThat(loaded.problems()).isEmpty();
        return loaded.configuration().orElseThrow().snmpProfiles().stream()
                .filter(profile -> profile.id().equals("own"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void olderColumn_standsInForTheColumnOfItsName() throws Exception {
        SnmpProfile own = own(load(HEAD.formatted("false", "in")));
        assertThat(own.bulk()).isFalse();
        assertThat(own.queries().get(1).olderColumns()).containsEntry("in", "1.3.6.1.2.1.2.2.1.10");
        assertThat(own.queries().get(0).scalars().get(0).defaultWord()).contains("true");
    }

    @Test
    void olderColumn_ofNoColumn_isToldWithItsPlace() throws Exception {
        assertThat(load(HEAD.formatted("true", "inn")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("there is no column 'inn' that this could stand in for");
                    assertThat(problem.hint()).isEqualTo("did you mean 'in'?");
                    assertThat(problem.origin().line()).isEqualTo(8);
                });
    }
}
