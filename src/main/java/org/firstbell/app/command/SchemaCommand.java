package org.firstbell.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell schema}: JSON Schema for editors. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of the configuration, or of a data file, for your editor.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
    private static final Map<String, String> FILES = Map.of(
            "configuration", "/schema/configuration.json",
            "profile", "/schema/profile.json",
            "http-profile", "/schema/http-profile.json",
            "platform", "/schema/platform.json",
            "check", "/schema/check.json");

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "configuration, profile, http-profile, platform or check (default: ${DEFAULT-VALUE}).")
    private String kind = "configuration";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        String file = FILES.get(kind);
        if (file == null) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "There is no schema '" + kind + "': configuration, profile, http-profile, platform or check.");
        }
        try (InputStream in = SchemaCommand.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new CommandFailure(ExitCode.UNDETERMINED, "The product lacks its own " + file + ".");
            }
            spec.commandLine().getOut().println(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
