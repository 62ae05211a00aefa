package org.firstbell.model;

/** How a check came out. UNKNOWN (no fresh data) is never good news. */
public enum CheckOutcome {
    PASS,
    FAIL,
    UNKNOWN
}
