package org.firstbell.demo;

/**
 * One device of the simulated school with its place in the configuration.
 *
 * @param yaml its entry without id and probe, as flow mapping content
 */
record DemoDevice(SimulatedDevice simulated, String yaml, String address, DemoDeviceRole role) {
    /** What it plays. */
    enum DemoDeviceRole {
        COMPUTER,
        SWITCH,
        ACCESS_POINT,
        CONTROLLER,
        CACHE,
        KIOSK
    }
}
