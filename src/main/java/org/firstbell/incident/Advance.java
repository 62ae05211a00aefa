package org.firstbell.incident;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Target;

/**
 * What one step of time or news brought.
 *
 * @param events in the order in which they happened
 * @param looks what must be asked for a sign of life at once, before anyone is told or an incident closes
 */
public record Advance(List<IncidentEvent> events, Set<Target> looks) {
    /** Nothing. */
    public static final Advance NOTHING = new Advance(List.of(), Set.of());

    public Advance {
        events = List.copyOf(events);
        looks = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(looks));
    }
}
