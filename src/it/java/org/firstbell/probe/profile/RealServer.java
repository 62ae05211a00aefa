package org.firstbell.probe.profile;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of the operating system's as a child of the test: what it says is kept, and it ends with the test. */
public final class RealServer implements AutoCloseable {
    private final Process process;
    private final Path said;

    private RealServer(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    public static RealServer start(Path folder, Map<String, String> environment, String... command) {
        Path said = folder.resolve(Path.of(command[0]).getFileName() + ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            return new RealServer(builder.start(), said);
        } catch (IOException missing) {
            throw new AssertionError("could not start " + List.of(command), missing);
        }
    }

    /** Waits until it has said some words. */
    public RealServer saying(String words) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("it ended: " + Files.readString(said));
            }
            return Files.readString(said).contains(words);
        });
        return this;
    }

    public static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    public static int freeTcpPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
