package org.firstbell.model.setup;

/** The kind of a service outside the school. */
public enum ServiceKind {
    VENDOR("vendor"),
    INTERNET("internet"),
    DNS("dns"),
    STATUS_PAGE("status-page"),
    LMS("lms");

    private final String keyword;

    ServiceKind(String word) {
        this.keyword = word;
    }

    /** The word of configuration and API. */
    public String keyword() {
        return keyword;
    }
}
