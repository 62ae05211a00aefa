package org.firstbell.model.setup;

import java.util.Arrays;
import java.util.Optional;

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

    /** The kind of a word. */
    public static Optional<ServiceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.keyword.equals(word)).findFirst();
    }
}
