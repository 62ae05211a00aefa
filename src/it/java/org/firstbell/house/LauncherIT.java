package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as strangers meet it: in a folder with a space, through a link, without Java, with sources that change. */
final class LauncherIT {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final String JAVA = System.getProperty("java.home");

    private static final List<String> TOOLS = List.of(
            "cat",
            "cksum",
            "cp",
            "cut",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "uname");

    @TempDir
    Path scratch;

    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(scratch.resolve("first bell"));
        Files.copy(Path.of("firstbell"), home.resolve("firstbell"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void installedCopy_startedThroughALinkFromElsewhere_runs() throws Exception {
        copyBuild();
        Path link = Files.createSymbolicLink(scratch.resolve("fb"), home.resolve("firstbell"));

        Ran first = run(link, Map.of("JAVA_HOME", JAVA), "version");
        Ran second = run(link, Map.of("JAVA_HOME", JAVA), "version");

        assertThat(first.status()).as(first.said()).isZero();
        assertThat(first.out()).startsWith("firstbell ");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.said()).as("a second start prepares nothing").isEmpty();
        try (Stream<Path> archives = Files.list(home.resolve("target/archive"))) {
            assertThat(archives)
                    .as("the archive that it prepared, and nothing else")
                    .singleElement()
                    .satisfies(archive -> assertThat(archive).asString().matches(".*\\.(jsa|aot)"));
        }
    }

    @Test
    void installedCopy_thatCannotBeWritten_runs() throws Exception {
        copyBuild();
        Path target = home.resolve("target");
        Files.createFile(target.resolve("archive"));

        Ran ran = run(home.resolve("firstbell"), Map.of("JAVA_HOME", JAVA), "version");

        assertThat(ran.status()).as(ran.said()).isZero();
        assertThat(ran.out()).startsWith("firstbell ");
    }

    @Test
    void wrongUsage_fromTheProgram_passesThrough() throws Exception {
        copyBuild();

        assertThat(run(home.resolve("firstbell"), Map.of("JAVA_HOME", JAVA), "no-such-command")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void copy_withoutJarAndSources_saysSo() throws Exception {
        Ran ran = run(home.resolve("firstbell"), Map.of("JAVA_HOME", JAVA), "version");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.said()).contains("there is neither").contains("nor a pom.xml to build it from");
    }

    @Test
    void checkout_withoutMaven_saysWhatToInstall() throws Exception {
        Files.createFile(home.resolve("pom.xml"));

        Ran ran = run(home.resolve("firstbell"), Map.of("JAVA_HOME", JAVA, "PATH", tools().toString()), "version");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.said()).contains("building needs Maven").contains("apt install maven");
    }

    @Test
    void checkout_whenSourcesChange_isBuiltOnceEach() throws Exception {
        Files.createFile(home.resolve("pom.xml"));
        Path source = Files.createDirectories(home.resolve("src/main/java")).resolve("Changed.java");
        Files.writeString(source, "one");
        Map<String, String> env = Map.of("JAVA_HOME", JAVA, "PATH", tools() + ":" + fakeMaven());

        Ran first = run(home.resolve("firstbell"), env, "version");
        Ran second = run(home.resolve("firstbell"), env, "version");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        Ran third = run(home.resolve("firstbell"), env, "version");

        assertThat(first.status()).as(first.said()).isZero();
        assertThat(first.said()).contains("first start, building");
        assertThat(second.said()).doesNotContain("building");
        assertThat(third.said()).contains("sources changed, building");
        assertThat(Files.readAllLines(home.resolve("builds")))
                .hasSize(2)
                .allMatch(line -> line.contains("-DskipTests"));
    }

    @Test
    void build_thatFails_isShownAndNotRun() throws Exception {
        Files.createFile(home.resolve("pom.xml"));
        Path maven = Files.createDirectories(scratch.resolve("broken"));
        script(maven.resolve("mvn"), "echo '[ERROR] line 7 is wrong'; exit 1");

        Ran ran = run(home.resolve("firstbell"), Map.of("JAVA_HOME", JAVA, "PATH", tools() + ":" + maven), "version");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.said()).contains("line 7 is wrong").contains("the build failed");
    }

    private void copyBuild() throws IOException {
        Path target = Files.createDirectories(home.resolve("target/lib")).getParent();
        Files.copy(BUILT.resolve("firstbell.jar"), target.resolve("firstbell.jar"));
        try (Stream<Path> libraries = Files.list(BUILT.resolve("lib"))) {
            for (Path library : (Iterable<Path>) libraries::iterator) {
                Files.copy(library, target.resolve("lib").resolve(library.getFileName()));
            }
        }
    }

    /** A Maven that writes down how it was called and puts the real build in place. */
    private Path fakeMaven() throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("maven"));
        script(folder.resolve("mvn"), """
                echo "$@" >> '%1$s/builds'
                cp -r '%2$s/firstbell.jar' '%2$s/lib' '%1$s/target/'
                """.formatted(home, BUILT));
        return folder;
    }

    /** The small tools that the launcher calls, and neither Java nor Maven. */
    private Path tools() throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("tools"));
        for (String tool : TOOLS) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            script(folder.resolve(tool), "exec " + real + " \"$@\"");
        }
        return folder;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ran(int status, String out, String said) {}

    private Ran run(Path program, Map<String, String> environment, String... arguments) throws Exception {
        Path out = Files.createTempFile(scratch, "out", "");
        Path said = Files.createTempFile(scratch, "said", "");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(said.toFile());
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Ran(status, Files.readString(out), Files.readString(said));
    }
}
