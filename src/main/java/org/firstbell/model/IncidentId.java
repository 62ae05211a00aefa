package org.firstbell.model;

/** An incident's number, counted from 1 in the store; people read it as {@code #42}. */
public record IncidentId(long number) implements Comparable<IncidentId> {
    public IncidentId {
        if (number < 1) {
            throw new IllegalArgumentException("incident numbers begin at 1, not " + number);
        }
    }

    @Override
    public int compareTo(IncidentId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
