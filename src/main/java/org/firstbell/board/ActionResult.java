package org.firstbell.board;

/** What came of a staff action. */
public sealed interface ActionResult {
    /** It holds. */
    record Done() implements ActionResult {}

    /**
     * There is no such session or incident any more.
     *
     * @param sentence for the person who asked
     */
    record NotFound(String sentence) implements ActionResult {}

    /**
     * It cannot hold as things are.
     *
     * @param sentence for the person who asked
     */
    record Conflict(String sentence) implements ActionResult {}
}
