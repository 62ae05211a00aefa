package org.firstbell.alerting.plan;

/**
 * The key of a mail: {@code incident-42/3/reminder/coordinator@lincoln.example}.
 *
 * @param ordinal of its mail within the thread, counted from 1; recipients share it
 */
public record NotificationKey(String threadId, int ordinal, String purpose, String recipient) {
    public static NotificationKey parse(String text) {
        String[] parts = text.split("/", 4);
        if (parts.length < 4 || !parts[1].matches("\\d{1,9}")) {
            throw new IllegalArgumentException("no key of a mail: " + text);
        }
        return new NotificationKey(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
    }
}
