package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules about folders, names, first sentences and cycles. The largest cycle inside one package may only become smaller. */
final class HouseRatchetTest {
    private static final int FILES_TOO_MANY = 0;
    private static final int TEST_FILES_TOO_MANY = 0;
    private static final int TOP_LEVEL_NAMESAKES = 0;
    private static final int NESTED_NAMESAKES = 0;
    private static final int LADDERS_ENDING_IN_A_CAST = 3;
    private static final int UNCLEAR_SENTENCES = 0;
    private static final int CLASSES_OF_THE_LARGEST_CYCLE = 21;

    private static List<DeclaredType> product = List.of();
    private static JavaClasses classes;

    @BeforeAll
    static void read() throws IOException {
        product = DeclaredType.in(SourceRules.files("src/main/java"));
        classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    private static void hold(List<String> faults, int left) {
        assertThat(faults.size())
                .as("%d faults where %d were left:%n%s", faults.size(), left, String.join("\n", faults))
                .isLessThanOrEqualTo(left);
    }

    @Test
    void folders_ofTheProduct_holdAtMost25Files() {
        hold(SourceRules.crowdedFolders(SourceRules.files("src/main/java")), FILES_TOO_MANY);
    }

    @Test
    void folders_ofTheTests_holdAtMost25Files() {
        hold(
                SourceRules.crowdedFolders(SourceRules.files("src/test/java", "src/it/java", "src/bench/java")),
                TEST_FILES_TOO_MANY);
    }

    @Test
    void topLevelTypes_ofTheWholeTree_haveNamesOfTheirOwn() throws IOException {
        hold(
                SourceRules.topLevelNamesakes(DeclaredType.in(
                        SourceRules.files("src/main/java", "src/test/java", "src/it/java", "src/bench/java"))),
                TOP_LEVEL_NAMESAKES);
    }

    @Test
    void nestedTypes_ofTheProduct_shareNoNameWithAnotherType() {
        hold(SourceRules.nestedNamesakes(product), NESTED_NAMESAKES);
    }

    @Test
    void laddersOfInstanceof_endInNoCast() throws IOException {
        hold(SourceRules.laddersEndingInACast(SourceRules.files("src/main/java")), LADDERS_ENDING_IN_A_CAST);
    }

    @Test
    void publicTypes_beginWithADefinition() {
        assertThat(product).hasSizeGreaterThan(500);
        hold(SourceRules.unclearSentences(product), UNCLEAR_SENTENCES);
    }

    @Test
    void classes_ofSeveralPackages_formNoCycle() {
        assertThat(ClassCycles.acrossPackages(classes)).isEmpty();
    }

    @Test
    void classes_ofOnePackage_formNoLargeCycle() {
        int largest = ClassCycles.of(classes).stream().mapToInt(Set::size).max().orElse(0);

        assertThat(largest)
                .as(() -> ClassCycles.of(classes).get(0).toString())
                .isLessThanOrEqualTo(CLASSES_OF_THE_LARGEST_CYCLE);
    }
}
