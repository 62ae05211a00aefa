package org.firstbell.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail server that keeps what it is given (RFC 5321, the commands a client needs) instead of delivering it. Keeps the
 * newest 500 mails. Confined to the demo's loop.
 */
public final class MailSink {
    private static final int MAX_MAILS = 500;
    private static final int MAX_OCTETS = 5 * 1024 * 1024;

    private final NetServer server;
    private final List<ReceivedMail> mails = new ArrayList<>();

    public MailSink(Vertx vertx) {
        this.server = vertx.createNetServer().connectHandler(this::accept);
    }

    /** Listens; answers the port. */
    public Future<Integer> open(String address) {
        return server.listen(0, address).map(NetServer::actualPort);
    }

    /** What came, oldest first. */
    public List<ReceivedMail> mails() {
        return Collections.unmodifiableList(mails);
    }

    /** One mail by its number, counted from 1 as it came. */
    Optional<ReceivedMail> mail(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }

    private void accept(NetSocket socket) {
        new SmtpConnection(socket);
    }

    /** One connection. */
    private final class SmtpConnection {
        private final NetSocket socket;
        private final List<String> recipients = new ArrayList<>();
        private final StringBuilder data = new StringBuilder();
        private boolean inData;

        private SmtpConnection(NetSocket socket) {
            this.socket = socket;
            RecordParser lines =
                    RecordParser.newDelimited("\r\n", line -> handleLine(line.toString(StandardCharsets.UTF_8)));
            lines.maxRecordSize(64 * 1024);
            lines.exceptionHandler(tooLong -> socket.close());
            socket.handler(lines);
            socket.exceptionHandler(broken -> socket.close());
            reply("220 demo mail sink");
        }

        private void reply(String line) {
            socket.write(line + "\r\n");
        }

        private void handleLine(String line) {
            if (inData) {
                handleDataLine(line);
                return;
            }
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> socket.write("250-demo\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
                case "HELO", "MAIL", "RSET", "NOOP" -> reply("250 fine");
                case "RCPT" -> {
                    recipients.add(line.replaceFirst("(?i)^RCPT TO:\\s*<?([^>]*)>?.*$", "$1"));
                    reply("250 fine");
                }
                case "DATA" -> {
                    inData = true;
                    reply("354 go ahead, end with a dot");
                }
                case "QUIT" -> {
                    reply("221 good bye");
                    socket.close();
                }
                default -> reply("502 not known here");
            }
        }

        private void handleDataLine(String line) {
            if (line.equals(".")) {
                inData = false;
                storeMail();
                recipients.clear();
                data.setLength(0);
                reply("250 kept");
            } else if (data.length() + line.length() > MAX_OCTETS) {
                reply("552 too large");
                socket.close();
            } else {
                data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
        }

        private void storeMail() {
            int number = mails.isEmpty() ? 1 : mails.get(mails.size() - 1).number() + 1;
            mails.add(ReceivedMail.parse(number, List.copyOf(recipients), data.toString()));
            if (mails.size() > MAX_MAILS) {
                mails.remove(0);
            }
        }
    }
}
