package org.firstbell.model;

/**
 * A mistake of an operator, with its place, what is wrong and what would be right.
 *
 * @param path the key's path, such as {@code devices[3].kind}; empty for a whole file
 * @param hint the remedy; may be empty
 */
public record Problem(Origin origin, String path, String message, String hint) {
    /** One line: {@code file:line:column: path: what is wrong (hint)}; control characters in it are written out. */
    public String line() {
        String where = path.isEmpty() ? origin + ": " : origin + ": " + path + ": ";
        return printable(where + message + (hint.isEmpty() ? "" : " (" + hint + ")"));
    }

    /** What stands in a file or comes from a device must not move a terminal's cursor or begin a line of its own. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (hidden) {
                shown.append(String.format(java.util.Locale.ROOT, "\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
