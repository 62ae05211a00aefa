package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.firstbell.app.command.ExitCode;
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
        assertThat(Main.isPlainRun("run", "-c", "school.yaml")).isTrue();
        assertThat(Main.isPlainRun("run", "-c", "@options"))
                .as("a file of options")
                .isFalse();
        assertThat(Main.isPlainRun("run", "-c", "--help")).isFalse();
        assertThat(Main.isPlainRun("run", "-c", "")).isFalse();
        assertThat(Main.isPlainRun("run", "--help")).isFalse();
        assertThat(Main.isPlainRun("check", "-c", "school.yaml")).isFalse();
        assertThat(Main.isPlainRun()).isFalse();
    }

    @Test
    void run_withoutAModel_failsWithTheSameCodeAsWithOne() throws Exception {
        String file = folder.resolve("none.yaml").toString();

        assertThat(Main.execute("run", "-c", file)).isEqualTo(ExitCode.USAGE_ERROR);
        assertThat(execute("run", "-c", file)).isEqualTo(ExitCode.USAGE_ERROR);
    }

    @Test
    void command_thatIsNone_isWrongUsage_withTheNearest() {
        assertThat(execute("chek")).isEqualTo(ExitCode.USAGE_ERROR);

        assertThat(err.toString()).contains("chek").contains("check");
    }

    @Test
    void run_withoutAFile_saysSo_andStartsNothing() {
        String missing = folder.resolve("none.yaml").toString();

        assertThat(execute("run", "-c", missing)).isEqualTo(ExitCode.USAGE_ERROR);

        assertThat(err.toString()).isEqualTo(missing + ": there is no such file (check the path)\n");
    }
}
