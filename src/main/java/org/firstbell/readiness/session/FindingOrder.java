package org.firstbell.readiness.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.Severity;

/** The order in which reasons are told: what blocks, what nobody can tell, what degrades, what is only listed. */
final class FindingOrder {
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparingInt(FindingOrder::rank);

    private FindingOrder() {}

    private static int rank(Finding finding) {
        boolean unknown = finding.outcome() == CheckOutcome.UNKNOWN;
        if (finding.severity() == Severity.ADVISORY) {
            return unknown ? 4 : 3;
        }
        return unknown ? 1 : finding.severity() == Severity.BLOCKING ? 0 : 2;
    }

    /** Worst first; equals stay in their order. */
    static List<Finding> sorted(Collection<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(WORST_FIRST);
        return List.copyOf(sorted);
    }

    /** Worst first, each check on each subject once, as its worst. */
    static List<Finding> distinct(Collection<Finding> findings) {
        Map<List<Object>, Finding> once = new LinkedHashMap<>();
        for (Finding finding : sorted(findings)) {
            once.putIfAbsent(List.of(finding.check(), finding.subject(), finding.outcome()), finding);
        }
        return List.copyOf(once.values());
    }
}
