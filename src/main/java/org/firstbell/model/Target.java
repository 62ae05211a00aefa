package org.firstbell.model;

import java.util.function.Function;

/** Something that is asked or sighted and carries signals: a device of the school or a service outside it. */
public sealed interface Target extends Subject permits DeviceId, ServiceId {
    /** What one of the two functions makes of it. */
    <R> R match(Function<DeviceId, R> ofDevice, Function<ServiceId, R> ofService);
}
