package org.firstbell.model.status;

/** The verdict of a room, session or school, from worst to best. */
public enum Verdict {
    NOT_READY,
    UNKNOWN,
    AT_RISK,
    ON_TRACK,
    READY;

    /** The worse of the two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
