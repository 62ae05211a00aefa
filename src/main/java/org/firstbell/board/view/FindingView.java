package org.firstbell.board.view;

import java.util.List;
import java.util.Optional;
import org.firstbell.model.status.Finding;
import org.firstbell.wording.SchoolTimeFormat;

/** A check that does not pass, with its sentence, its remedy and what it rests on. */
public record FindingView(
        String check,
        String severity,
        SubjectView subject,
        String message,
        String remedy,
        String since,
        List<EvidenceView> evidence) {

    public static FindingView of(Finding finding, SchoolTimeFormat time) {
        return new FindingView(
                finding.check().value(),
                finding.severity().keyword(),
                new SubjectView(finding.subject().kind(), finding.subject().value()),
                finding.message().full(),
                finding.remedy().full(),
                time.rfc3339(finding.since()),
                finding.evidence().stream()
                        .map(evidence -> new EvidenceView(
                                evidence.signal().value(),
                                withoutFraction(evidence.value()),
                                evidence.limit(),
                                time.rfc3339(evidence.observedAt())))
                        .toList());
    }

    /** Whole numbers without a fraction; everything else as it is. */
    public static Object withoutFraction(Object value) {
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
