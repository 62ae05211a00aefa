package org.firstbell.board.web;

/** The result of a staff action. */
public sealed interface StaffActionResult {
    /** The result of an action that was accepted. */
    record Applied() implements StaffActionResult {}

    /**
     * There is no such session or incident any more.
     *
     * @param sentence for the person who asked
     */
    record NotFound(String sentence) implements StaffActionResult {}

    /**
     * It cannot hold as things are.
     *
     * @param sentence for the person who asked
     */
    record Conflict(String sentence) implements StaffActionResult {}
}
