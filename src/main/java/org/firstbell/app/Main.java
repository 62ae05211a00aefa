package org.firstbell.app;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code firstbell}; each subcommand answers with an exit code of its own. */
@Command(
        name = "firstbell",
        description = "Is this test session ready to start, will it stay that way, and if not: what is the one cause?",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReadyCommand.class,
            CheckCommand.class,
            ProbeCommand.class,
            DiscoverCommand.class,
            ReachCommand.class,
            MailTestCommand.class,
            SchemaCommand.class
        })
public final class Main implements Runnable {
    /** The answer is bad news. */
    static final int BAD_NEWS = 1;

    /** Wrong usage or configuration. */
    static final int WRONG_USAGE = 2;

    /** Cannot tell, or cannot run. */
    static final int CANNOT_TELL = 3;

    private Main() {}

    /** Runs one command and leaves with its exit code: 0 fine, 1 bad news, 2 wrong usage, 3 cannot tell. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof StartFailure start) {
                err.println(start.sentence());
                return start.exitCode();
            }
            err.println("This should not have happened: " + failure);
            failure.printStackTrace(err);
            return CANNOT_TELL;
        });
        return line;
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }

    static String product() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Command(name = "version", description = "Prints version, build and Java.")
    int version() {
        System.out.println(line());
        return 0;
    }

    private static String line() {
        return "firstbell " + product() + ", Java " + Runtime.version();
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}
