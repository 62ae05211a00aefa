package org.firstbell.model;

import java.util.function.Function;

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

    @Override
    public <R> R match(Function<DeviceId, R> ofDevice, Function<ServiceId, R> ofService) {
        return ofDevice.apply(this);
    }
}
