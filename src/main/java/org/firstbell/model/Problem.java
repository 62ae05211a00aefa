package org.firstbell.model;

/**
 * A mistake of an operator, with its place, what is wrong and what would be right.
 *
 * @param path the key's path, such as {@code devices[3].kind}; empty for a whole file
 * @param hint the remedy; may be empty
 */
public record Problem(Origin origin, String path, String message, String hint) {
    /** One line: {@code file:line:column: path: what is wrong (hint)}. */
    public String line() {
        String where = path.isEmpty() ? origin + ": " : origin + ": " + path + ": ";
        return where + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
