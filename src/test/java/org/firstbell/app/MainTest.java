package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as a whole: what it lists, what it models, how it fails. */
final class MainTest {
    private static final List<String> COMMANDS =
            List.of("demo", "run", "ready", "check", "probe", "discover", "reach", "mail-test", "schema", "version");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        CommandLine line = Main.commandLine(args);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void help_listsEveryCommandInOrder() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString().lines().map(String::strip).map(line -> line.split("\\s+", 2)[0]))
                .containsSubsequence(COMMANDS);
        assertThat(Main.commandLine().getSubcommands().keySet()).containsExactlyElementsOf(COMMANDS);
    }

    @Test
    void helpOfACommand_isItsOwn() {
        assertThat(execute("run", "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: firstbell run ").contains("-c=FILE");
    }

    @Test
    void command_thatIsAskedFor_isTheOnlyOneModelled() {
        assertThat(Main.commandLine("run", "-c", "x.yaml").getSubcommands()).containsOnlyKeys("run");
        assertThat(Main.commandLine("--json", "run").getSubcommands()).hasSameSizeAs(COMMANDS);
    }

    @Test
    void run_ofOneFile_needsNoModel_andAnythingElseDoes() {
        assertThat(Main.plainRun("run", "-c", "school.yaml")).isTrue();
        assertThat(Main.plainRun("run", "-c", "@options"))
                .as("a file of options")
                .isFalse();
        assertThat(Main.plainRun("run", "-c", "--help")).isFalse();
        assertThat(Main.plainRun("run", "-c", "")).isFalse();
        assertThat(Main.plainRun("run", "--help")).isFalse();
        assertThat(Main.plainRun("check", "-c", "school.yaml")).isFalse();
        assertThat(Main.plainRun()).isFalse();
    }

    @Test
    void run_withoutAModel_failsWithTheSameCodeAsWithOne() throws Exception {
        String file = folder.resolve("none.yaml").toString();

        assertThat(Main.execute("run", "-c", file)).isEqualTo(Main.WRONG_USAGE);
        assertThat(execute("run", "-c", file)).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void command_thatIsNone_isWrongUsage_withTheNearest() {
        assertThat(execute("chek")).isEqualTo(Main.WRONG_USAGE);

        assertThat(err.toString()).contains("chek").contains("check");
    }

    @Test
    void run_withoutAFile_saysSo_andStartsNothing() {
        String missing = folder.resolve("none.yaml").toString();

        assertThat(execute("run", "-c", missing)).isEqualTo(Main.WRONG_USAGE);

        assertThat(err.toString()).isEqualTo(missing + ": there is no such file (check the path)\n");
    }
}
