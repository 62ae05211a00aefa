package org.firstbell.model;

/** A school of this daemon, by its id in the configuration. */
public record SchoolId(String value) implements Subject, Comparable<SchoolId> {
    public SchoolId {
        value = IdFormat.requireId(value, "school");
    }

    @Override
    public String kind() {
        return "school";
    }

    @Override
    public int compareTo(SchoolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
