package org.firstbell.alerting;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A mail server that does as it is told: takes mails, answers each command with what a test wants, says nothing, or hangs
 * up. Its own words for a command are DATA for the command and {@code .} for the end of the content.
 */
public final class HostileSmtp implements AutoCloseable {
    /** Says nothing. */
    public static final String SILENCE = "";

    /** Hangs up. */
    public static final String HANG_UP = "-";

    private static final Map<String, String> POLITE = Map.of(
            "GREETING", "220 hostile.example ESMTP",
            "EHLO", "250-hostile.example\r\n250-AUTH LOGIN PLAIN\r\n250 ENHANCEDSTATUSCODES",
            "MAIL", "250 2.1.0 ok",
            "RCPT", "250 2.1.5 ok",
            "DATA", "354 go ahead",
            ".", "250 2.0.0 queued as 17",
            "QUIT", "221 bye",
            "AUTH", "535 5.7.8 bad credentials");

    private final Vertx vertx;
    private final NetServerOptions options;
    private final Map<String, String> answers = new ConcurrentHashMap<>(POLITE);
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private NetServer server;
    private int port;

    public HostileSmtp(Vertx vertx) throws Exception {
        this(vertx, new NetServerOptions());
    }

    /** One that may speak TLS: from the first byte when the options say so, else once it was asked to STARTTLS. */
    public HostileSmtp(Vertx vertx, NetServerOptions options) throws Exception {
        this.vertx = vertx;
        this.options = options;
        up();
    }

    /** One connection's dialogue. */
    private final class Dialogue {
        private final NetSocket socket;
        private final StringBuilder content = new StringBuilder();
        private boolean inContent;

        private Dialogue(NetSocket socket) {
            this.socket = socket;
            socket.handler(RecordParser.newDelimited("\r\n", line -> line(line.toString())));
            say("GREETING");
        }

        private void line(String line) {
            if (inContent && !line.equals(".")) {
                content.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
                return;
            }
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            commands.add((socket.isSsl() ? "TLS " : "") + line);
            if (inContent) {
                inContent = false;
                if (answers.get(".").startsWith("2") || answers.get(".").equals("took it -")) {
                    mails.add(content.toString());
                }
                content.setLength(0);
                say(".");
            } else {
                say(verb);
                inContent = verb.equals("DATA") && answers.get("DATA").startsWith("3");
            }
        }

        private void say(String verb) {
            String answer = answers.getOrDefault(verb, "502 5.5.1 what?");
            if (verb.equals("STARTTLS") && answer.startsWith("220")) {
                socket.upgradeToSsl(
                        new ServerSSLOptions().setKeyCertOptions(options.getKeyCertOptions()),
                        Buffer.buffer(answer + "\r\n"));
            } else if (answer.endsWith(HANG_UP)) {
                socket.close();
            } else if (!answer.equals(SILENCE)) {
                socket.write(answer + "\r\n");
            }
            if (verb.equals("QUIT")) {
                socket.close();
            }
        }
    }

    /** Answers a command with this from now on. */
    public HostileSmtp answer(String verb, String answer) {
        answers.put(verb, answer);
        return this;
    }

    /** Is polite from now on. */
    public HostileSmtp polite() {
        answers.putAll(POLITE);
        return this;
    }

    public int port() {
        return port;
    }

    /** Commands it was given, the content's end included as a dot. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public long attempts() {
        return commands.stream().filter(line -> line.startsWith("EHLO")).count();
    }

    /** Contents it took, as they came, dots undone. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    public void down() throws Exception {
        sockets.forEach(NetSocket::close);
        server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    public void up() throws Exception {
        server = vertx.createNetServer(options);
        server.connectHandler(socket -> {
            sockets.add(socket);
            socket.closeHandler(closed -> sockets.remove(socket));
            new Dialogue(socket);
        });
        server.listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @Override
    public void close() throws Exception {
        down();
    }
}
