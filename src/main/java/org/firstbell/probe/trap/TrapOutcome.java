package org.firstbell.probe.trap;

/** The result of receiving a trap or inform. */
public enum TrapOutcome {
    /** Its sender is asked at once. */
    LOOKED,
    /** Its sender was asked because of a trap a moment ago; it is asked once more when that is 5 s past. */
    MERGED,
    /** Believed, and no device of the inventory: forgotten. */
    UNKNOWN,
    /** Community, user or secret is none of ours, or the message is no trap. */
    REFUSED,
    /** No SNMP message. */
    UNREADABLE,
    /** Too many at once: not read at all. */
    DROPPED
}
