package org.firstbell.model.setup;

/** Whether a device counts; only {@code in-use} does. */
public enum DeviceState {
    IN_USE,
    REPAIR,
    LOANER,
    RETIRED
}
