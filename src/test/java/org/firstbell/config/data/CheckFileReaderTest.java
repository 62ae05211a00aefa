package org.firstbell.config.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.CheckId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.Readiness;
import org.firstbell.readiness.check.CompiledChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folders checks/ and platforms/ beside a configuration. */
class CheckFileReaderTest {
    private static final String GOOD = """
            checks:
              - id: cupboard
                title: The cupboard is cool
                kinds: [server]
                passes: signal('cpu.utilization.ratio') < 0.5
                severity: advisory
                message: It is warm.
                remedy: Open its door.
            """;

    @TempDir
    private Path folder;

    private LoadResult load() {
        return ConfigLoader.load(folder.resolve("firstbell.yaml"), new Environment(name -> Optional.empty()));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).toAbsolutePath().getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private LoadResult loadWith(String check) throws IOException {
        write("firstbell.yaml", "school: { name: Lincoln, timezone: America/Chicago }\n");
        write("checks/own.yaml", check);
        return load();
    }

    private static List<CheckSpec> of(Configuration configuration, String id) {
        return configuration.checks().stream()
                .filter(check -> check.id().equals(new CheckId(id)))
                .toList();
    }

    @Test
    void own_newId_addsACheck() throws IOException {
        Configuration configuration = loadWith(GOOD).configuration().orElseThrow();

        CheckSpec check = of(configuration, "cupboard").get(0);
        assertThat(check.severity()).isEqualTo(Severity.ADVISORY);
        assertThat(check.message().wall()).isEqualTo("It is warm.");
        assertThat(check.remedyIn(SessionPhase.LIVE).full()).isEqualTo("Open its door.");
        assertThat(check.origin().line()).isEqualTo(5);
        assertThat(check.origin().column()).isEqualTo(13);
        assertThat(of(configuration, "battery")).hasSize(1);
    }

    @Test
    void own_shippedId_replacesItWhole() throws IOException {
        Configuration configuration = loadWith(GOOD.replace("id: cupboard", "id: answers"))
                .configuration()
                .orElseThrow();

        assertThat(of(configuration, "answers")).hasSize(1);
        assertThat(of(configuration, "answers").get(0).title()).isEqualTo("The cupboard is cool");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            kinds: [server]       ¦ kinds: [sever]                  ¦ 4:13: checks[0].kinds[0]: 'sever' is not a kind of device or service (did you mean 'server'?)
            severity: advisory    ¦ severity: bad                   ¦ 6:15: checks[0].severity: 'bad' is not a severity (possible: advisory, blocking, degrading)
            message: It is warm.  ¦ mesage: It is warm.             ¦ 7:5: checks[0].mesage: is not a known key (did you mean 'message'?)
            kinds: [server]       ¦ kinds: [server]+limits: { cpu: 1 } ¦ 5:15: checks[0].limits.cpu: 'cpu' is not a limit's name (a signal's name, or that with .advisory or .blocking behind it)
            kinds: [server]       ¦ kinds: [server]+requires: [cpu.utilisation.ratio] ¦ 5:16: checks[0].requires[0]: 'cpu.utilisation.ratio' is not a signal (did you mean 'cpu.utilization.ratio'?)
            kinds: [server]       ¦ kinds: [server]+confirm: 2h ¦ 5:14: checks[0].confirm: 2h is out of range (from 0s to 1h)
            remedy: Open its door. ¦ remedy: { wall: Open it. }     ¦ 8:13: checks[0].remedy: lacks 'full' (add full:)
            """)
    void own_wrong_saysWhereAndWhat(String instead, String of, String problem) throws IOException {
        LoadResult result = loadWith(GOOD.replace(instead, of.replace("+", "\n    ")));

        assertThat(result.problems()).isNotEmpty();
        assertThat(result.problems().stream().map(found -> found.line()))
                .anySatisfy(line -> assertThat(line).endsWith("checks/own.yaml:" + problem));
    }

    @Test
    void own_liveRemedyForATestingDevice_thatSaysRestart_isRefused() throws IOException {
        String tablet = GOOD.replace("[server]", "[tablet]").replace("Open its door.", "Restart it.");

        assertThat(loadWith(tablet).problems().get(0).line())
                .endsWith(
                        "checks/own.yaml:8:13: checks[0].remedy: in a live session nobody may be told to restart, swap or"
                                + " close a testing device (add live: { wall: …, full: … } that points to the test manual)");
        assertThat(loadWith(
                                tablet.replace(
                                        "remedy: Restart it.",
                                        "remedy: { wall: Restart it., full: Restart it., live: { wall: Keep it., full: Keep it. } }"))
                        .problems())
                .isEmpty();
    }

    @Test
    void own_sameIdTwiceForOneKind_isAProblem() throws IOException {
        LoadResult result = loadWith(GOOD + GOOD.substring(GOOD.indexOf("  - id")));

        assertThat(result.problems().get(0).message())
                .isEqualTo("check 'cupboard' stands here twice for the same kind");
    }

    @Test
    void own_conditionWithAMistake_isFoundAtItsPlaceInTheFile() throws IOException {
        Configuration configuration = loadWith(GOOD.replace("< 0.5", "< limit('cpu')"))
                .configuration()
                .orElseThrow();

        CompiledChecks.CompilationResult result = Readiness.compile(configuration);

        assertThat(result.checks()).isEmpty();
        assertThat(result.problems().get(0).line())
                .endsWith(
                        "checks/own.yaml:5:53: checks.cupboard.passes: 'cpu' is not a limit of this check (add limits: {"
                                + " cpu: … })");
    }

    @Test
    void platform_overriddenInTheConfiguration_keepsItsOtherFacts() throws IOException {
        write("firstbell.yaml", """
                school: { name: Lincoln, timezone: America/Chicago }
                platforms:
                  testnav: { cache: preferred, minimum-app-version: "1.11" }
                """);

        Platform platform = load().configuration().orElseThrow().platforms().get(new PlatformId("testnav"));

        assertThat(platform.cacheRequirement()).isEqualTo(Platform.CacheRequirement.PREFERRED);
        assertThat(platform.minimumAppVersion().orElseThrow().text()).isEqualTo("1.11");
        assertThat(platform.runningPattern()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            testnaw: { cache: required }                ¦ 2:14: platforms.testnaw: there is no platform 'testnaw' (did you mean 'testnav'?)
            testnav: { cache: maybe }                   ¦ 2:32: platforms.testnav.cache: 'maybe' is not a need (possible: preferred, required)
            testnav: { minimum-app-version: new }       ¦ 2:46: platforms.testnav.minimum-app-version: 'new' is not a version (write it as "1.11")
            """)
    void platform_wrongOverride_saysWhereAndWhat(String override, String problem) throws IOException {
        write(
                "firstbell.yaml",
                "school: { name: Lincoln, timezone: America/Chicago }\nplatforms: { " + override + " }\n");

        assertThat(load().problems().get(0).line()).endsWith("firstbell.yaml:" + problem);
    }

    @Test
    void platform_ofTheDistrict_isAdded_andItsFactsNeedASource() throws IOException {
        write("firstbell.yaml", "school: { name: Lincoln, timezone: America/Chicago }\n");
        write("platforms/mcas.yaml", """
                id: mcas
                name: MCAS Student Kiosk
                cache: { value: preferred, source: district, seen: 2026-11-24 }
                """);
        assertThat(load().configuration().orElseThrow().platforms()).containsKey(new PlatformId("mcas"));

        write("platforms/mcas.yaml", "id: mcas\nname: MCAS\ncache: { value: preferred, seen: yesterday }\n");
        assertThat(load().problems().stream().map(problem -> problem.message()))
                .containsExactlyInAnyOrder("lacks 'source'", "'yesterday' is not a date");
    }
}
