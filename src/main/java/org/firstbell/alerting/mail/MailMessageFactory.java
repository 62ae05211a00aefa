package org.firstbell.alerting.mail;

import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.wording.SingleLineText;

/**
 * Makes mails of notices: headers that thread, that say a machine wrote them, and that no text can break out of.
 *
 * @param fromAddress the address that mails come from
 * @param displayName the name beside it
 */
record MailMessageFactory(String fromAddress, String displayName) {
    /** Bytes of UTF-8 in one encoded word: 60 characters of base64 beside its frame stay under 75 (RFC 2047 §2). */
    private static final int MAX_ENCODED_WORD_BYTES = 42;

    /** References of one mail (RFC 5322 §3.6.4); the first and the newest matter to mail programs. */
    private static final int MAX_REFERENCES = 12;

    /**
     * The mail of a notice.
     *
     * @param earlier what this recipient got in the same conversation, oldest first
     */
    MailMessage message(
            Notification notification, String subject, MailRenderer.MailBody body, List<Outbox.OutboxEntry> earlier) {
        MailMessage message = new MailMessage();
        message.setFrom(fromAddress);
        message.setTo(List.of(notification.to()));
        message.setText(body.text());
        message.setHtml(body.html());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set("From", encodedDisplayName(displayName) + " <" + fromAddress + ">");
        headers.set("Subject", encodedHeader(subject));
        headers.set("Message-ID", messageId(notification));
        List<String> ids = references(earlier);
        if (!ids.isEmpty()) {
            headers.set("In-Reply-To", ids.get(ids.size() - 1));
            headers.set("References", String.join("\r\n ", ids));
        }
        headers.set("Auto-Submitted", "auto-generated");
        headers.set("X-Auto-Response-Suppress", "All");
        headers.set("List-Id", encodedDisplayName(displayName) + " <firstbell." + domain() + ">");
        message.setHeaders(headers);
        return message;
    }

    private List<String> references(List<Outbox.OutboxEntry> earlier) {
        List<String> ids = new ArrayList<>();
        for (Outbox.OutboxEntry entry : earlier) {
            if (entry.state() == Outbox.DeliveryState.SENT || entry.state() == Outbox.DeliveryState.UNDER_WAY) {
                ids.add(messageId(entry.notification()));
            }
        }
        while (ids.size() > MAX_REFERENCES) {
            ids.remove(1);
        }
        return ids;
    }

    /** The same for a notice whenever it is sent, and no other notice's of any store. */
    String messageId(Notification notification) {
        String what = notification.key() + "\n" + notification.composedAt();
        return "<firstbell." + HexFormat.of().formatHex(sha256(what), 0, 12) + "@" + domain() + ">";
    }

    private String domain() {
        return fromAddress.substring(fromAddress.lastIndexOf('@') + 1);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A display name: a quoted string, or encoded words (RFC 5322 §3.2.5, RFC 2047 §5). */
    private static String encodedDisplayName(String text) {
        String line = SingleLineText.singleLine(text, 60);
        return isAscii(line) ? "\"" + line.replaceAll("[\\\\\"]", "'") + "\"" : encodedWords(line);
    }

    /** An unstructured header's text: as it is, or as encoded words. */
    static String encodedHeader(String text) {
        String line = SingleLineText.singleLine(text);
        return isAscii(line) && !line.contains("=?") ? line : encodedWords(line);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    /** Encoded words, none of which splits a character. */
    private static String encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            String next = new String(Character.toChars(point));
            if (bytes(word.toString() + next) > MAX_ENCODED_WORD_BYTES) {
                words.add(encodedWord(word.toString()));
                word.setLength(0);
            }
            word.append(next);
        });
        words.add(encodedWord(word.toString()));
        return String.join("\r\n ", words);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String encodedWord(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
