package org.firstbell.readiness.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.Severity;

/** What is found on the things that a room's seats share, by its weight in the verdict. Filled by one judgement. */
final class SharedFindings {
    final List<Finding> blocking = new ArrayList<>();
    final List<Finding> unknown = new ArrayList<>();
    final List<Finding> degrading = new ArrayList<>();
    final List<Finding> advisory = new ArrayList<>();

    void add(Finding finding) {
        if (finding.severity() == Severity.ADVISORY) {
            advisory.add(finding);
        } else if (finding.outcome() == CheckOutcome.UNKNOWN) {
            unknown.add(finding);
        } else if (finding.severity() == Severity.BLOCKING) {
            blocking.add(finding);
        } else {
            degrading.add(finding);
        }
    }

    /** Whether nothing shared failed or was unknown at an instant: what began later explains nothing of before. */
    boolean wasHealthy(Instant at) {
        return Stream.of(blocking, unknown, degrading)
                .flatMap(List::stream)
                .allMatch(finding -> finding.since().isAfter(at));
    }

    /** All of it, worst first. */
    List<Finding> all() {
        List<Finding> all = new ArrayList<>(blocking);
        all.addAll(unknown);
        all.addAll(degrading);
        all.addAll(advisory);
        return all;
    }
}
