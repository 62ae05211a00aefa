package org.firstbell.readiness;

import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.Finding;
import org.firstbell.model.Severity;

/** What is found on the things that a room's seats share, by its weight in the verdict. Filled by one judgement. */
final class Shared {
    final List<Finding> blocking = new ArrayList<>();
    final List<Finding> unknown = new ArrayList<>();
    final List<Finding> degrading = new ArrayList<>();
    final List<Finding> listed = new ArrayList<>();

    void add(Finding finding) {
        if (finding.severity() == Severity.ADVISORY) {
            listed.add(finding);
        } else if (finding.outcome() == CheckOutcome.UNKNOWN) {
            unknown.add(finding);
        } else if (finding.severity() == Severity.BLOCKING) {
            blocking.add(finding);
        } else {
            degrading.add(finding);
        }
    }

    /** Nothing shared fails or is unknown. */
    boolean well() {
        return blocking.isEmpty() && unknown.isEmpty() && degrading.isEmpty();
    }

    /** All of it, worst first. */
    List<Finding> all() {
        List<Finding> all = new ArrayList<>(blocking);
        all.addAll(unknown);
        all.addAll(degrading);
        all.addAll(listed);
        return all;
    }
}
