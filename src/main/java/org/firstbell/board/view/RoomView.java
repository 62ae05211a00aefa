package org.firstbell.board.view;

import java.util.List;
import java.util.Optional;

/**
 * A room with its seats as walls and pages draw them.
 *
 * @param boardName what walls show
 * @param columns seats in a row; empty when nobody told
 * @param legend the plan in words
 * @param sessions the sessions of today that use it, by start
 */
public record RoomView(
        String id,
        String name,
        String boardName,
        int order,
        List<SeatView> seats,
        Optional<Integer> columns,
        String caption,
        String legend,
        List<NetworkDeviceView> units,
        List<String> sessions) {

    /** One seat: {@code state} is ready, risk, notready, unknown, resting, spare or notinuse. */
    public record SeatView(String slot, String device, String state, String label) {}

    /** An access point or switch that carries the room. */
    public record NetworkDeviceView(String device, String name, String state, String words) {}
}
