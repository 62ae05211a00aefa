package org.firstbell.readiness.check;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.Phrase;
import org.firstbell.wording.Sentences;
import org.jspecify.annotations.Nullable;

/** Fills the {@code {places}} of a sentence from a data file. */
public final class SentenceTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9._:<>-]+)}");
    /** The longest sentence on pages and in mails: what to do may have 200 characters (board design, Words). */
    private static final int MAX_LENGTH = 200;

    private static final int MAX_WALL_LENGTH = 44;

    private SentenceTemplate() {}

    /** Both lengths, each place filled with what the function gives for its name; what it does not know stays away. */
    public static Phrase fill(Phrase template, Function<String, @Nullable String> value) {
        String full = fill(template.full(), value);
        String wall = fill(template.wall(), value);
        return new Phrase(shortened(wall, MAX_WALL_LENGTH), shortened(full, MAX_LENGTH));
    }

    static String fill(String template, Function<String, @Nullable String> value) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        Matcher place = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder(template.length() + 20);
        while (place.find()) {
            String text = value.apply(place.group(1));
            place.appendReplacement(filled, Matcher.quoteReplacement(text == null ? "" : text));
        }
        place.appendTail(filled);
        String text = filled.toString().replaceAll(" {2,}", " ").strip();
        return Sentences.capitalized(text);
    }

    /** At most so many characters, cut at a word. */
    public static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int cut = text.lastIndexOf(' ', longest - 1);
        String begun = text.substring(0, cut > longest / 2 ? cut : longest - 1);
        return begun.replaceFirst("[\\s.,;:]+$", "") + "…";
    }
}
