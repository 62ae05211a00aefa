package org.firstbell.readiness;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.Words;
import org.jspecify.annotations.Nullable;

/** Fills the {@code {places}} of a sentence from a data file. */
final class Sentence {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9._:<>-]+)}");
    /** The longest sentence on pages and in mails: what to do may have 200 characters (board design, Words). */
    private static final int LONGEST = 200;

    private static final int WALL = 44;

    private Sentence() {}

    /** Both lengths, each place filled with what the function gives for its name; what it does not know stays away. */
    static Words fill(Words template, Function<String, @Nullable String> value) {
        String full = fill(template.full(), value);
        String wall = fill(template.wall(), value);
        return new Words(shortened(wall, WALL), shortened(full, LONGEST));
    }

    static String fill(String template, Function<String, @Nullable String> value) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        Matcher place = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder(template.length() + 20);
        while (place.find()) {
            String text = value.apply(place.group(1));
            place.appendReplacement(filled, Matcher.quoteReplacement(text == null ? "" : text));
        }
        place.appendTail(filled);
        String text = filled.toString().replaceAll(" {2,}", " ").strip();
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** At most so many characters, cut at a word. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int cut = text.lastIndexOf(' ', longest - 1);
        return text.substring(0, cut > longest / 2 ? cut : longest - 1).stripTrailing() + "…";
    }
}
