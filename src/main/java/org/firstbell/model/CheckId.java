package org.firstbell.model;

/** A readiness check, by the name that remedies and documents are anchored to. */
public record CheckId(String value) implements Comparable<CheckId> {
    /** The built-in check that a target answers. */
    public static final CheckId ANSWERS = new CheckId("answers");

    /** The built-in check that a room has seats enough. */
    public static final CheckId SEATS = new CheckId("seats");

    /** The built-in check that a room's path to the network is whole. */
    public static final CheckId PATH = new CheckId("path");

    /** The built-in check that some independent anchor answers. */
    public static final CheckId INTERNET = new CheckId("internet");

    /** The built-in check that a session has the spares it asks for. */
    public static final CheckId SPARES = new CheckId("spares");

    /** The built-in check that no limit will be passed before the end. */
    public static final CheckId FORECAST = new CheckId("forecast");

    /** The built-in check that Firstbell itself can see. */
    public static final CheckId SELF_VISIBILITY = new CheckId("sight");

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
