package org.firstbell.app;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.firstbell.app.command.CheckCommand;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.DiscoverCommand;
import org.firstbell.app.command.ExitCode;
import org.firstbell.app.command.MailTestCommand;
import org.firstbell.app.command.ProbeCommand;
import org.firstbell.app.command.ReachCommand;
import org.firstbell.app.command.ReadyCommand;
import org.firstbell.app.command.SchemaCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code firstbell}; each subcommand answers with an exit code of its own. */
@Command(
        name = "firstbell",
        description = "Is this test session ready to start, will it stay that way, and if not: what is the one cause?",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        addMethodSubcommands = false)
public final class Main implements Runnable {
    /** The commands in the order in which the help lists them. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("ready", ReadyCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("probe", ProbeCommand::new);
        commands.put("discover", DiscoverCommand::new);
        commands.put("reach", ReachCommand::new);
        commands.put("mail-test", MailTestCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("version", VersionCommand::new);
        return commands;
    }

    /** Runs one command and leaves with its exit code: 0 fine, 1 bad news, 2 wrong usage, 3 cannot tell. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command; answers its exit code. */
    static int execute(String... args) {
        return isPlainRun(args) ? run(Path.of(args[2])) : commandLine(args).execute(args);
    }

    /**
     * Whether it is {@code run -c FILE}, the form that starts the daemon day by day. It meets the goal of a start within one
     * second without picocli's model of the command line, which takes 100 ms to make.
     */
    static boolean isPlainRun(String... args) {
        return args.length == 3
                && args[0].equals("run")
                && args[1].equals("-c")
                && !args[2].isEmpty()
                && "-@\"'".indexOf(args[2].charAt(0)) < 0;
    }

    private static int run(Path file) {
        try {
            return RunCommand.run(file, new PrintWriter(System.out, true, Charset.defaultCharset()));
        } catch (Exception failure) {
            return reportFailure(failure, new PrintWriter(System.err, true, Charset.defaultCharset()));
        }
    }

    /**
     * The command line that these arguments need: the one command that they begin with, else all. To model a command takes
     * as long as to run it.
     */
    public static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Main());
        String first = args.length == 0 ? "" : args[0];
        COMMANDS.forEach((name, command) -> {
            if (name.equals(first) || !COMMANDS.containsKey(first)) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setExecutionExceptionHandler(new FailureHandler());
        return line;
    }

    /**
     * What is said when a command fails. A class rather than a lambda: a lambda would link picocli's old class files, and
     * those that are linked stay out of the class-data archive.
     */
    private static final class FailureHandler implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult result) {
            return reportFailure(failure, command.getErr());
        }
    }

    private static int reportFailure(Exception failure, PrintWriter err) {
        if (failure instanceof CommandFailure start) {
            err.println(start.sentence());
            return start.exitCode();
        }
        err.println("This should not have happened: " + failure);
        failure.printStackTrace(err);
        return ExitCode.UNDETERMINED;
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }

    static String productVersion() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** {@code firstbell version}. */
    @Command(name = "version", description = "Prints version, build and Java.")
    static final class VersionCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.println(versionLine());
            return 0;
        }
    }

    private static String versionLine() {
        return "firstbell " + productVersion() + ", Java " + Runtime.version();
    }

    /** What {@code --version} prints. */
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {versionLine()};
        }
    }
}
