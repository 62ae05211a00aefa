package org.firstbell.alerting.mail;

import java.util.Locale;
import org.firstbell.model.event.Notification;

/**
 * The result of one attempt to deliver a notification.
 *
 * @param sentence for the incident's timeline and the log, naming a role and never an address: "mail sent to School Test
 *     Coordinator"
 */
public record DeliveryReport(Notification notification, DeliveryOutcome outcome, String sentence) {
    /** The outcomes that metrics count. */
    public enum DeliveryOutcome {
        /** The server took it. */
        SENT,
        /** It did not; tried again. */
        RETRIED,
        /** The server refused it for good. */
        REFUSED,
        /** Another mail tells it. */
        MERGED;

        /** The label of the metric. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it belongs on the incident's timeline: tries that are repeated do not. */
    public boolean belongsOnTimeline() {
        return outcome == DeliveryOutcome.SENT || outcome == DeliveryOutcome.REFUSED;
    }
}
