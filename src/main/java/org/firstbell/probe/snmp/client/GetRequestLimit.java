package org.firstbell.probe.snmp.client;

import org.jspecify.annotations.Nullable;

/**
 * How many objects an agent can answer in one GET. Learned at once where it says that so many are too big. Some agents are
 * silent to too many, or fail at them: that is believed when more was not answered and fewer were, time and again, as once
 * may be a lost packet or a machine that was off; and it is tried again later. One that has never answered is asked for
 * fewer from look to look, and begun anew. Confined to the polling loop.
 */
final class GetRequestLimit {
    /** Real agents have failed past 10 objects in a request (LibreNMS's default); this many fit one frame as well. */
    static final int MAX_VARIABLES = 10;

    /** Times that fewer were answered where more were not, until no more are asked for. */
    private static final int REDUCTION_THRESHOLD = 2;

    /**
     * Answers until more is tried again, as a newer firmware may take it; twice as many after each trial in vain. With
     * some answers a look and a look every 15 s, from a quarter of an hour on to half a day.
     */
    static final int RETRY_AFTER_ANSWERS = 200;

    private static final int MAX_RETRY_AFTER_ANSWERS = 32 * RETRY_AFTER_ANSWERS;

    /** What it said itself. */
    private int statedLimit = MAX_VARIABLES;

    private boolean hasAnswered;
    private @Nullable SizeSuspicion suspicion;

    /** What it did not answer, and what it did. */
    private static final class SizeSuspicion {
        private int answeredSize;
        private int failedSize;
        private int evidenceCount;
        /** Whether no more than fewer are asked for at present. */
        private boolean lowered;
        /** Whether more was not answered, and fewer are asked to show if that was why. */
        private boolean testPending;

        private int answersUntilRetry;
        private int retryAfter = RETRY_AFTER_ANSWERS;

        private boolean isEstablished() {
            return evidenceCount >= REDUCTION_THRESHOLD;
        }

        /** Fewer were answered where more were not. */
        private void addEvidence() {
            evidenceCount++;
            lowered = isEstablished();
            if (lowered) {
                answersUntilRetry = retryAfter;
                retryAfter = Math.min(MAX_RETRY_AFTER_ANSWERS, 2 * retryAfter);
            }
        }
    }

    /** Begins with what another knows; what is learned here stays here. */
    static GetRequestLimit copyOf(GetRequestLimit other) {
        GetRequestLimit limit = new GetRequestLimit();
        limit.statedLimit = other.currentLimit();
        limit.hasAnswered = other.hasAnswered;
        return limit;
    }

    /** How many to ask for at once now. */
    int currentLimit() {
        return suspicion != null && suspicion.lowered ? suspicion.answeredSize : statedLimit;
    }

    /** How many it is known to answer at once, whatever is being tried. */
    int knownLimit() {
        return suspicion != null && suspicion.isEstablished() ? suspicion.answeredSize : statedLimit;
    }

    /** It said that so many were too many. */
    void tooBig(int asked) {
        hasAnswered = true;
        statedLimit = (asked + 1) / 2;
        suspicion = null;
    }

    /** It failed at so many at once, and told all of them in parts that were not larger than those. */
    void failedAt(int asked, int part) {
        SizeSuspicion about = suspicion == null ? new SizeSuspicion() : suspicion;
        suspicion = about;
        about.failedSize = Math.max(asked, about.failedSize);
        about.answeredSize = about.answeredSize == 0 ? part : Math.min(part, about.answeredSize);
        about.addEvidence();
    }

    /** A question for so many came back. */
    void answered(int asked) {
        boolean first = !hasAnswered;
        hasAnswered = true;
        SizeSuspicion about = suspicion;
        if (about == null) {
            return;
        }
        if (asked >= about.failedSize) {
            suspicion = null;
        } else if (first) {
            about.answeredSize = asked;
            about.lowered = false;
        } else if (asked > about.answeredSize) {
            about.answeredSize = asked;
        } else if (about.lowered) {
            answeredReduced(about);
        }
    }

    private static void answeredReduced(SizeSuspicion about) {
        if (about.testPending) {
            about.testPending = false;
            about.addEvidence();
        } else if (!about.isEstablished() || --about.answersUntilRetry <= 0) {
            about.lowered = false;
        }
    }

    /** A look at it, for so many at once, was missed. */
    void timedOut(int asked) {
        SizeSuspicion about = suspicion;
        if (!hasAnswered) {
            about = about == null ? new SizeSuspicion() : about;
            about.failedSize = Math.max(asked, about.failedSize);
            int now = currentLimit();
            about.lowered = now > 1;
            about.answeredSize = Math.max(1, now / 2);
            suspicion = about;
        } else if (about != null) {
            // Silent to fewer as well, it is off: that says nothing of how many it can answer.
            about.testPending = asked > about.answeredSize;
            about.lowered = true;
        }
    }
}
