package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the ratchet meets what breaks it, and what only looks as if it did. */
final class HouseRatchetCanFailTest {
    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<DeclaredType> types(String... sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            files.add(write("f" + files.size() + "/Source.java", source));
        }
        return DeclaredType.in(files);
    }

    @Test
    void folder_withOneFileTooMany_isAFault() throws IOException {
        List<Path> files = IntStream.rangeClosed(1, 25)
                .mapToObj(n -> Path.of("here", n + ".java"))
                .toList();
        List<Path> more = new ArrayList<>(files);
        more.add(Path.of("here", "99.java"));
        more.add(Path.of("elsewhere", "1.java"));

        assertThat(SourceRules.crowdedFolders(files)).isEmpty();
        assertThat(SourceRules.crowdedFolders(more))
                .containsExactly(Path.of("here", "99.java") + " is one file too many in its folder");
    }

    @Test
    void topLevelName_ofTwoPackages_isAFault() throws IOException {
        List<DeclaredType> types =
                types("package a; class Desk { class Row {} }", "package b; class Desk {}", "package b; class Row {}");

        assertThat(SourceRules.topLevelNamesakes(types))
                .containsExactly("one name for several types: [a.Desk, b.Desk]");
    }

    @Test
    void nestedName_thatAnotherTypeHas_isAFault_unlessItIsGeneric() throws IOException {
        List<DeclaredType> types = types(
                "package a; class One { class Told {} class Row {} class Builder {} }",
                "package b; class Two { record Told() {} enum Builder {} void f() { class Row {} } }",
                "package b; class Row {}");

        assertThat(SourceRules.nestedNamesakes(types))
                .containsExactly(
                        "one name for several types: [a.One.Row, b.Row]",
                        "one name for several types: [a.One.Told, b.Two.Told]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What came of it in the end.          | public class A {}
            Who may see and do what there.       | public record A() {}
            When the next mail goes out today.   | public enum A { X }
            How it is asked by the poller.       | public @interface A {}
            Where the answers of devices go.     | public interface A {}
            Much too short.                      | public final class A {}
            """)
    void sentence_thatIsNoDefinition_isAFault(String sentence, String type) throws IOException {
        assertThat(SourceRules.unclearSentences(types("package a;\n/** " + sentence + " More of it. */\n" + type)))
                .containsExactly("a.A: \"" + sentence + "\"");
    }

    @Test
    void typeWithoutDocumentation_isAFault_alsoInAPublicInterface() throws IOException {
        assertThat(SourceRules.unclearSentences(
                        types("package a; /** A thing with five words. */ public interface A { record B() {} }")))
                .containsExactly("a.A.B: \"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** The state of one {@link A polled device}: signals. */ public class A {}",
                "/** Whatever. */ class A { /** What. */ public class B {} }",
                "/** The whole of several schools. */ public class A { class B {} }",
            })
    void definition_andWhatNobodyElseSees_isNoFault(String type) throws IOException {
        assertThat(SourceRules.unclearSentences(types("package a;\n" + type))).isEmpty();
    }

    @Test
    void ladder_thatEndsInACast_isAFault(@TempDir Path folder) throws IOException {
        Path ladder = Files.writeString(
                folder.resolve("Ladder.java"),
                "int of(Shape s) { if (s instanceof Shape.Circle c) { return 1; } return ((Shape.Square) s).side(); }");
        Path sound = Files.writeString(
                folder.resolve("Sound.java"), "if (s instanceof Shape.Circle c) { return (int) size + c.area(); }");

        assertThat(SourceRules.laddersEndingInACast(List.of(ladder, sound))).containsExactly(ladder + ": s");
    }

    @Test
    void classes_thatUseOneAnotherOverPackages_areACycle() {
        assertThat(ClassCycles.acrossPackages(new ClassFileImporter().importPackages("planted.house")))
                .anySatisfy(cycle -> assertThat(cycle)
                        .contains("planted.house.model.HalfCircle", "planted.house.readiness.OtherHalf"));
    }

    @Test
    void classes_ofOnePackageInACircle_areACycleOfThatPackageOnly() {
        assertThat(ClassCycles.of(new ClassFileImporter().importClasses(Chicken.class, Egg.class, Farmer.class)))
                .containsExactly(Set.of(Chicken.class.getName(), Egg.class.getName()));
    }
}

record Chicken(@Nullable Egg from) {}

record Egg(@Nullable Chicken from) {}

record Farmer(Chicken chicken) {}
