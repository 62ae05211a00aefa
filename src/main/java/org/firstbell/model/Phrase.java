package org.firstbell.model;

/**
 * One thing said in two lengths, so that wall, page and mail say the same.
 *
 * @param wall at most 44 characters where the facts allow
 * @param full at most 120 characters for what is wrong, 200 for what to do
 */
public record Phrase(String wall, String full) {
    /** The same text in both lengths. */
    public static Phrase same(String text) {
        return new Phrase(text, text);
    }
}
