package org.firstbell.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.firstbell.model.Phrase;

/**
 * Rules of grammar that a machine can hold sentences against, and the reviewed file that holds all of them. Used by the
 * tests that render every sentence.
 */
public final class GrammarRules {
    private static final Path MADE = Path.of("target", "wording");
    private static final Path REVIEWED = Path.of("src", "test", "resources", "wording");
    private static final String NOUN =
            "(?:device|seat|computer|Chromebook|tablet|student|room|session|minute|hour|day)";

    private static final Map<String, Pattern> FAULTS = new LinkedHashMap<>();

    static {
        fault("two spaces or a space at an end", "^\\s|\\s$| {2}");
        fault("a space before a stop", " [.,;:?…)]");
        fault("two stops", "[.?…,;:][.?…,;:]");
        fault("two articles", "(?i)\\b(?:a|an|the) (?:a|an|the)\\b");
        fault("a for an", "(?i)\\ba [aeiou]");
        fault("an for a", "(?i)\\ban [^aeiou]");
        fault("a word twice", "(?i)\\b(\\p{L}+) \\1\\b(?!-)");
        fault("a place that is not filled", "[{}]|\\bnull\\b");
        fault("one of many", "(?<![\\d.:] )(?<![\\d.])\\b1 " + NOUN + "s\\b");
        fault("many of one", "(?<![\\d:.])\\b(?:0|[2-9]|\\d{2,}) " + NOUN + "\\b(?! (?:of|\\d))");
        fault("one are", "(?<!of )\\b1 (?:of \\d+ )?" + NOUN + "s? (?:are|come|have)\\b");
        fault("many is", "(?<!of |in )\\b(?:0|[2-9]|\\d{2,}) (?:of \\d+ )?" + NOUN + "s? (?:is|comes|has)\\b");
        fault("no capital at the beginning of a sentence", "[.?] [a-z]");
        fault("a blank sentence", "^$|^[.?]");
    }

    private GrammarRules() {}

    private static void fault(String name, String pattern) {
        FAULTS.put(name, Pattern.compile(pattern));
    }

    /** The faults of a text, by their names. */
    public static List<String> faults(String text) {
        List<String> found = new ArrayList<>();
        FAULTS.forEach((name, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(name + ": " + text);
            }
        });
        return found;
    }

    /** The faults of a sentence in both lengths. */
    public static List<String> faults(Phrase phrase, int mostWall, int mostFull) {
        List<String> found = new ArrayList<>(faults(phrase.wall()));
        found.addAll(faults(phrase.full()));
        if (!phrase.full().matches("(?s).*[.?…]")) {
            found.add("no stop at the end: " + phrase.full());
        }
        if (phrase.wall().length() > mostWall || phrase.full().length() > mostFull) {
            found.add("too long: " + phrase);
        }
        return found;
    }

    /** Holds that the lines are those of the reviewed file; the new ones are left in {@code target/wording}. */
    public static void holdReviewed(String file, List<String> lines) throws IOException {
        Files.createDirectories(MADE);
        Files.write(MADE.resolve(file), lines);
        assertThat(REVIEWED.resolve(file))
                .as("read target/wording/%s, and copy it over when every sentence in it is right", file)
                .exists()
                .hasContent(String.join("\n", lines));
    }
}
