package org.firstbell.board;

import java.util.List;
import java.util.Optional;
import org.firstbell.model.Finding;

/** A check that does not pass, with its sentence, its remedy and what it rests on. */
record ReasonView(
        String check,
        String severity,
        SubjectView subject,
        String message,
        String remedy,
        String since,
        List<EvidenceView> evidence) {

    static ReasonView of(Finding finding, SchoolTime time) {
        return new ReasonView(
                finding.check().value(),
                finding.severity().word(),
                new SubjectView(finding.subject().kind(), finding.subject().value()),
                finding.message().full(),
                finding.remedy().full(),
                time.rfc3339(finding.since()),
                finding.evidence().stream()
                        .map(evidence -> new EvidenceView(
                                evidence.signal().value(),
                                plain(evidence.value()),
                                evidence.limit(),
                                time.rfc3339(evidence.observedAt())))
                        .toList());
    }

    /** Whole numbers without a fraction; everything else as it is. */
    static Object plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        return value;
    }

    /** What it is about. */
    record SubjectView(String kind, String id) {}

    /** A value behind it; {@code limit} is the one it passed. */
    record EvidenceView(String signal, Object value, Optional<String> limit, String observedAt) {}
}
