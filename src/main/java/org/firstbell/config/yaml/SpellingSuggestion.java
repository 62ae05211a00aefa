package org.firstbell.config.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean …": the closest of the words that would be right, when it is close enough to be meant. */
public final class SpellingSuggestion {
    private SpellingSuggestion() {}

    /** A hint naming the closest word, else all of them when they are few, else nothing. */
    public static String hint(String wrong, Collection<String> right) {
        Optional<String> closest = closest(wrong, right);
        if (closest.isPresent()) {
            return "did you mean '" + closest.get() + "'?";
        }
        return right.isEmpty() || right.size() > 16
                ? ""
                : "possible: " + String.join(", ", right.stream().sorted().toList());
    }

    public static Optional<String> closest(String wrong, Collection<String> right) {
        String low = wrong.toLowerCase(Locale.ROOT);
        int most = wrong.length() < 2 ? 0 : Math.max(1, Math.min(3, wrong.length() / 3));
        return right.stream()
                .filter(word -> editDistance(low, word.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.comparingInt((String word) -> editDistance(low, word.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Edits between two words, a swap of neighbours counted as one (optimal string alignment). */
    private static int editDistance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
