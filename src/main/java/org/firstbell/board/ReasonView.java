package org.firstbell.board;

import java.util.List;
import java.util.Optional;

/** A check that does not pass, with its sentence, its remedy and what it rests on. */
record ReasonView(
        String check,
        String severity,
        SubjectView subject,
        String message,
        String remedy,
        String since,
        List<EvidenceView> evidence) {

    /** What it is about. */
    record SubjectView(String kind, String id) {}

    /** A value behind it; {@code limit} is the one it passed. */
    record EvidenceView(String signal, Object value, Optional<String> limit, String observedAt) {}
}
