package org.firstbell.probe;

/**
 * How many objects an agent can answer in one GET. Learned from what it refuses; and, since some agents are silent when
 * asked for too many, from the silence of one that has never answered: it is asked for fewer from look to look, and begun
 * anew, as it may only be switched off. What made it answer is believed once more objects were not answered again. Confined
 * to the polling loop.
 */
final class VariableLimit {
    /** Real agents have failed past 10 objects in a request (LibreNMS's default); this many fit one frame as well. */
    static final int MOST = 10;

    private int most = MOST;
    /** What it answered at last; 0 when that is not in doubt. */
    private int answered;

    private boolean spoken;

    /** Begins with what another knows; what is learned here stays here. */
    static VariableLimit from(VariableLimit other) {
        VariableLimit limit = new VariableLimit();
        limit.most = other.most;
        limit.spoken = other.spoken;
        return limit;
    }

    int most() {
        return most;
    }

    /** It said that so many were too many. */
    void refused(int asked) {
        spoken = true;
        most = (asked + 1) / 2;
    }

    /** A question for so many came back. */
    void answered(int asked) {
        if (!spoken) {
            spoken = true;
            if (most < MOST) {
                answered = most;
                most = MOST;
            }
        } else if (answered > 0 && asked > answered) {
            answered = 0;
        }
    }

    /** A look at it, for so many at once, was missed. */
    void silent(int asked) {
        if (!spoken) {
            most = most > 1 ? most / 2 : MOST;
        } else if (answered > 0 && asked > answered) {
            most = answered;
            answered = 0;
        }
    }
}
