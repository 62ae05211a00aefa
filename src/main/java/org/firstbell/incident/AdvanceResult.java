package org.firstbell.incident;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;

/**
 * The result of one step of the incidents: events, and targets to poll at once.
 *
 * @param events in the order in which they happened
 * @param targetsToRecheck what must be asked for a sign of life at once, before anyone is told or an incident closes
 */
public record AdvanceResult(List<IncidentEvent> events, Set<Target> targetsToRecheck) {
    /** Nothing. */
    public static final AdvanceResult NONE = new AdvanceResult(List.of(), Set.of());

    public AdvanceResult {
        events = List.copyOf(events);
        targetsToRecheck = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(targetsToRecheck));
    }
}
