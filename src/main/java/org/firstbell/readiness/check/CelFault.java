package org.firstbell.readiness.check;

import dev.cel.common.CelIssue;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.SignalCatalogue;

/**
 * What is wrong with an expression, in words for people who write no programs.
 *
 * @param line from 1, within the expression
 * @param column from 1
 */
record CelFault(int line, int column, String message, String hint) {
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '\\(([^)]*)\\)'.*", Pattern.DOTALL);
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*", Pattern.DOTALL);
    private static final Pattern EXPECTED =
            Pattern.compile("expected type '?bool'? but found '?([^']+?)'?", Pattern.DOTALL);

    static CelFault noSignal(String text, int line, int column) {
        Optional<String> close = closest(
                text,
                SignalCatalogue.all().stream()
                        .map(SignalCatalogue.Definition::name)
                        .toList());
        return new CelFault(
                line,
                column,
                "'" + text + "' is not a signal",
                close.map(name -> "did you mean '" + name + "'?").orElse("the appendix of the documents names all"));
    }

    static CelFault noLimit(String text, Collection<String> limits, int line, int column) {
        return new CelFault(
                line,
                column,
                "'" + text + "' is not a limit of this check",
                limits.isEmpty()
                        ? "add limits: { " + text + ": … }"
                        : closest(text, limits)
                                .map(name -> "did you mean '" + name + "'?")
                                .orElse("its limits: "
                                        + String.join(
                                                ", ", limits.stream().sorted().toList())));
    }

    /** The engine's own words put into plain ones. */
    static CelFault of(CelIssue issue, Function<String, Optional<String>> spelled) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        String message = issue.getMessage();
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return new CelFault(line, column, mismatch(overload.group(1), overload.group(2)), "compare like with like");
        }
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return new CelFault(
                    line,
                    column,
                    "'" + spelled.apply(name).orElse(name) + "' is not known here",
                    "signals are written signal('" + (name.contains("_") ? name.replace('_', '.') : name) + "')");
        }
        Matcher expected = EXPECTED.matcher(message);
        if (expected.matches()) {
            return new CelFault(
                    line,
                    column,
                    "this is " + word(expected.group(1)) + ", not something that is true or false",
                    "compare it, for example with >= limit('…')");
        }
        return message.startsWith("mismatched input")
                        || message.contains("token recognition")
                        || message.contains("extraneous input")
                ? new CelFault(
                        line, column, "cannot be read from here on", "check quotes, brackets and the signs && || !")
                : new CelFault(line, column, message, "");
    }

    /** The same at the first letter of a call: the engine points to its opening bracket. */
    CelFault atCall(String text) {
        String[] lines = text.split("\n", -1);
        String here = line <= lines.length ? lines[line - 1] : "";
        int start = column - 1;
        if (start <= 0 || start >= here.length() || here.charAt(start) != '(') {
            return this;
        }
        while (start > 0 && (Character.isLetterOrDigit(here.charAt(start - 1)) || here.charAt(start - 1) == '_')) {
            start--;
        }
        return new CelFault(line, start + 1, message, hint);
    }

    private static String mismatch(String operator, String types) {
        String[] sides = types.split(",\\s*");
        String sign = operator.replace("_", "");
        if (sides.length == 2 && sign.matches("[<>=!&|+*/%-]{1,2}")) {
            return "'" + sign + "' cannot stand between " + word(sides[0]) + " and " + word(sides[1]);
        }
        return "'" + sign + "' does not work with " + word(types);
    }

    private static String word(String type) {
        return switch (type.strip()) {
            case "double", "int", "uint" -> "a number";
            case "bool" -> "a yes or no";
            case "string" -> "a text";
            case "version" -> "a version";
            default -> type.strip();
        };
    }

    private static Optional<String> closest(String wrong, Collection<String> right) {
        String low = wrong.toLowerCase(Locale.ROOT);
        return right.stream()
                .filter(word -> distance(low, word) <= Math.max(2, wrong.length() / 4))
                .min(Comparator.<String>comparingInt(word -> distance(low, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Edits between two words (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
