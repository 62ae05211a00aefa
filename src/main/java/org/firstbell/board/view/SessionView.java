package org.firstbell.board.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A session as REST and boards show it. The first components are the contract's; what follows {@code state} is for
 * walls and pages.
 *
 * @param state name of shape and colour, without {@code s-}
 * @param places the shown names of its rooms
 * @param why what is wrong, for the wall; empty while nothing is
 * @param freshUntil past it the page withdraws the state on its own
 * @param notSeen what nobody here can see
 * @param evidence how deep the evidence goes: "seen on Wi-Fi"
 * @param accepted staff accepted its risk
 */
public record SessionView(
        String id,
        String name,
        String platform,
        List<String> rooms,
        String start,
        String end,
        int students,
        String phase,
        String verdict,
        String word,
        String since,
        SeatCountsView seats,
        List<FindingView> reasons,
        String state,
        String title,
        String platformName,
        List<String> places,
        Optional<String> next,
        Optional<String> why,
        @JsonProperty("do") Optional<String> remedy,
        List<SessionRoomView> perRoom,
        Optional<String> freshUntil,
        List<String> notSeen,
        String evidence,
        List<String> incidents,
        Optional<String> secondLine,
        boolean smallGroup,
        boolean accepted) {

    /** Seats by state; {@code needed} are the students expected, {@code usable} the awake and fit. */
    public record SeatCountsView(
            int needed, int usable, int total, int awake, int resting, int missing, int unfit, int unknown) {}

    /** One room of the session. */
    public record SessionRoomView(String room, String verdict, String state, String word, int students, int usable) {}
}
