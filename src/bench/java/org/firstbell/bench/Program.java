package org.firstbell.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program under measurement: what it and its children spend is counted by the system; it never outlives the benchmark. */
final class Program implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final Thread end;

    private Program(Process process) {
        this.process = process;
        this.end = new Thread(process::destroyForcibly, "end");
        Runtime.getRuntime().addShutdownHook(end);
    }

    static Program start(ProcessBuilder builder) throws IOException {
        return new Program(builder.start());
    }

    /** Starts one of the benchmark's own programs, on the Java that runs the benchmark. */
    static Program java(Class<?> main, List<String> options, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Where Debian's packages put a program; empty when it is not installed. */
    static Optional<Path> installed(String name) {
        return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** As {@link #installed}, of a program that is needed. */
    static Path peer(String name, String debianPackage) throws Unmeasurable {
        return installed(name)
                .orElseThrow(() -> new Unmeasurable(name + " is not installed: apt-get install " + debianPackage));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    BufferedReader output() {
        return process.inputReader();
    }

    /** Reads and forgets what it says from now on. */
    void drain() {
        Thread reader = new Thread(() -> output().lines().forEach(line -> {}), "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Everything it says until it ends. */
    List<String> ended() throws InterruptedException {
        List<String> lines = output().lines().toList();
        process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        return lines;
    }

    void tell(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    /** User and system time of it and its children in seconds. */
    double cpuSeconds() throws IOException {
        double sum = Measured.cpuSeconds(pid());
        for (ProcessHandle child : process.descendants().toList()) {
            sum += Measured.cpuSeconds(child.pid());
        }
        return sum;
    }

    double residentMiB() throws IOException {
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
