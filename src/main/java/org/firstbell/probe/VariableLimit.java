package org.firstbell.probe;

import org.jspecify.annotations.Nullable;

/**
 * How many objects an agent can answer in one GET. Learned at once where it says that so many are too big. Some agents are
 * silent to too many, or fail at them: that is believed when more was not answered and fewer were, time and again, as once
 * may be a lost packet or a machine that was off; and it is tried again later. One that has never answered is asked for
 * fewer from look to look, and begun anew. Confined to the polling loop.
 */
final class VariableLimit {
    /** Real agents have failed past 10 objects in a request (LibreNMS's default); this many fit one frame as well. */
    static final int MOST = 10;

    /** Times that fewer were answered where more were not, until no more are asked for. */
    private static final int PATIENCE = 2;

    /**
     * Answers until more is tried again, as a newer firmware may take it; twice as many after each trial in vain. With
     * some answers a look and a look every 15 s, from a quarter of an hour on to half a day.
     */
    static final int BELIEVED = 200;

    private static final int MOST_BELIEVED = 32 * BELIEVED;

    /** What it said itself. */
    private int most = MOST;

    private boolean spoken;
    private @Nullable Doubt doubt;

    /** What it did not answer, and what it did. */
    private static final class Doubt {
        private int fewer;
        private int more;
        private int signs;
        /** Whether no more than fewer are asked for at present. */
        private boolean lowered;
        /** Whether more was not answered, and fewer are asked to show if that was why. */
        private boolean open;

        private int left;
        private int believed = BELIEVED;

        private boolean sure() {
            return signs >= PATIENCE;
        }

        /** Fewer were answered where more were not. */
        private void sign() {
            signs++;
            lowered = sure();
            if (lowered) {
                left = believed;
                believed = Math.min(MOST_BELIEVED, 2 * believed);
            }
        }
    }

    /** Begins with what another knows; what is learned here stays here. */
    static VariableLimit from(VariableLimit other) {
        VariableLimit limit = new VariableLimit();
        limit.most = other.most();
        limit.spoken = other.spoken;
        return limit;
    }

    /** How many to ask for at once now. */
    int most() {
        return doubt != null && doubt.lowered ? doubt.fewer : most;
    }

    /** How many it is known to answer at once, whatever is being tried. */
    int known() {
        return doubt != null && doubt.sure() ? doubt.fewer : most;
    }

    /** It said that so many were too many. */
    void refused(int asked) {
        spoken = true;
        most = (asked + 1) / 2;
        doubt = null;
    }

    /** It failed at so many at once, and told all of them in parts that were not larger than those. */
    void failed(int asked, int part) {
        Doubt about = doubt == null ? new Doubt() : doubt;
        doubt = about;
        about.more = Math.max(asked, about.more);
        about.fewer = about.fewer == 0 ? part : Math.min(part, about.fewer);
        about.sign();
    }

    /** A question for so many came back. */
    void answered(int asked) {
        boolean first = !spoken;
        spoken = true;
        Doubt about = doubt;
        if (about == null) {
            return;
        }
        if (asked >= about.more) {
            doubt = null;
        } else if (first) {
            about.fewer = asked;
            about.lowered = false;
        } else if (asked > about.fewer) {
            about.fewer = asked;
        } else if (about.lowered) {
            answeredAsLowered(about);
        }
    }

    private static void answeredAsLowered(Doubt about) {
        if (about.open) {
            about.open = false;
            about.sign();
        } else if (!about.sure() || --about.left <= 0) {
            about.lowered = false;
        }
    }

    /** A look at it, for so many at once, was missed. */
    void silent(int asked) {
        Doubt about = doubt;
        if (!spoken) {
            about = about == null ? new Doubt() : about;
            about.more = Math.max(asked, about.more);
            int now = most();
            about.lowered = now > 1;
            about.fewer = Math.max(1, now / 2);
            doubt = about;
        } else if (about != null) {
            // Silent to fewer as well, it is off: that says nothing of how many it can answer.
            about.open = asked > about.fewer;
            about.lowered = true;
        }
    }
}
