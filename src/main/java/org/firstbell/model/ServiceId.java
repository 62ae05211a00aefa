package org.firstbell.model;

import java.util.function.Function;

/** A service outside the school, by its id in the configuration. */
public record ServiceId(String value) implements Target, Comparable<ServiceId> {
    /** The internet as a subject: all anchors together. */
    public static final ServiceId INTERNET = new ServiceId("internet");

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

    @Override
    public <R> R match(Function<DeviceId, R> ofDevice, Function<ServiceId, R> ofService) {
        return ofService.apply(this);
    }
}
