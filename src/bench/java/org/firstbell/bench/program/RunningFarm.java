package org.firstbell.bench.program;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The farm's process, and how its devices are asked. */
public final class RunningFarm implements AutoCloseable {
    private final Program program;
    private final int own;
    private final int ownPort;
    private final int sharedPort;
    private final int mortalPort;
    private final int httpPort;
    private final int closingPort;

    /** What it was asked for so far. */
    public record Count(long requests, long values) {}

    private RunningFarm(Program program, int[] ports) {
        this.program = program;
        this.own = ports[0];
        this.ownPort = ports[1];
        this.sharedPort = ports[2];
        this.mortalPort = ports[3];
        this.httpPort = ports[4];
        this.closingPort = ports[5];
    }

    public static RunningFarm start(int devices) throws Exception {
        Program program = Program.java(Farm.class, List.of("-Xmx1g"), devices);
        String line = program.output().readLine();
        if (line == null || !line.startsWith("ports ")) {
            program.close();
            throw new Unmeasurable("the farm of simulated devices did not start: " + line);
        }
        return new RunningFarm(
                program,
                Arrays.stream(line.split(" "))
                        .skip(1)
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    /** How many devices have a socket of their own, as an agent that checks where an answer comes from needs. */
    public int own() {
        return own;
    }

    /** The SNMP port of the n-th device. */
    public int port(int n) {
        return n < own ? ownPort : sharedPort;
    }

    /** The SNMP port of a device that falls silent when told. */
    public int mortalPort() {
        return mortalPort;
    }

    /** The port of the web server that keeps connections, and of the one that closes them. */
    public int httpPort(boolean closing) {
        return closing ? closingPort : httpPort;
    }

    public Count count() throws IOException {
        program.tell("count");
        String[] words = program.output().readLine().split(" ");
        return new Count(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    public void silence(boolean silent) throws IOException {
        program.tell(silent ? "silent" : "alive");
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
