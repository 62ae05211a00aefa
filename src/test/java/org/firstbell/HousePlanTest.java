package org.firstbell;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house as it stands against the house as it is planned. */
final class HousePlanTest {

    private static final HousePlan PLAN = new HousePlan("org.firstbell");
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final Set<String> THESE_RULES_THEMSELVES = Set.of("SourceTree.java", "HousePlanCanFailTest.java");
    private static final SourceTree SOURCES = new SourceTree(Path.of(""));

    @TestFactory
    Stream<DynamicTest> house_asBuilt_followsThePlan() {
        return rules().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(HOUSE)));
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                        PLAN.usesRules(),
                        PLAN.libraryRules(),
                        List.of(PLAN.clientsRule(), PLAN.noCyclesRule(), PLAN.everyClassHasAHome()),
                        new HouseLaws(PLAN).all())
                .flatMap(List::stream);
    }

    @Test
    void packages_ofThePlan_allExistAndSayTheirDuty() {
        List<String> wrong = new ArrayList<>();
        for (String name : HousePlan.USES.keySet()) {
            wrong.addAll(SOURCES.packageFaults("src/main/java/org/firstbell/" + name));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packages_below_sayTheirDutyToo() {
        assertThat(SOURCES.packages("src/main/java/org/firstbell").flatMap(SOURCES::packageFaultsOf))
                .isEmpty();
    }

    @Test
    void files_ofTheProduct_staySmall() {
        Lengths lengths = Lengths.of(SOURCES.files("src/main/java", ".java"));
        assertThat(lengths.faults()).as(lengths.toString()).isEmpty();
    }

    @Test
    void files_ofTheTests_staySmall() {
        Lengths lengths = Lengths.of(Stream.of("src/test/java", "src/it/java", "src/bench/java")
                .flatMap(root -> SOURCES.files(root, ".java")));
        assertThat(lengths.faults()).as(lengths.toString()).isEmpty();
    }

    @Test
    void files_ofThePages_staySmall() {
        Lengths lengths = Lengths.of(Stream.of(".js", ".css")
                .flatMap(ending -> SOURCES.files("src/main/resources/webroot", ending)
                        .filter(file -> !file.toString().contains("/vendor/"))));
        assertThat(lengths.faults()).as(lengths.toString()).isEmpty();
    }

    @Test
    void sources_everywhere_keepTheLawsThatOnlyTextShows() {
        assertThat(Stream.of("src/main/java", "src/test/java", "src/it/java", "src/bench/java")
                        .flatMap(root -> SOURCES.files(root, ".java"))
                        .filter(file -> !THESE_RULES_THEMSELVES.contains(
                                file.getFileName().toString()))
                        .filter(file -> !file.toString().contains("planted"))
                        .flatMap(SOURCES::textFaults))
                .isEmpty();
    }
}
