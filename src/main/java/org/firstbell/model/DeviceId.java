package org.firstbell.model;

/** A device that the inventory names, by its id in the configuration. */
public record DeviceId(String value) implements Target, Comparable<DeviceId> {
    public DeviceId {
        value = IdFormat.requireId(value, "device");
    }

    @Override
    public String kind() {
        return "device";
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
