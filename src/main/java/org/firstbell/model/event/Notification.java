package org.firstbell.model.event;

import java.time.Instant;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;

/**
 * Something to tell people, composed and ready to ride the outbox.
 *
 * @param key unique; a second notice with the same key is the same notice and is never sent twice
 * @param channel {@code mail}, {@code webhook}, …
 * @param thread what conversation it belongs to: {@code incident-42}, {@code digest-2027-04-14}
 * @param incidents those it tells of: one for a mail of an incident's thread, any number for a digest
 * @param sessions those it calls anything but ready
 * @param kind what it says
 * @param stateLabel the word in brackets that its subject begins with, such as {@code NOT READY}
 * @param to the channel's address: for mail, one recipient
 * @param subject one line
 * @param text stands alone
 * @param html the same facts; empty for channels without it
 * @param badSince when what it tells of began to be bad
 * @param dueAt not before
 * @param facts what it says, for the notifications that follow it
 */
public record Notification(
        String key,
        String channel,
        String thread,
        List<IncidentId> incidents,
        List<SessionId> sessions,
        NotificationKind kind,
        String stateLabel,
        String to,
        String subject,
        String text,
        String html,
        Instant badSince,
        Instant composedAt,
        Instant dueAt,
        NotificationFacts facts) {
    public Notification {
        incidents = List.copyOf(incidents);
        sessions = List.copyOf(sessions);
    }

    /** The kind of change that a notification reports, which decides who else is notified. */
    public enum NotificationKind {
        /** It is bad. */
        BAD,
        /** It is bad still, or otherwise than told. */
        STILL_BAD,
        /** It is well again; goes only to those who were notified that it was bad. */
        GOOD,
        /** A list of what is open, or a test mail. */
        PLAIN
    }
}
