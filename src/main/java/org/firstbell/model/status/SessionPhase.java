package org.firstbell.model.status;

/** The phase of a session within its day. */
public enum SessionPhase {
    /** More than 24 h before its start. */
    AHEAD,
    /** Within 24 h of its start. */
    TODAY,
    /** Within 60 min of its start. */
    SOON,
    /** Started and not over. */
    LIVE,
    /** Staff finished it, or its overrun has passed. */
    DONE;

    /** The word of the API. */
    public String keyword() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
