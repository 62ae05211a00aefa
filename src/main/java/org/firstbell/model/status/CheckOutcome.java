package org.firstbell.model.status;

/** The outcome of one check on one target. UNKNOWN (no fresh data) is never good news. */
public enum CheckOutcome {
    PASS,
    FAIL,
    UNKNOWN
}
