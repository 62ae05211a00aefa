package org.firstbell;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the house meets a class, planted beside the tests, that breaks it. */
final class HousePlanCanFailTest {

    private static final HousePlan PLAN = new HousePlan("planted.house");
    private static final HouseLaws LAWS = new HouseLaws(PLAN);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted.house");

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            model uses only         | model.UsesReadiness
            board uses only         | board.UsesWorkingStore
            alerting uses only      | alerting.ImportsApp
            Vert.x stays in         | config.UsesVertx
            slf4j stays in          | readiness.Logs
            HTTP clients stay       | board.OpensClient
            packages form no cycle  | model.UsesReadiness
            every class lives in    | attic.Homeless
            no clock in             | readiness.ReadsClock
            no thread or executor   | incident.StartsThread
            no chance in            | incident.RollsDice
            no file, socket         | readiness.OpensFile
            nobody sleeps           | poll.Sleeps
            only app ends           | poll.Leaves
            no reflection           | poll.LoadsByName
            no locks                | poll.Locks
            statics hold no state   | poll.RemembersForAll
            no Manager, Helper      | poll.BeatManager
            classes are final       | poll.OpenClass
            public classes are used | poll.PublicForNobody
            """)
    void rule_onItsPlantedViolator_fails(String rule, String violator) {
        assertThat(rules().filter(each -> each.getDescription().startsWith(rule)))
                .singleElement()
                .satisfies(each -> assertThat(
                                each.evaluate(PLANTED).getFailureReport().getDetails())
                        .anyMatch(line -> line.contains("planted.house." + violator)));
    }

    private static Stream<ArchRule> rules() {
        return Stream.of(
                        PLAN.usesRules(),
                        PLAN.libraryRules(),
                        List.of(PLAN.clientsRule(), PLAN.noCyclesRule(), PLAN.everyClassHasAHome()),
                        LAWS.all())
                .flatMap(List::stream);
    }

    @Test
    void lengths_ofALongFile_areAFault(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Long.java");
        Files.write(
                file, IntStream.rangeClosed(1, 501).mapToObj(Integer::toString).toList());

        assertThat(Lengths.of(Stream.of(file)).faults())
                .singleElement()
                .asString()
                .endsWith("Long.java has 501 lines");
    }

    @Test
    void lengths_ofManyMiddlingFiles_areAFault(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.write(
                    folder.resolve("Middling" + i + ".java"),
                    IntStream.rangeClosed(1, 301).mapToObj(Integer::toString).toList());
        }

        assertThat(Lengths.of(new SourceTree(folder).files("", ".java")).faults())
                .containsExactly("the median is 301 lines", "the 90th percentile is 301 lines");
    }

    @Test
    void packagePage_thatIsMissingOrSilent_isAFault(@TempDir Path folder) throws IOException {
        SourceTree tree = new SourceTree(folder);
        assertThat(tree.packageFaultsOf(folder)).singleElement().asString().endsWith("has no package-info.java");

        Files.writeString(folder.resolve("package-info.java"), "@NullMarked package here;");
        assertThat(tree.packageFaultsOf(folder)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Thread.sleep(10);                       | a test that waits by the clock
            @Disabled class Later {}                | a test that skips itself
            assumeTrue(here);                       | a test that skips itself
            import com.google.common.base.Joiner;   | Guava in our own code
            problem.printStackTrace();              | a stack trace on the terminal
            import java.util.*;                     | a wildcard import
            // TODO write it                        | work left for later
            """)
    void text_thatBreaksALaw_isAFault(String text, String law, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("Text.java");
        Files.writeString(file, text);

        assertThat(new SourceTree(folder).textFaults(file)).containsExactly(file + ": " + law);
    }
}
