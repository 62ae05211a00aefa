package org.firstbell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The printed table: each figure, its goal, and whether it is met. Confined to the driver. */
final class Table {
    private static final String ROW = "%-76s %12s  %-9s %-10s %s%n";

    private final Figures figures;
    private final StringBuilder rows = new StringBuilder();
    private final List<String> missed = new ArrayList<>();

    Table(Figures figures) {
        this.figures = figures;
        rows.append(ROW.formatted("", "median", "", "goal", ""));
    }

    void heading(String text) {
        rows.append(System.lineSeparator()).append(text).append(System.lineSeparator());
    }

    /** A figure without a goal. */
    void figure(String what, String name, String unit) {
        row(what, figures.median(name), unit, "", "");
    }

    /** A figure that should be at most the goal. */
    void atMost(String what, String name, String unit, double goal) {
        judged(what, figures.median(name), unit, goal, true);
    }

    /** How many times one figure is of another, which should be at most the goal. */
    void timesAtMost(String what, String over, String under, double goal) {
        judged(what, figures.ratio(over, under), "times", goal, true);
    }

    /** How many times one figure is of another, which should be at least the goal. */
    void timesAtLeast(String what, String over, String under, double goal) {
        judged(what, figures.ratio(over, under), "times", goal, false);
    }

    private void judged(String what, OptionalDouble value, String unit, double goal, boolean atMost) {
        String word = "";
        if (value.isPresent()) {
            boolean met = atMost ? value.getAsDouble() <= goal : value.getAsDouble() >= goal;
            word = met ? "met" : "MISSED";
            if (!met) {
                missed.add(what);
            }
        }
        row(what, value, unit, (atMost ? "<= " : ">= ") + number(goal), word);
    }

    private void row(String what, OptionalDouble value, String unit, String goal, String word) {
        rows.append(ROW.formatted(
                "  " + what,
                value.isPresent() ? number(value.getAsDouble()) : "not taken",
                value.isPresent() ? unit : "",
                goal,
                word));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        int digits = size == Math.rint(size) ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** What fell short of its goal. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
