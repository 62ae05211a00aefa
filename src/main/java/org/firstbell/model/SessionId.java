package org.firstbell.model;

/** A test session, by its id in the configuration. */
public record SessionId(String value) implements Subject, Comparable<SessionId> {
    public SessionId {
        value = IdFormat.requireId(value, "session");
    }

    @Override
    public String kind() {
        return "session";
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
