package org.firstbell.model.status;

/**
 * Seats of a session or room, counted.
 *
 * @param needed students expected
 * @param usable awake and fit seats
 * @param total all seats in use
 */
public record SeatCounts(
        int needed, int usable, int total, int awake, int resting, int missing, int unfit, int unknown) {
    /** The sum of two rooms. */
    public SeatCounts plus(SeatCounts other) {
        return new SeatCounts(
                needed + other.needed,
                usable + other.usable,
                total + other.total,
                awake + other.awake,
                resting + other.resting,
                missing + other.missing,
                unfit + other.unfit,
                unknown + other.unknown);
    }
}
