package org.firstbell.probe;

/**
 * One query of a probe.
 *
 * @param name unique within the probe, such as {@code system}, {@code clients}, {@code 4480}
 * @param liveness whether its answer shows that the target lives; missed, it is looked at again at once
 */
public record Query(String name, boolean liveness, QueryPace pace) {
    /** The interval at which a query falls due. */
    public enum QueryPace {
        /** At the pace of the sessions that it is near to. */
        SESSION,
        /** A controller's table: every 30 s. */
        CONTROLLER,
        /** A table: as {@link #SESSION}, but at most once a minute on a device that students use. */
        TABLE,
        /** Software lists and neighbours: hourly, after a reboot, and when a session becomes soon. */
        HOURLY
    }
}
