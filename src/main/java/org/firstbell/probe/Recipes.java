package org.firstbell.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Platform;

/** Every recipe there is, by the name that profiles use. */
final class Recipes {
    private static final Map<String, Recipe> ALL = Map.ofEntries(
            Map.entry("count", Recipes::count),
            Map.entry("sum", aggregate(values -> OptionalDouble.of(values.sum()))),
            Map.entry("mean", aggregate(DoubleStream::average)),
            Map.entry("max", aggregate(DoubleStream::max)),
            Map.entry("min", aggregate(DoubleStream::min)),
            Map.entry("groups", Recipes::groups),
            Map.entry("ratio", Recipes::ratio),
            Map.entry("storage", new StorageRecipe()),
            Map.entry("ports", new PortsRecipe()),
            Map.entry("programs", Recipes::programs),
            Map.entry("software", Recipes::software),
            Map.entry("units", WirelessRecipes::units),
            Map.entry("radios", WirelessRecipes::radios),
            Map.entry("bssids", WirelessRecipes::bssids),
            Map.entry("clients", WirelessRecipes::clients),
            Map.entry("ssids", SsidRecipe::read),
            Map.entry("arp", ArpRecipe::read),
            Map.entry("first", Recipes::first),
            Map.entry("supplies", PrinterRecipes::supplies),
            Map.entry("printer", PrinterRecipes::printer),
            Map.entry("scopes", Recipes::scopes),
            Map.entry("neighbours", ForwardingRecipe::neighbours),
            Map.entry("forwarding", ForwardingRecipe::read));

    private Recipes() {}

    /** The recipe of a name. */
    static Optional<Recipe> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** How many rows there are; none says nothing until there were some, since the agent may not have the table. */
    private static void count(List<TableRow> rows, Recipe.Options options, Answer answer) {
        if (!rows.isEmpty() || answer.tells(options.need("signal"))) {
            answer.quantity(options.need("signal"), rows.size());
        }
    }

    /**
     * The first cell of a column that holds something, or what a pattern finds in it; with {@code from: index} the first
     * row's index, which is a text.
     */
    private static void first(List<TableRow> rows, Recipe.Options options, Answer answer) {
        String signal = options.need("signal");
        boolean index = options.text("from", "").equals("index");
        rows.stream()
                .flatMap(row -> (index ? row.indexText() : row.text(options.need("column"))).stream())
                .flatMap(text -> matched(text, options, answer).stream())
                .filter(text -> !DeviceText.isPlaceholder(text))
                .findFirst()
                .filter(text -> !answer.has(signal))
                .ifPresent(text -> answer.text(signal, text));
    }

    private static Optional<String> matched(String text, Recipe.Options options, Answer answer) {
        String pattern = options.text("pattern", "");
        if (pattern.isEmpty()) {
            return Optional.of(text);
        }
        Matcher match = answer.memory().pattern(pattern).matcher(text);
        return match.find() ? Optional.ofNullable(match.group(match.groupCount() > 0 ? 1 : 0)) : Optional.empty();
    }

    /** Address scopes of a DHCP server: those of the tightest; a scope without any address is switched off. */
    private static void scopes(List<TableRow> rows, Recipe.Options options, Answer answer) {
        double tightest = -1;
        double left = 0;
        for (TableRow row : rows) {
            double used = row.number("used").orElse(0.0);
            double free = row.number("free").orElse(-1.0);
            if (free >= 0 && used >= 0 && used + free > 0 && used / (used + free) > tightest) {
                tightest = used / (used + free);
                left = free;
            }
        }
        if (tightest >= 0) {
            answer.quantity("dhcp.utilization.ratio", tightest);
            answer.quantity("dhcp.addresses.free", left);
        }
    }

    private static Recipe aggregate(java.util.function.Function<DoubleStream, OptionalDouble> how) {
        return (rows, options, answer) -> {
            double[] values = values(rows, options, options.need("column"), answer);
            if (values.length > 0) {
                how.apply(DoubleStream.of(values))
                        .ifPresent(
                                value -> answer.quantity(options.need("signal"), value * options.number("scale", 1)));
            }
        };
    }

    private static double[] values(List<TableRow> rows, Recipe.Options options, String column, Answer answer) {
        double least = options.number("least", Double.NEGATIVE_INFINITY);
        double most = options.number("most", Double.POSITIVE_INFINITY);
        return rows.stream()
                .filter(row -> !SsidRecipe.isMeshLink(row, options))
                .mapToDouble(
                        row -> answer.possible(options.need("signal"), row.index(), row.figure(column), least, most))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** The largest sum of a column over rows that share another column's value. */
    private static void groups(List<TableRow> rows, Recipe.Options options, Answer answer) {
        Map<String, Double> sums = new HashMap<>();
        double least = options.number("least", Double.NEGATIVE_INFINITY);
        double most = options.number("most", Double.POSITIVE_INFINITY);
        for (TableRow row : rows) {
            Optional<String> group = row.text(options.need("by")).filter(by -> !SsidRecipe.isMeshLink(row, options));
            Optional<Double> value = row.number(options.need("column")).filter(told -> told >= least && told <= most);
            if (group.isPresent() && value.isPresent()) {
                sums.merge(group.get(), value.get(), Double::sum);
            }
        }
        sums.values().stream()
                .max(Double::compare)
                .ifPresent(largest -> answer.quantity(options.need("signal"), largest));
    }

    /** The largest share of one column in another; a whole of zero says nothing. */
    private static void ratio(List<TableRow> rows, Recipe.Options options, Answer answer) {
        rows.stream()
                .flatMap(row -> row.number(options.need("whole")).filter(whole -> whole > 0).stream()
                        .flatMap(whole ->
                                row.number(options.need("part")).stream().map(part -> part / whole)))
                .filter(share -> share >= 0 && share <= 1.5)
                .max(Double::compare)
                .ifPresent(share -> answer.quantity(options.need("signal"), Math.min(1, share)));
    }

    /** Whether each platform's app runs. A table that shows no program at all says nothing. */
    private static void programs(List<TableRow> rows, Recipe.Options options, Answer answer) {
        List<String> names = names(rows, options);
        if (names.isEmpty()) {
            return;
        }
        for (Platform platform : answer.surroundings().platforms()) {
            platform.runningPattern().ifPresent(pattern -> {
                Pattern running = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                boolean found =
                        names.stream().anyMatch(name -> running.matcher(name).find());
                if (found || answer.whole()) {
                    answer.flag("app." + word(platform) + ".running", found);
                }
            });
        }
    }

    /** The newest version of each platform's app that is installed, as the list of installed software tells it. */
    private static void software(List<TableRow> rows, Recipe.Options options, Answer answer) {
        List<String> names = names(rows, options);
        for (Platform platform : answer.surroundings().platforms()) {
            platform.installedPattern().ifPresent(pattern -> {
                Pattern installed = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                names.stream()
                        .map(installed::matcher)
                        .filter(match -> match.find() && match.groupCount() > 0 && match.group(1) != null)
                        .map(match -> DeviceText.version(match.group(1)))
                        .max(VersionNumber::compareTo)
                        .ifPresent(newest -> answer.text("app." + word(platform) + ".version", newest.text()));
            });
        }
    }

    private static String word(Platform platform) {
        return platform.id().value().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(List<TableRow> rows, Recipe.Options options) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> row.text(options.need("column")).ifPresent(names::add));
        return names;
    }
}
