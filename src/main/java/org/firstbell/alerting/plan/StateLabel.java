package org.firstbell.alerting.plan;

import java.util.Arrays;
import java.util.Optional;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;

/** The word in brackets that a subject begins with, with the shape and the colours that go with it. */
public enum StateLabel {
    INTERRUPTED("INTERRUPTED", "✕", "notready", 4),
    CHECK_ROOM("CHECK ROOM", "!", "check", 3),
    NOT_READY("NOT READY", "✕", "notready", 3),
    NO_DATA("NO DATA", "?", "unknown", 2),
    UNKNOWN("UNKNOWN", "?", "unknown", 2),
    AT_RISK("AT RISK", "▲", "risk", 1),
    STILL_NOT_READY("STILL NOT READY", "✕", "notready", 3),
    STILL_UNKNOWN("STILL UNKNOWN", "?", "unknown", 2),
    STILL_AT_RISK("STILL AT RISK", "▲", "risk", 1),
    READY_AGAIN("READY AGAIN", "✓", "ready", 0),
    TOMORROW("TOMORROW", "■", "plain", 0),
    TODAY("TODAY", "■", "plain", 0),
    SEVERAL("SEVERAL", "■", "plain", 0),
    TEST("TEST", "■", "plain", 0);

    private final String text;
    private final String symbol;
    private final String styleName;
    private final int severityRank;

    StateLabel(String text, String shape, String hook, int rank) {
        this.text = text;
        this.symbol = shape;
        this.styleName = hook;
        this.severityRank = rank;
    }

    /** As it stands in the brackets. */
    public String text() {
        return text;
    }

    /** The character that says it without colour. */
    public String symbol() {
        return symbol;
    }

    /** The name that templates hang colours on. */
    public String styleName() {
        return styleName;
    }

    /** How bad: 0 not at all, 4 worst. CHECK ROOM is NOT READY in a live session. */
    public int severityRank() {
        return severityRank;
    }

    /** The rank of a word; 0 of one that is not known. */
    public static int rankOf(String text) {
        return of(text).map(StateLabel::severityRank).orElse(0);
    }

    public static Optional<StateLabel> of(String text) {
        return Arrays.stream(values()).filter(tag -> tag.text.equals(text)).findFirst();
    }

    /** The tag of a session that wants somebody to act. */
    public static StateLabel of(SessionLabel label) {
        return switch (label) {
            case INTERRUPTED -> INTERRUPTED;
            case CHECK_ROOM -> CHECK_ROOM;
            case NOT_READY -> NOT_READY;
            case UNKNOWN -> UNKNOWN;
            case AT_RISK -> AT_RISK;
            default -> READY_AGAIN;
        };
    }

    /** The word that an open incident's severity stands for before a session has begun. */
    static StateLabel of(Incident incident) {
        if (incident.cause().kind() == Cause.CauseKind.MONITOR) {
            return NO_DATA;
        }
        return incident.severity() == Severity.BLOCKING ? NOT_READY : AT_RISK;
    }

    /** The word of the state itself: {@code NOT READY} of {@code STILL NOT READY}. */
    StateLabel withoutStill() {
        return switch (this) {
            case STILL_NOT_READY -> NOT_READY;
            case STILL_UNKNOWN -> UNKNOWN;
            case STILL_AT_RISK -> AT_RISK;
            default -> this;
        };
    }

    /** The tag of a session that something else holds once its first cause is gone. */
    public static StateLabel stillBad(StateLabel state) {
        return switch (state) {
            case AT_RISK -> STILL_AT_RISK;
            case UNKNOWN -> STILL_UNKNOWN;
            default -> STILL_NOT_READY;
        };
    }
}
