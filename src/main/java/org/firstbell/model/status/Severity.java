package org.firstbell.model.status;

/** The weight of a finding in a verdict. The order is from worst to mildest. */
public enum Severity {
    /** No session can start or go on with it. */
    BLOCKING,
    /** A session can start, at risk. */
    DEGRADING,
    /** Listed, never judged. */
    ADVISORY;

    /** The word of the API. */
    public String keyword() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The worse of the two. */
    public Severity worse(Severity other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
