package org.firstbell.notify;

import java.util.Locale;
import org.firstbell.model.Notice;

/**
 * How one attempt to deliver a notice ended.
 *
 * @param sentence for the incident's timeline and the log, naming a role and never an address: "mail sent to School Test
 *     Coordinator"
 */
public record Delivered(Notice notice, Outcome outcome, String sentence) {
    /** The outcomes that metrics count. */
    public enum Outcome {
        /** The server took it. */
        SENT,
        /** It did not; tried again. */
        RETRIED,
        /** The server refused it for good. */
        REFUSED,
        /** Another mail tells it. */
        MERGED;

        /** The label of the metric. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it belongs on the incident's timeline: tries that are repeated do not. */
    public boolean memorable() {
        return outcome == Outcome.SENT || outcome == Outcome.REFUSED;
    }
}
