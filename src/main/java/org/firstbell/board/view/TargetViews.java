package org.firstbell.board.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices and services as REST shows them. */
public final class TargetViews {
    private TargetViews() {}

    /** A check's outcome on it. */
    public record CheckView(String check, String outcome) {}

    /** A signal; {@code fresh} is false once it may not be believed any more. */
    public record SignalView(Object value, String unit, String observedAt, boolean fresh) {}

    /**
     * A device as the API describes it.
     *
     * @param room the first of {@code rooms}
     * @param up empty while not measured
     * @param seat the state of its seat, if it has one
     * @param seenBy the device whose table it was last sighted in
     * @param lastSeenAt its last answer or sighting
     */
    public record DeviceView(
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
            List<CheckView> checks,
            List<FindingView> reasons,
            Map<String, SignalView> signals,
            List<String> usableFor) {}

    /** A service outside the school. */
    public record ServiceView(
            String id,
            String name,
            String kind,
            List<String> platforms,
            Optional<Boolean> up,
            Optional<String> lastSeenAt,
            List<CheckView> checks,
            List<FindingView> reasons,
            Map<String, SignalView> signals,
            List<String> usableFor) {}
}
