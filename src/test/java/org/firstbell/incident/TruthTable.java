package org.firstbell.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The truth benchmark's program: runs random mornings and prints one line for each kind of fault. */
final class TruthTable {
    private TruthTable() {}

    /** Prints the table: the number of mornings of each kind, and a pattern of kinds. */
    public static void main(String[] args) {
        int each = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        String pattern = args.length > 1 ? args[1] : ".*";
        Map<TruthMornings.Kind, List<TruthMornings.Result>> results = new EnumMap<>(TruthMornings.Kind.class);
        System.out.printf(
                "%-38s %5s %5s %5s %5s   %6s %6s %6s  %6s%n",
                "kind", "n", "right", "clear", "extra", "median", "p99", "worst", "att/s");
        for (TruthMornings.Kind kind : TruthMornings.Kind.values()) {
            if (!kind.name().matches(pattern)) {
                continue;
            }
            List<TruthMornings.Result> some = new ArrayList<>();
            for (int seed = 1; seed <= each; seed++) {
                some.add(TruthMornings.morning(kind, seed));
            }
            results.put(kind, some);
            List<Duration> times = some.stream()
                    .flatMap(it -> it.detection().stream())
                    .sorted()
                    .toList();
            System.out.printf(
                    "%-38s %5d %5d %5d %5d   %6s %6s %6s  %6.1f%n",
                    kind,
                    each,
                    some.stream().filter(TruthMornings.Result::right).count(),
                    some.stream().filter(TruthMornings.Result::cleared).count(),
                    some.stream().mapToInt(TruthMornings.Result::superfluous).sum(),
                    at(times, 0.5),
                    at(times, 0.99),
                    at(times, 1),
                    some.stream()
                            .mapToDouble(TruthMornings.Result::attemptsPerSecond)
                            .average()
                            .orElse(0));
            some.stream()
                    .filter(it -> !it.good())
                    .limit(2)
                    .forEach(it -> System.out.println("      seed " + it.seed() + " expected " + it.expected()
                            + " opened " + it.opened().stream().limit(12).toList() + " of "
                            + it.opened().size()));
        }
        long good = results.values().stream()
                .flatMap(List::stream)
                .filter(TruthMornings.Result::good)
                .count();
        long all = results.values().stream().mapToLong(List::size).sum();
        System.out.println(good + " of " + all);
    }

    private static String at(List<Duration> sorted, double share) {
        if (sorted.isEmpty()) {
            return "-";
        }
        int index = Math.min(sorted.size() - 1, (int) Math.floor(share * sorted.size()));
        return String.format("%.1f", sorted.get(index).toMillis() / 1000.0);
    }
}
