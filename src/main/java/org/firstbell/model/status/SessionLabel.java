package org.firstbell.model.status;

/** The word that people read, which follows from verdict and phase; its hook is the name of shape and colour. */
public enum SessionLabel {
    INTERRUPTED("INTERRUPTED", "interrupted"),
    NOT_READY("NOT READY", "notready"),
    CHECK_ROOM("CHECK ROOM", "check"),
    UNKNOWN("UNKNOWN", "unknown"),
    AT_RISK("AT RISK", "risk"),
    IN_SESSION("IN SESSION", "insess"),
    ON_TRACK("ON TRACK", "ontrack"),
    READY("READY", "ready"),
    NOT_CHECKED("NOT CHECKED", "notchecked"),
    DONE("DONE", "done"),
    CANCELLED("CANCELLED", "cancelled");

    private final String text;
    private final String styleName;

    SessionLabel(String text, String hook) {
        this.text = text;
        this.styleName = hook;
    }

    /** As it is printed. */
    public String text() {
        return text;
    }

    /** The name that pages hang shape and colour on: {@code s-ready}, without its {@code s-}. */
    public String styleName() {
        return styleName;
    }

    /** Whether it wants somebody to act. */
    public boolean needsAction() {
        return ordinal() <= AT_RISK.ordinal();
    }

    /**
     * The word for a verdict in its phase (contract, Verdict of a session).
     *
     * @param cancelled staff took the session off the plan
     * @param checking the check window (24 h before the start) has opened
     * @param cut the path has been cut for 60 s without a break, or staff say so
     */
    public static SessionLabel of(
            Verdict verdict, SessionPhase phase, boolean cancelled, boolean checking, boolean cut) {
        if (cancelled) {
            return CANCELLED;
        }
        if (phase == SessionPhase.DONE) {
            return DONE;
        }
        if (!checking) {
            return NOT_CHECKED;
        }
        boolean live = phase == SessionPhase.LIVE;
        return switch (verdict) {
            case READY -> live ? IN_SESSION : READY;
            case ON_TRACK -> live ? IN_SESSION : ON_TRACK;
            case NOT_READY -> live ? (cut ? INTERRUPTED : CHECK_ROOM) : NOT_READY;
            case AT_RISK -> AT_RISK;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
