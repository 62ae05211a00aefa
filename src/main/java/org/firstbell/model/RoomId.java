package org.firstbell.model;

/** A room in which sessions are held, by its id in the configuration. */
public record RoomId(String value) implements Subject, Comparable<RoomId> {
    public RoomId {
        value = IdFormat.requireId(value, "room");
    }

    @Override
    public String kind() {
        return "room";
    }

    @Override
    public int compareTo(RoomId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
