package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code deploy/} against the programs that read them. */
final class DeployIT {

    private static final Path DEPLOY = Path.of("deploy");

    @Test
    void prometheusConfiguration_forPromtool_isValid() throws Exception {
        Ran ran = run("prometheus", "promtool", "check", "config", "prometheus.yml");

        assertThat(ran.status()).as(ran.text()).isZero();
    }

    @Test
    void alertRules_onTheirOwnExamples_fireWhenTheyShould() throws Exception {
        Ran ran = run("prometheus", "promtool", "test", "rules", "firstbell.rules.test.yml");

        assertThat(ran.status()).as(ran.text()).isZero();
    }

    @Test
    void yamlFiles_ofDeploy_parseWithoutDuplicateKeys() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            List<Path> yaml =
                    files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
            assertThat(yaml).hasSizeGreaterThanOrEqualTo(7).allSatisfy(DeployIT::parse);
        }
    }

    @Test
    void composeFile_asCommitted_mountsFilesThatExistAndListensOnLoopbackOnly() throws IOException {
        Map<?, ?> compose = (Map<?, ?>) parse(DEPLOY.resolve("compose.yaml"));
        Map<?, ?> services = (Map<?, ?>) compose.get("services");
        List<String> mounts = new ArrayList<>();
        services.values()
                .forEach(service -> ((List<?>) ((Map<?, ?>) service).get("volumes"))
                        .forEach(volume -> mounts.add(volume.toString().replaceAll("\\$\\{\\w+:-(.*)}", "$1"))));

        assertThat(services.keySet())
                .map(Object::toString)
                .containsExactly("firstbell", "prometheus", "alertmanager", "grafana");
        assertThat(mounts)
                .filteredOn(mount -> mount.startsWith("."))
                .isNotEmpty()
                .allSatisfy(mount -> assertThat(DEPLOY.resolve(mount.substring(0, mount.indexOf(':'))))
                        .exists());
        assertThat(Files.readString(DEPLOY.resolve("compose.yaml")))
                .doesNotContain("0.0.0.0")
                .doesNotContain("ports:");
    }

    @Test
    void unit_ofSystemd_startsTheLauncherThatIsThere() throws IOException {
        assertThat(Files.readString(DEPLOY.resolve("firstbell.service")))
                .contains("ExecStart=/opt/firstbell/firstbell run -c ")
                .contains("SuccessExitStatus=143");
        assertThat(Path.of("firstbell")).isExecutable();
    }

    private static Object parse(Path file) {
        try {
            LoadSettings strict = LoadSettings.builder()
                    .setAllowDuplicateKeys(false)
                    .setLabel(file.toString())
                    .build();
            return new Load(strict).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ran(int status, String text) {}

    private static Ran run(String folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(DEPLOY.resolve(folder).toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
