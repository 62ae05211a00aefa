package org.firstbell.alerting.plan;

import java.util.Locale;
import org.firstbell.model.event.Notification;

/** The step that one person's conversation takes with a mail: what that mail is about. */
public enum AlertMove {
    /** Bad news to somebody who was told nothing of it. */
    BAD(Notification.NotificationKind.BAD),
    /** The word is worse than the one that was told. */
    WORSE(Notification.NotificationKind.STILL_BAD),
    /** The cause is another than the one that was told. */
    CORRECTED(Notification.NotificationKind.STILL_BAD),
    /** It hits further sessions, or at least twice the devices. */
    WIDER(Notification.NotificationKind.STILL_BAD),
    /** The word is better than the one that was told, and not good. */
    BETTER(Notification.NotificationKind.STILL_BAD),
    /** Nobody has taken the incident. */
    REMINDER(Notification.NotificationKind.STILL_BAD),
    /** The cause is over, and another one holds the sessions. */
    STILL(Notification.NotificationKind.STILL_BAD),
    /** All that was told is well again. */
    GOOD(Notification.NotificationKind.GOOD);

    private final Notification.NotificationKind kind;

    AlertMove(Notification.NotificationKind kind) {
        this.kind = kind;
    }

    public Notification.NotificationKind kind() {
        return kind;
    }

    /** The word in the notification's key. */
    public String keyPart() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the subject of an earlier mail of the same state and cause is used again. */
    public boolean keepsSubject() {
        return this != STILL && this != GOOD;
    }
}
