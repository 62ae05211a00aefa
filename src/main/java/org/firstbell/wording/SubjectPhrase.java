package org.firstbell.wording;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.Phrase;

/**
 * The words of a subject line that say what is wrong: without the place, which stands before them, and without counts,
 * which change while the subject stays. Several lengths, so that whole words fit.
 */
public final class SubjectPhrase {
    /** "3 of 28 laptops are …", "30 Chromebooks …"; counts of one thing become an article. */
    private static final Pattern LEADING_COUNT =
            Pattern.compile("^(?:(?:all|only) )?(\\d+) (?:of \\d+ )?([\\p{L}-]+)( .*)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern COPULA = Pattern.compile(" (?:is|are) (?=\\p{L})");
    private static final Pattern CLAUSE_END = Pattern.compile("[:;(]|, | - | that | behind ");
    private static final Set<String> DANGLING = Set.of(
            "a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "by", "and", "or", "is", "are", "has",
            "have", "not", "its", "it", "from", "one", "than", "does", "do", "be", "no", "only", "too", "more", "that");

    private SubjectPhrase() {}

    /**
     * The ways to say it, best first, without a full stop at the end.
     *
     * @param place what stands before it and is not said again
     * @param briefly the last resort, in very few words
     */
    public static List<String> candidates(Phrase what, String place, String briefly) {
        Set<String> ways = new LinkedHashSet<>();
        for (String text : List.of(what.wall(), what.full())) {
            if (!text.contains("…")) {
                String whole = withoutCount(withoutPlace(SingleLineText.withoutFullStop(text), place));
                addWays(ways, whole);
                Matcher end = CLAUSE_END.matcher(whole);
                if (end.find() && end.start() > 8) {
                    addWays(ways, whole.substring(0, end.start()).strip());
                }
            }
        }
        ways.add(briefly);
        return List.copyOf(ways);
    }

    private static void addWays(Set<String> ways, String text) {
        String plain = withoutArticle(text);
        if (!plain.isEmpty()) {
            ways.add(plain);
            String terse = COPULA.matcher(plain).replaceFirst(" ");
            if (terse.startsWith("We can't tell") || plain.contains("?")) {
                return;
            }
            ways.add(terse);
        }
    }

    private static String withoutPlace(String text, String place) {
        if (place.isEmpty()) {
            return text;
        }
        String there = Pattern.quote(place);
        return text.replaceFirst("^" + there + ": ", "")
                .replaceFirst(" (?:in|at) " + there + "(?=$|[ ,.;:])", "")
                .strip();
    }

    private static String withoutCount(String text) {
        Matcher count = LEADING_COUNT.matcher(text);
        if (!count.matches() || text.matches("(?i)^only .* for .*")) {
            return text.replaceFirst("(?<= about )\\d+ of \\d+ (?=\\p{L})", "");
        }
        String noun = count.group(2);
        if (!count.group(1).equals("1")) {
            return Sentences.capitalized(noun) + count.group(3);
        }
        String one = noun.endsWith("s") && !noun.endsWith("ss") ? noun.substring(0, noun.length() - 1) : noun;
        return Sentences.capitalized(Sentences.withIndefiniteArticle(one)) + count.group(3);
    }

    private static String withoutArticle(String text) {
        return text.startsWith("The ") ? text.substring(4, 5).toUpperCase(Locale.US) + text.substring(5) : text;
    }

    /** Without words at the end that promise more to come. */
    static String wholeWords(String text) {
        List<String> words = new ArrayList<>(List.of(text.strip().split(" ")));
        while (words.size() > 1 && DANGLING.contains(words.get(words.size() - 1).toLowerCase(Locale.US))) {
            words.remove(words.size() - 1);
        }
        return String.join(" ", words).replaceFirst("[,;:.]$", "");
    }

    /** The first way that fits; the shortest one cut at a whole word when none does. */
    public static String fitting(List<String> ways, int most) {
        for (String way : ways) {
            if (way.codePointCount(0, way.length()) <= most) {
                return way;
            }
        }
        String shortest = ways.stream()
                .min((one, other) -> Integer.compare(one.length(), other.length()))
                .orElse("");
        int end = shortest.offsetByCodePoints(0, Math.min(most, shortest.codePointCount(0, shortest.length())));
        int space = shortest.lastIndexOf(' ', end);
        return wholeWords(shortest.substring(0, space > 0 ? space : end));
    }
}
