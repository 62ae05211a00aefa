package org.firstbell.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.setup.Alerts;
import org.jspecify.annotations.Nullable;

/** One mail server as the configuration names it, with the client that speaks to it. Confined to the delivery's loop. */
final class MailServer {
    /** Each step of the dialogue (contract, Mail). */
    static final int STEP_SECONDS = 10;

    /** The whole of it: a server that gives one byte at a time never runs into the limit of a step. */
    private static final long WHOLE_MILLIS = 60_000;

    private final Vertx vertx;
    private final Alerts.Mail mail;
    private final String name;

    /** Held: a client that nobody refers to is closed by the garbage collector. */
    private @Nullable MailClient client;

    MailServer(Vertx vertx, Alerts.Mail mail) {
        this.vertx = vertx;
        this.mail = mail;
        this.name = "The mail server " + mail.host() + ":" + mail.port();
    }

    Alerts.Mail settings() {
        return mail;
    }

    /** As sentences begin. */
    String name() {
        return name;
    }

    /** Hands a mail over; always ends in an answer. */
    Future<MailAnswer> send(MailMessage message) {
        Promise<MailAnswer> answer = Promise.promise();
        long deadline = vertx.setTimer(WHOLE_MILLIS, due -> {
            if (answer.tryComplete(new MailAnswer.Failed(name + " did not finish within a minute"))) {
                close();
            }
        });
        client().compose(open -> open.sendMail(message)).onComplete(result -> {
            vertx.cancelTimer(deadline);
            answer.tryComplete(
                    result.succeeded()
                            ? new MailAnswer.Taken(name + " took the mail for " + String.join(", ", message.getTo())
                                    + " (" + result.result().getMessageID() + ")")
                            : MailAnswer.of(result.cause(), name));
        });
        return answer.future();
    }

    private Future<MailClient> client() {
        MailClient open = client;
        if (open != null) {
            return Future.succeededFuture(open);
        }
        return vertx.executeBlocking(MailServer::ownName).map(ownName -> {
            MailClient made = client;
            if (made == null) {
                made = MailClient.create(vertx, config(ownName));
                client = made;
            }
            return made;
        });
    }

    /** This machine's name for the greeting, without asking the name service for more than its address. */
    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private MailConfig config(String ownName) {
        MailConfig config = new MailConfig();
        config.setHostname(mail.host());
        config.setPort(mail.port());
        config.setOwnHostname(ownName);
        config.setSsl(mail.tls().equals("tls"));
        config.setStarttls(mail.tls().equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED);
        config.setLogin(mail.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        mail.user().ifPresent(user -> {
            config.setUsername(user);
            config.setPassword(mail.password());
        });
        config.setUserAgent("Firstbell");
        config.setKeepAlive(false);
        config.setMaxPoolSize(1);
        config.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(STEP_SECONDS));
        config.setSslHandshakeTimeout(STEP_SECONDS);
        config.setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        config.setIdleTimeout(STEP_SECONDS);
        config.setIdleTimeoutUnit(TimeUnit.SECONDS);
        return config;
    }

    /** Forgets the client; a delivery under way is left to its fate. */
    void close() {
        MailClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
