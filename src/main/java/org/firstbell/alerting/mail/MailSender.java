package org.firstbell.alerting.mail;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.wording.TimePhrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mail server as the configuration names it, with the client that speaks to it. Confined to the delivery's loop. */
final class MailSender {
    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

    /**
     * How long is waited, and whom is trusted beyond the machine's authorities.
     *
     * @param stepTimeout for each step of the dialogue
     * @param totalTimeout for all of it: a server that gives one byte at a time never runs into the limit of a step
     */
    record SmtpOptions(Duration stepTimeout, Duration totalTimeout, Optional<TrustOptions> trust) {
        /** Timeouts of 10 s (contract, Mail). */
        static final SmtpOptions DEFAULT =
                new SmtpOptions(Duration.ofSeconds(10), Duration.ofMinutes(1), Optional.empty());
    }

    /** One is used at a time; others may still be closing. */
    private static final int MAX_CONNECTIONS = 4;

    private final Vertx vertx;
    private final AlertSettings.MailSettings settings;
    private final String name;
    private final SmtpOptions options;

    /** Held: a client that nobody refers to is closed by the garbage collector. */
    private @Nullable MailClient client;

    MailSender(Vertx vertx, AlertSettings.MailSettings mail, SmtpOptions terms) {
        this.vertx = vertx;
        this.options = terms;
        this.settings = mail;
        this.name = "The mail server " + mail.host() + ":" + mail.port();
        vertx.exceptionHandler(MailSender::logUnhandled);
    }

    /**
     * The mail client trips over a reply that never comes, in a context of its own, and fails the mail all the same (5.0.8):
     * no news. All else that nobody caught is logged as Vert.x would.
     */
    private static void logUnhandled(Throwable failure) {
        StackTraceElement[] where = failure.getStackTrace();
        if (where.length > 0 && where[0].getClassName().startsWith("io.vertx.ext.mail.")) {
            LOG.debug("The mail client stumbled", failure);
        } else {
            LOG.error("Unhandled exception", failure);
        }
    }

    AlertSettings.MailSettings settings() {
        return settings;
    }

    /** As sentences begin. */
    String serverName() {
        return name;
    }

    /** Hands a mail over; always ends in an answer. */
    Future<MailResult> send(MailMessage message) {
        Promise<MailResult> answer = Promise.promise();
        long begun = System.nanoTime();
        long deadline = vertx.setTimer(options.totalTimeout().toMillis(), due -> {
            if (answer.tryComplete(new MailResult.MailNotDelivered(
                    name + " did not finish within " + TimePhrases.spelledOutDuration(options.totalTimeout())))) {
                close();
            }
        });
        client().compose(open -> open.sendMail(message)).onComplete(result -> {
            vertx.cancelTimer(deadline);
            answer.tryComplete(
                    result.succeeded()
                            ? new MailResult.MailAccepted(
                                    name + " took the mail for " + String.join(", ", message.getTo()) + " ("
                                            + result.result().getMessageID() + ")")
                            : failureResult(result.cause(), Duration.ofNanos(System.nanoTime() - begun)));
        });
        return answer.future();
    }

    /** The client tells of a connection that it closed itself after a silence as it tells of one that the server closed. */
    private MailResult failureResult(Throwable cause, Duration after) {
        String message = cause.getMessage();
        boolean closed = message == null || message.contains("closed");
        return closed && after.compareTo(options.stepTimeout()) >= 0
                ? new MailResult.MailNotDelivered(
                        name + " did not answer for " + options.stepTimeout().toSeconds() + " s")
                : MailResult.fromFailure(cause, name);
    }

    private Future<MailClient> client() {
        MailClient open = client;
        if (open != null) {
            return Future.succeededFuture(open);
        }
        return vertx.executeBlocking(MailSender::localHostName).map(told -> {
            String ownName = Objects.requireNonNullElse(told, "localhost");
            MailClient made = client;
            if (made == null) {
                made = MailClient.create(vertx, config(ownName));
                client = made;
            }
            return made;
        });
    }

    /** This machine's name for the greeting, without asking the name service for more than its address. */
    private static String localHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private MailConfig config(String ownName) {
        MailConfig config = new MailConfig();
        config.setHostname(settings.host());
        config.setPort(settings.port());
        config.setOwnHostname(ownName);
        config.setSsl(settings.tls().equals("tls"));
        config.setStarttls(settings.tls().equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED);
        config.setLogin(settings.user().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        settings.user().ifPresent(user -> {
            config.setUsername(user);
            config.setPassword(settings.password());
        });
        config.setUserAgent("Firstbell");
        config.setKeepAlive(false);
        config.setMaxPoolSize(MAX_CONNECTIONS);
        int step = (int) options.stepTimeout().toMillis();
        config.setConnectTimeout(step);
        config.setSslHandshakeTimeout(step);
        config.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        config.setIdleTimeout(step);
        config.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.trust().ifPresent(config::setTrustOptions);
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
