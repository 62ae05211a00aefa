package org.firstbell.app;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.demo.DemoSchool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell demo}: a simulated school on loopback under the real daemon. */
@Command(
        name = "demo",
        description = "Plays a simulated school's testing morning under the real daemon; needs no configuration.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm:ss a", Locale.US);

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the board, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "morning, calm or outage (default: ${DEFAULT-VALUE}).")
    private String scenario = "morning";

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "1 to 20: shortens the calm between the steps, never a fault (default: ${DEFAULT-VALUE}).")
    private double speed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (port < 0 || port > 65_535) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, "--port is a number from 0 to 65535, not " + port + ".");
        }
        DemoSchool school;
        try {
            school = DemoSchool.open(InstantSource.system(), ZoneId.systemDefault(), scenario, speed, port);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE_ERROR, String.valueOf(wrong.getMessage()));
        }
        Daemon app;
        try {
            app = Wiring.startDaemon(school.configurationFile());
        } catch (CommandFailure failure) {
            school.close();
            throw failure;
        }
        out.printf("Board: %s/board   for desk and phone: %s/%n", app.address(), app.address());
        out.printf("Mails: %s%n", school.mailboxUrl());
        school.discoverArguments().ifPresent(ranges -> out.printf("Find its devices: firstbell discover %s%n", ranges));
        out.flush();
        school.startScenario(scenario, speed, words -> {
            out.printf("%s  %s%n", CLOCK.format(LocalTime.now(ZoneId.systemDefault())), words);
            out.flush();
        });
        RunCommand.awaitShutdown(app, school);
        return 0;
    }
}
