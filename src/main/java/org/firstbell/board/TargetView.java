package org.firstbell.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices and services as REST shows them. */
final class TargetView {
    private TargetView() {}

    /** A check's outcome on it. */
    record Check(String check, String outcome) {}

    /** A signal; {@code fresh} is false once it may not be believed any more. */
    record SignalView(Object value, String unit, String observedAt, boolean fresh) {}

    /**
     * A device.
     *
     * @param room the first of {@code rooms}
     * @param up empty while not measured
     * @param seat the state of its seat, if it has one
     * @param seenBy the device whose table it was last sighted in
     * @param lastSeenAt its last answer or sighting
     */
    record DeviceView(
            String id,
            String name,
            String kind,
            Optional<String> room,
            List<String> rooms,
            Optional<String> cart,
            Optional<String> slot,
            Optional<Boolean> up,
            Optional<String> seat,
            Optional<String> seenBy,
            Optional<String> lastSeenAt,
            List<String> path,
            List<Check> checks,
            List<ReasonView> reasons,
            Map<String, SignalView> signals,
            List<String> usableFor) {}

    /** A service outside the school. */
    record ServiceView(
            String id,
            String name,
            String kind,
            List<String> platforms,
            Optional<Boolean> up,
            Optional<String> lastSeenAt,
            List<Check> checks,
            List<ReasonView> reasons,
            Map<String, SignalView> signals,
            List<String> usableFor) {}
}
