package org.firstbell.board.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** The parts of the board that are one of a kind. */
public final class BoardViewParts {
    private BoardViewParts() {}

    /** Name, zone and whom to call. */
    public record SchoolView(String name, String timezone, HelpView help, boolean showNames) {}

    /** The contact to call for help. */
    public record HelpView(String name, String phone) {}

    /** After a start, until every room was measured once. */
    public record StartupView(int checked, int of) {}

    /** The notice that Firstbell itself cannot see anything. */
    public record VisibilityLossView(String since, String sentence) {}

    /**
     * The one sentence that answers "are we ready?".
     *
     * @param lines the same sentence, longest first, for less and less space
     */
    public record VerdictView(
            String state, String word, String line, String second, List<String> lines, CountdownView countdown) {}

    /**
     * The moment that the number at the top right counts to or from.
     *
     * @param mode {@code starts}, {@code started}, {@code ends}, {@code down}, {@code date} or {@code none}
     */
    public record CountdownView(String mode, Optional<String> at, String label) {}

    /**
     * One thing that wants somebody, with all the sessions it hits.
     *
     * @param shared one cause above many rooms: the wall shows one card for all
     * @param quiet staff accepted the risk
     */
    public record CardView(
            String id,
            String state,
            String word,
            String place,
            List<String> places,
            List<String> sessions,
            List<String> rooms,
            String meta,
            String why,
            String whyFull,
            @JsonProperty("do") String remedy,
            @JsonProperty("doFull") String fullRemedy,
            String call,
            Optional<String> incident,
            Optional<IncidentView.OwnerView> owner,
            String since,
            boolean shared,
            boolean quiet) {}

    /** The path to the test; {@code links} has one entry less than {@code stops}. */
    public record PathToTestView(List<PathStopView> stops, List<String> links) {}

    /** One stop: {@code state} is ok, risk, notready, unknown, none or a session's state. */
    public record PathStopView(String kind, String name, String state, String words) {}

    /** The number of targets that were polled, and the age of the oldest answer. */
    public record FreshnessView(int checks, Optional<String> oldest, long maxAgeSeconds) {}

    /** The state of mail delivery as the board shows it. */
    public record MailStatusView(boolean working, Optional<String> sentence) {}

    /**
     * The state of the school's devices on a day without testing.
     *
     * @param seen testing devices seen in the last 24 h
     * @param notSeenDays testing devices last seen 3 days ago or longer
     */
    public record DeviceHealthView(
            int seen, int of, int notSeenDays, String network, String networkState, Optional<NextStartView> next) {}

    /** The session that starts next, and when. */
    public record NextStartView(String at, int rooms) {}

    /** The period without testing that the board is in. */
    public record IdleView(Optional<String> next, Optional<String> label) {}

    /** The result of the last attempt to reload the configuration. */
    public record ConfigStatusView(boolean lastReloadOk, Optional<String> sentence) {}
}
