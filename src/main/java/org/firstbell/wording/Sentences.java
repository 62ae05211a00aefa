package org.firstbell.wording;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The grammar of sentences that are put together from names and numbers: articles, numbers, lists, ends. */
public final class Sentences {
    private Sentences() {}

    /** "is" or "are". */
    public static String isOrAre(long number) {
        return number == 1 ? "is" : "are";
    }

    /** "A", "A and B", "A, B and C". */
    public static String joined(Collection<String> names) {
        List<String> list = List.copyOf(names);
        int last = list.size() - 1;
        return last < 1 ? String.join("", list) : String.join(", ", list.subList(0, last)) + " and " + list.get(last);
    }

    /** The text with a capital at its beginning. Names and ids that people know as they are spelled stay so. */
    public static String capitalized(String text) {
        int end = text.indexOf(' ');
        String first = end < 0 ? text : text.substring(0, end);
        boolean spelled = first.chars().skip(1).anyMatch(c -> !Character.isLowerCase(c) && c != '\'' && c != ':')
                && !first.matches("[a-z]+(-[a-z]+)+");
        return text.isEmpty() || spelled ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** "a switch", "an access point". */
    public static String withIndefiniteArticle(String noun) {
        return ("aeiouAEIOU".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** "the switch sw-2", and "the Lab 204 Wi-Fi box" where the name says what it is; no second article. */
    public static String withDefiniteArticle(String noun, String name) {
        if (name.regionMatches(true, 0, "the ", 0, 4)) {
            return "the " + name.substring(4);
        }
        boolean says = name.toLowerCase(Locale.ROOT).contains(noun.toLowerCase(Locale.ROOT));
        return "the " + (says ? "" : noun + " ") + name;
    }

    /** Sentences after one another: one space between them, and one full stop at the end of each. */
    public static String inARow(String... sentences) {
        StringBuilder row = new StringBuilder();
        for (String sentence : sentences) {
            String whole = SingleLineText.asSentence(sentence);
            if (!whole.isEmpty()) {
                row.append(row.isEmpty() ? "" : " ").append(whole);
            }
        }
        return row.toString();
    }

    /** "from 8:35 AM to 8:44 AM, for 9 minutes", or "at 8:35 AM, for less than a minute" within one minute. */
    public static String period(String from, String to, String length) {
        return (from.equals(to) ? "at " + from : "from " + from + " to " + to) + ", for " + length;
    }
}
