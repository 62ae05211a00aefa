package org.firstbell.model;

import java.util.List;

/**
 * What one reading of a table of clients saw. Clients that the inventory does not name are counted and forgotten.
 *
 * @param whole whether the table was read to its end: only then does absence mean anything
 */
public record Sightings(DeviceId seenBy, List<Sighting> seen, int unnamed, boolean whole) {
    public Sightings {
        seen = List.copyOf(seen);
    }
}
