package org.firstbell.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real programs that a school has too: net-snmp's agent and nginx, as children of the test. */
final class RealAgent implements AutoCloseable {
    private final List<String> command;
    private final Path folder;
    final int port;
    private Process process;

    private RealAgent(List<String> command, Path folder, int port) {
        this.command = command;
        this.folder = folder;
        this.port = port;
    }

    /** net-snmp's snmpd with a v2c community and a v3 user. */
    static RealAgent snmpd(Path folder) throws IOException {
        int port = freeUdpPort();
        Path file = folder.resolve("snmpd.conf");
        Files.writeString(file, """
                sysName lab-pc-1
                sysLocation Computer Lab 204
                sysContact tech office
                rocommunity public 127.0.0.1
                createUser firstbell SHA-256 "authpass1" AES "privpass1"
                rouser firstbell priv
                """);
        RealAgent agent = new RealAgent(
                List.of("/usr/sbin/snmpd", "-f", "-Lo", "-C", "-c", file.toString(), "udp:127.0.0.1:" + port),
                folder,
                port);
        agent.start();
        return agent;
    }

    /** nginx with one page. */
    static RealAgent nginx(Path folder) throws IOException {
        int port = freeTcpPort();
        Files.writeString(Files.createDirectories(folder.resolve("html")).resolve("index.html"), "It runs.");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, """
                user root; daemon off; pid %1$s/nginx.pid; error_log %1$s/error.log; worker_processes 1;
                events { worker_connections 64; }
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  server { listen 127.0.0.1:%2$d; root %1$s/html; } }
                """.formatted(folder, port));
        RealAgent server = new RealAgent(
                List.of("/usr/sbin/nginx", "-e", folder.resolve("early.log").toString(), "-c", file.toString()),
                folder,
                port);
        server.start();
        await().atMost(Duration.ofSeconds(60)).until(server::accepts);
        return server;
    }

    private boolean accepts() {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("output.log").toFile()));
            builder.environment()
                    .put("SNMP_PERSISTENT_DIR", folder.resolve("state").toString());
            process = builder.start();
        } catch (IOException missing) {
            throw new AssertionError("could not start " + command.get(0), missing);
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
