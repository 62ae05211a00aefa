package org.firstbell.alerting.mail;

import io.vertx.ext.mail.SMTPException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.firstbell.wording.SingleLineText;

/** What came of handing a mail to its server; the sentence names the server's own words where there are any. */
sealed interface MailResult {
    String sentence();

    /** The server took it. */
    record MailAccepted(String sentence) implements MailResult {}

    /** The server refused this mail for good (a 5yz reply to its envelope or content, RFC 5321 §4.2.1). */
    record MailRejected(String sentence) implements MailResult {}

    /** It may go better later: nobody there, a 4yz reply, no entry for us. */
    record MailNotDelivered(String sentence) implements MailResult {}

    /** Beginnings of the client's messages about replies to this mail, and not to the connection or the log-in. */
    List<String> MAIL_REJECTION_PREFIXES = List.of(
            "sender address not accepted",
            "recipient address not accepted",
            "DATA command not accepted",
            "sending data failed");

    /** Replies that ask for a log-in or for TLS: the configuration is wrong, not the mail (RFC 4954 §6, RFC 3207 §4). */
    Set<Integer> AUTHENTICATION_REPLIES = Set.of(530, 534, 535, 538);

    /** Too large for the server (RFC 1870). */
    String SIZE_LIMIT_MESSAGE = "message exceeds allowed size limit";

    static MailResult fromFailure(Throwable failure, String server) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure instanceof SMTPException reply) {
            String words = SingleLineText.singleLine(String.join(" ", reply.getReplyMessages()), 200);
            boolean forGood = reply.isPermanent()
                    && !AUTHENTICATION_REPLIES.contains(reply.getReplyCode())
                    && MAIL_REJECTION_PREFIXES.stream().anyMatch(message::startsWith);
            return forGood
                    ? new MailRejected(server + " answered: " + words)
                    : new MailNotDelivered(server + " answered: " + words);
        }
        if (message.contains(SIZE_LIMIT_MESSAGE)) {
            return new MailRejected(server + " takes no mail of this size");
        }
        return new MailNotDelivered(server + reason(failure, message));
    }

    private static String tlsFailureReason(Throwable failure) {
        String last = "";
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (message.contains("unable to find valid certification path")) {
                return "its certificate is vouched for by nobody whom this machine trusts";
            }
            if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
                return "its certificate is for another name";
            }
            last = message;
            cause = cause.getCause();
        }
        return SingleLineText.singleLine(last, 120);
    }

    private static String reason(Throwable failure, String message) {
        if (failure instanceof java.net.ConnectException || message.contains("Connection refused")) {
            return " does not accept connections";
        }
        if (failure instanceof java.net.UnknownHostException || message.contains("Failed to resolve")) {
            return " is not known to the name service";
        }
        if (failure instanceof SSLException || failure.getCause() instanceof SSLException) {
            return " could not be trusted: " + tlsFailureReason(failure);
        }
        if (message.contains("timed out") || message.contains("timeout")) {
            return " did not answer in time";
        }
        if (message.contains("closed")) {
            return " ended the connection before it had answered";
        }
        return " failed: " + SingleLineText.singleLine(message, 120);
    }
}
