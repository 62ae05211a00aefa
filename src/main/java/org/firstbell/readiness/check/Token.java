package org.firstbell.readiness.check;

/**
 * A word, number, text or sign of a condition, with its place.
 *
 * @param text as written; of a text what stands between its quotes
 * @param line from 1, within the condition
 * @param column from 1
 */
record Token(Kind kind, String text, int line, int column) {
    /** The kinds of tokens; {@code UNREADABLE} is a character, or an open quote, that has no place in a condition. */
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        UNREADABLE,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
