package org.firstbell.model;

/** A service outside the school, by its id in the configuration. */
public record ServiceId(String value) implements Target, Comparable<ServiceId> {
    public ServiceId {
        value = IdFormat.requireId(value, "service");
    }

    @Override
    public String kind() {
        return "service";
    }

    @Override
    public int compareTo(ServiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
