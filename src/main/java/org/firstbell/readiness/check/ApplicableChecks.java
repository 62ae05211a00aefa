package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.SignalName;

/** The checks of one kind of target, and which of them a signal can change. Immutable; shared by all of the kind. */
public final class ApplicableChecks {
    private static final int[] NONE = {};

    private final List<CompiledCheck> checks;
    private final Map<SignalName, int[]> indexesByInput = new HashMap<>();

    ApplicableChecks(List<CompiledCheck> checks) {
        this.checks = List.copyOf(checks);
        Map<SignalName, List<Integer>> readers = new HashMap<>();
        for (int i = 0; i < checks.size(); i++) {
            for (SignalName input : checks.get(i).inputSignals()) {
                readers.computeIfAbsent(input, name -> new ArrayList<>()).add(i);
            }
        }
        readers.forEach((name, places) -> indexesByInput.put(
                name, places.stream().mapToInt(Integer::intValue).toArray()));
    }

    public List<CompiledCheck> checks() {
        return checks;
    }

    /** The places in {@link #checks} of those that read the signal. Not to be changed. */
    public int[] indexesReading(SignalName signal) {
        return indexesByInput.getOrDefault(signal, NONE);
    }
}
