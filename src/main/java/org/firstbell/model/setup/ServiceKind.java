package org.firstbell.model.setup;

import java.util.Arrays;
import java.util.Optional;

/** What a service outside the school is. */
public enum ServiceKind {
    VENDOR("vendor"),
    INTERNET("internet"),
    DNS("dns"),
    STATUS_PAGE("status-page"),
    LMS("lms");

    private final String word;

    ServiceKind(String word) {
        this.word = word;
    }

    /** The word of configuration and API. */
    public String word() {
        return word;
    }

    /** The kind of a word. */
    public static Optional<ServiceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
