package org.firstbell.readiness.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.model.SignalCatalogue;

/**
 * A mistake in a condition, in words for people who write no programs.
 *
 * @param line from 1, within the condition
 * @param column from 1
 */
record ConditionFault(int line, int column, String message, String hint) {
    private ConditionFault(Token at, String message, String hint) {
        this(at.line(), at.column(), message, hint);
    }

    static ConditionFault unreadable(Token at) {
        return new ConditionFault(at, "cannot be read from here on", "check quotes, brackets and the signs && || !");
    }

    static ConditionFault tooLong(Token at) {
        return new ConditionFault(at, "the condition is too long or too deeply nested", "make several checks of it");
    }

    static ConditionFault noSignal(Token at) {
        String hint = closest(
                        at.text(),
                        SignalCatalogue.all().stream()
                                .map(SignalCatalogue.SignalDefinition::name)
                                .toList())
                .map(name -> "did you mean '" + name + "'?")
                .orElse("the appendix of the documents names all");
        return new ConditionFault(at, "'" + at.text() + "' is not a signal", hint);
    }

    static ConditionFault noLimit(Token at, Collection<String> limits) {
        String hint = limits.isEmpty()
                ? "add limits: { " + at.text() + ": … }"
                : closest(at.text(), limits)
                        .map(name -> "did you mean '" + name + "'?")
                        .orElse("its limits: "
                                + String.join(", ", limits.stream().sorted().toList()));
        return new ConditionFault(at, "'" + at.text() + "' is not a limit of this check", hint);
    }

    static ConditionFault noVersion(Token at) {
        return new ConditionFault(at, "'" + at.text() + "' is not a version", "write it as version('1.11')");
    }

    static ConditionFault noMinimum(Token at) {
        return new ConditionFault(
                at, "no platform asks for a minimum of '" + at.text() + "'", "write minimum('app.PLATFORM.version')");
    }

    static ConditionFault noText(Token at, String function) {
        return new ConditionFault(at, function + "(…) takes a text in quotes", "write " + function + "('…')");
    }

    static ConditionFault unknownName(Token at, String name) {
        return new ConditionFault(
                at,
                "'" + name + "' is not known here",
                name.equals("null")
                        ? "told('…') says whether a signal is fresh"
                        : "signals are written signal('" + name.replace('_', '.') + "')");
    }

    static ConditionFault unknownFunction(Token at) {
        return new ConditionFault(
                at,
                "'" + at.text() + "' is not known here",
                "a condition knows signal('…'), limit('…'), told('…'), version('…') and minimum('…')");
    }

    static ConditionFault unknownMethod(Token at) {
        return new ConditionFault(
                at,
                "'" + at.text() + "' is not known here",
                "a text knows .contains('…'), .startsWith('…') and .endsWith('…')");
    }

    static ConditionFault notTrueOrFalse(Token at, Term term) {
        return new ConditionFault(
                at,
                "this is " + term.type() + ", not something that is true or false",
                "compare it, for example with >= limit('…')");
    }

    static ConditionFault mismatch(Token operator, Term left, String right) {
        return new ConditionFault(
                operator,
                "'" + operator.text() + "' cannot stand between " + left.type() + " and " + right,
                "compare like with like");
    }

    static ConditionFault mismatch(Token operator, Term term) {
        String sign = operator.text().equals("?") ? "?:" : operator.text();
        return new ConditionFault(
                operator, "'" + sign + "' does not work with " + term.type(), "compare like with like");
    }

    static ConditionFault wholeDivision(Token operator) {
        return new ConditionFault(
                operator, "whole numbers leave a remainder here", "write the result, or 1.0 / 3.0 for a third");
    }

    static ConditionFault listAlone(Token at) {
        return new ConditionFault(
                at, "a list can only stand after 'in'", "write signal('…') in ['…', '…'] or join comparisons with ||");
    }

    static ConditionFault emptyList(Token at) {
        return new ConditionFault(at, "the list is empty", "write signal('…') in ['…', '…']");
    }

    static ConditionFault signalInList(Token at) {
        return new ConditionFault(at, "a list holds fixed values, not signals", "join comparisons with || instead");
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
