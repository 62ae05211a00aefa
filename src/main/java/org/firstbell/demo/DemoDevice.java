package org.firstbell.demo;

/**
 * One device of the simulated school with its place in the configuration.
 *
 * @param yaml its entry without id and probe, as flow mapping content
 */
record DemoDevice(SimDevice sim, String yaml, String address, Role role) {
    /** What it plays. */
    enum Role {
        COMPUTER,
        SWITCH,
        ACCESS_POINT,
        CONTROLLER,
        CACHE,
        KIOSK
    }
}
