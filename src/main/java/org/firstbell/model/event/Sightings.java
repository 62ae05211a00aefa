package org.firstbell.model.event;

import java.util.List;
import org.firstbell.model.DeviceId;
import org.firstbell.model.status.Sighting;

/**
 * The clients that one reading of a client table saw. Clients that the inventory does not name are counted and
 * forgotten.
 *
 * @param complete whether the table was read to its end: only then does absence mean anything
 */
public record Sightings(DeviceId seenBy, List<Sighting> sightings, int unknownCount, boolean complete) {
    public Sightings {
        sightings = List.copyOf(sightings);
    }
}
