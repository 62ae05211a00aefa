package org.firstbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.config.yaml.Environment;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One tiny file for each mistake, named after it, with the exact message beside it. */
class BrokenConfigurationsTest {
    private static final Path FOLDER = Path.of("src/test/resources/config/broken");
    private static final Environment ENVIRONMENT = new Environment(name -> Optional.empty());

    @TestFactory
    Stream<DynamicTest> everyMistake_isToldWithPlaceAndRemedy() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        LoadResult result = ConfigLoader.load(file, ENVIRONMENT);
                        String expected =
                                Files.readString(Path.of(file.toString().replace(".yaml", ".txt")));
                        assertThat(result.configuration()).isEmpty();
                        assertThat(ConfigLoader.problemLines(result.problems()).replace(FOLDER + "/", ""))
                                .isEqualTo(expected.stripTrailing());
                    }));
        }
    }

    @Test
    void mistakes_areMoreThanThirty() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml"))).hasSizeGreaterThan(30);
        }
    }

    @Test
    void secrets_neverStandInAProblem() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".txt")).map(BrokenConfigurationsTest::text))
                    .noneMatch(text -> text.contains("short-1") || text.contains("hunter2"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
