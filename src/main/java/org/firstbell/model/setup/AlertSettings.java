package org.firstbell.model.setup;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * The settings that say whom to tell, and how.
 *
 * @param staffHoursFrom news that is early waits for this time on weekdays (default 6:30)
 * @param staffHoursTo and is not told after this one (default 16:30)
 */
public record AlertSettings(Optional<MailSettings> mail, LocalTime staffHoursFrom, LocalTime staffHoursTo) {
    /** No alerts. */
    public static final AlertSettings NONE =
            new AlertSettings(Optional.empty(), LocalTime.of(6, 30), LocalTime.of(16, 30));

    /**
     * A mail server and the people behind it.
     *
     * @param tls {@code none}, {@code starttls} or {@code tls}
     * @param boardUrl where links in mails lead; empty for none
     */
    public record MailSettings(
            String host,
            int port,
            String from,
            List<String> to,
            Optional<String> user,
            String password,
            String tls,
            Optional<String> boardUrl) {
        public MailSettings {
            to = List.copyOf(to);
        }

        @Override
        public String toString() {
            return "Mail[" + host + ":" + port + "]";
        }
    }
}
