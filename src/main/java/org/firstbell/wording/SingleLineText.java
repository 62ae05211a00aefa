package org.firstbell.wording;

import java.util.regex.Pattern;

/** Text of devices, files and people made safe for a header or a sentence: one line, nothing that hides or turns text. */
public final class SingleLineText {
    /** Controls, line and paragraph ends, and the marks that change the direction of text (UAX #9). */
    private static final Pattern UNSAFE_CHARACTERS =
            Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private SingleLineText() {}

    public static String singleLine(String text) {
        String harmless = UNSAFE_CHARACTERS.matcher(text).replaceAll(" ");
        return WHITESPACE
                .matcher(withoutLoneSurrogates(harmless))
                .replaceAll(" ")
                .strip();
    }

    /** Without halves of characters beyond the basic plane, which no encoding of mail can carry. */
    private static String withoutLoneSurrogates(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** One line of at most so many characters; what is cut off leaves an ellipsis. */
    public static String singleLine(String text, int most) {
        String line = singleLine(text);
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        int end = line.offsetByCodePoints(0, Math.max(most - 1, 0));
        int space = line.lastIndexOf(' ', end);
        String cut = line.substring(0, space > end * 2 / 3 ? space : end);
        return cut.replaceFirst("[\\s.,;:]+$", "") + "…";
    }

    /** Without its final full stop, as a part of a longer line. */
    public static String withoutFullStop(String text) {
        String line = singleLine(text);
        return line.endsWith(".") && !line.endsWith("..") ? line.substring(0, line.length() - 1) : line;
    }

    /** With a full stop, as a sentence of its own. */
    public static String asSentence(String text) {
        String line = singleLine(text);
        return line.isEmpty() || line.matches(".*[.!?…]$") ? line : line + ".";
    }
}
