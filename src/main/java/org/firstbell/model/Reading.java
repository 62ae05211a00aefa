package org.firstbell.model;

/**
 * One fact out of one answer.
 *
 * @param about what the fact is about; a controller's answer speaks of its access points too
 * @param source where it was read: an OID, a JSON pointer, a port
 */
public record Reading(Target about, SignalName name, SignalValue value, String source) {}
