package org.firstbell.model;

/** A readiness check, by the name that remedies and documents are anchored to. */
public record CheckId(String value) implements Comparable<CheckId> {
    public CheckId {
        value = IdFormat.requireId(value, "check");
    }

    @Override
    public int compareTo(CheckId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
