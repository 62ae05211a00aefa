package org.firstbell.board;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** The parts of the board that are one of a kind. */
final class BoardParts {
    private BoardParts() {}

    /** Name, zone and whom to call. */
    record SchoolPart(String name, String timezone, Help help, boolean showNames) {}

    /** Whom to call. */
    record Help(String name, String phone) {}

    /** After a start, until every room was measured once. */
    record Starting(int checked, int of) {}

    /** Firstbell cannot see. */
    record Blind(String since, String sentence) {}

    /**
     * The one sentence that answers "are we ready?".
     *
     * @param lines the same sentence, longest first, for less and less space
     */
    record VerdictBand(
            String state, String word, String line, String second, List<String> lines, CountdownPart countdown) {}

    /**
     * What the number at the top right counts to or from.
     *
     * @param mode {@code starts}, {@code started}, {@code ends}, {@code down}, {@code date} or {@code none}
     */
    record CountdownPart(String mode, Optional<String> at, String label) {}

    /**
     * One thing that wants somebody, with all the sessions it hits.
     *
     * @param shared one cause above many rooms: the wall shows one card for all
     * @param quiet staff accepted the risk
     */
    record Card(
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
            @JsonProperty("do") String todo,
            @JsonProperty("doFull") String todoFull,
            String call,
            Optional<String> incident,
            Optional<IncidentView.OwnerView> owner,
            String since,
            boolean shared,
            boolean quiet) {}

    /** The path to the test; {@code links} has one entry less than {@code stops}. */
    record Lifeline(List<Stop> stops, List<String> links) {}

    /** One stop: {@code state} is ok, risk, notready, unknown, none or a session's state. */
    record Stop(String kind, String name, String state, String words) {}

    /** How much was looked at, and how old the oldest of it is. */
    record FreshnessPart(int checks, Optional<String> oldest, long maxAgeSeconds) {}

    /** Whether mail gets out. */
    record MailPart(boolean working, Optional<String> sentence) {}

    /**
     * How the school's devices are on a day without testing.
     *
     * @param seen testing devices seen in the last 24 h
     * @param notSeenDays testing devices last seen 3 days ago or longer
     */
    record Health(int seen, int of, int notSeenDays, String network, String networkState, Optional<Next> next) {}

    /** The next start. */
    record Next(String at, int rooms) {}

    /** Hours without testing. */
    record Idle(Optional<String> next, Optional<String> label) {}

    /** Whether the last change of the configuration was taken. */
    record ConfigPart(boolean lastReloadOk, Optional<String> sentence) {}
}
