package org.firstbell.bench.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program under measurement: what it and its children spend is counted by the system; it never outlives the benchmark. */
public final class Program implements AutoCloseable {
    /** As the operators' page advises for a district, beside room for its devices. */
    public static final List<String> DISTRICT = List.of("-XX:TieredStopAtLevel=4", "-XX:+UseTransparentHugePages");

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final Optional<Path> complaints;
    private final Thread end;

    private Program(Process process, @Nullable Path complaints) {
        this.process = process;
        this.complaints = Optional.ofNullable(complaints);
        this.end = new Thread(process::destroyForcibly, "end");
        Runtime.getRuntime().addShutdownHook(end);
    }

    public static Program start(ProcessBuilder builder) throws IOException {
        return new Program(builder.start(), null);
    }

    /** Starts one of the benchmark's own programs, on the Java that runs the benchmark and as a district runs the daemon. */
    public static Program java(Class<?> main, List<String> options, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.addAll(DISTRICT);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path complaints = Files.createTempFile("firstbell-bench", ".log");
        complaints.toFile().deleteOnExit();
        return new Program(
                new ProcessBuilder(command).redirectError(complaints.toFile()).start(), complaints);
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public BufferedReader output() {
        return process.inputReader();
    }

    /** Reads and forgets what it says from now on. */
    public void drain() {
        Thread reader = new Thread(this::readToTheEnd, "output");
        reader.setDaemon(true);
        reader.start();
    }

    private void readToTheEnd() {
        try {
            output().lines().forEach(line -> {});
        } catch (UncheckedIOException ended) {
            // It was ended while it spoke.
        }
    }

    /** What it tells until it ends, each figure by its name. */
    public Map<String, Double> figures() throws Exception {
        Map<String, Double> figures = new HashMap<>();
        output().lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2)
                .forEach(words -> figures.put(words[0], Double.parseDouble(words[1])));
        process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        if (figures.isEmpty()) {
            List<String> lines = complaints.isPresent() ? Files.readAllLines(complaints.get()) : List.of();
            throw new Unmeasurable("it told no figure" + (lines.isEmpty() ? "" : ": " + lines.get(0)));
        }
        return figures;
    }

    public void tell(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    /** User and system time of it and its living children in seconds. */
    public double cpuSeconds() throws IOException, Unmeasurable {
        if (!process.isAlive()) {
            throw new Unmeasurable("it ended while it was measured");
        }
        double sum = Measured.cpuSeconds(pid());
        for (ProcessHandle child : process.descendants().toList()) {
            try {
                sum += Measured.cpuSeconds(child.pid());
            } catch (NoSuchFileException gone) {
                // It ended between the two looks.
            }
        }
        return sum;
    }

    public double residentMiB() throws IOException {
        return Measured.residentMiB(pid());
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
