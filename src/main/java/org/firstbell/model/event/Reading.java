package org.firstbell.model.event;

import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;

/**
 * One fact out of one answer.
 *
 * @param target what the fact is about; a controller's answer speaks of its access points too
 * @param source where it was read: an OID, a JSON pointer, a port
 */
public record Reading(Target target, SignalName name, SignalValue value, String source) {}
