package org.firstbell.app;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code firstbell}; each subcommand answers with an exit code of its own. */
@Command(
        name = "firstbell",
        description = "Is this test session ready to start, will it stay that way, and if not: what is the one cause?",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    /** Wrong usage or configuration. */
    static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs one command and leaves with its exit code: 0 fine, 1 bad news, 2 wrong usage, 3 cannot tell. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Command(name = "version", description = "Prints version, build and Java.")
    int version() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        System.out.printf("firstbell %s, Java %s%n", version, Runtime.version());
        return 0;
    }
}
