package org.firstbell.model.status;

import java.time.Instant;
import java.util.List;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.Subject;

/**
 * A check that does not pass on a subject, with its sentence, its remedy and its evidence.
 *
 * @param outcome FAIL or UNKNOWN
 * @param since when it first failed, before its confirmation
 */
public record Finding(
        CheckId check,
        CheckOutcome outcome,
        Severity severity,
        Subject subject,
        Instant since,
        Phrase message,
        Phrase remedy,
        List<Evidence> evidence) {
    public Finding {
        evidence = List.copyOf(evidence);
        if (outcome == CheckOutcome.PASS) {
            throw new IllegalArgumentException("a check that passes is no finding");
        }
    }
}
