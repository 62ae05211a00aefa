package org.firstbell.model.status;

/** The state of one seat: a testing device in its room or cart. */
public enum SeatState {
    /** It answers or was sighted, and is fit. */
    AWAKE,
    /** Silent, and not yet due. */
    RESTING,
    /** Silent though due, or cut off. */
    MISSING,
    /** A blocking check fails on it. */
    UNFIT,
    /** Nobody can say: its source is stale, or it was never reached. */
    UNKNOWN
}
