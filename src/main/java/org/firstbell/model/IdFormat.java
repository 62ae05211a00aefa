package org.firstbell.model;

import java.util.regex.Pattern;

/** The shape every id has: 1 to 100 characters, letters, digits, {@code . _ -}, beginning with a letter or digit. */
final class IdFormat {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private IdFormat() {}

    static String requireId(String text, String what) {
        if (!isId(text)) {
            throw new IllegalArgumentException(
                    what + " id '" + text
                            + "' is not 1 to 100 letters, digits, dots, dashes or underscores beginning with a letter or digit");
        }
        return text;
    }

    static boolean isId(String text) {
        return SHAPE.matcher(text).matches();
    }
}
