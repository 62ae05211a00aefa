package org.firstbell.probe.profile;

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
import org.firstbell.probe.SafeText;
import org.firstbell.probe.snmp.client.TableRow;

/** Every recipe there is, by the name that profiles use. */
public final class TableMappers {
    private static final Map<String, TableMapper> BY_NAME = Map.ofEntries(
            Map.entry("count", TableMappers::count),
            Map.entry("sum", aggregate(values -> OptionalDouble.of(values.sum()))),
            Map.entry("mean", aggregate(DoubleStream::average)),
            Map.entry("max", aggregate(DoubleStream::max)),
            Map.entry("min", aggregate(DoubleStream::min)),
            Map.entry("groups", TableMappers::groups),
            Map.entry("ratio", TableMappers::ratio),
            Map.entry("storage", new StorageMapper()),
            Map.entry("ports", new PortMapper()),
            Map.entry("programs", TableMappers::programs),
            Map.entry("software", TableMappers::software),
            Map.entry("units", WirelessMappers::mapAccessPoints),
            Map.entry("radios", WirelessMappers::mapRadios),
            Map.entry("bssids", WirelessMappers::mapBssids),
            Map.entry("clients", WirelessMappers::mapClients),
            Map.entry("ssids", SsidMapper::map),
            Map.entry("arp", ArpTableMapper::map),
            Map.entry("first", TableMappers::first),
            Map.entry("supplies", PrinterMappers::mapSupplies),
            Map.entry("printer", PrinterMappers::mapPrinter),
            Map.entry("scopes", TableMappers::scopes),
            Map.entry("neighbours", ForwardingTableMapper::mapNeighbours),
            Map.entry("forwarding", ForwardingTableMapper::map));

    private TableMappers() {}

    /** The recipe of a name. */
    public static Optional<TableMapper> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** How many rows there are; none says nothing until there were some, since the agent may not have the table. */
    private static void count(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        if (!rows.isEmpty() || answer.isSourceOf(options.required("signal"))) {
            answer.addQuantity(options.required("signal"), rows.size());
        }
    }

    /**
     * The first cell of a column that holds something, or what a pattern finds in it; with {@code from: index} the first
     * row's index, which is a text.
     */
    private static void first(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        String signal = options.required("signal");
        boolean index = options.text("from", "").equals("index");
        rows.stream()
                .flatMap(row -> (index ? row.indexText() : row.text(options.required("column"))).stream())
                .flatMap(text -> applyPattern(text, options, answer).stream())
                .filter(text -> !SafeText.isPlaceholder(text))
                .findFirst()
                .filter(text -> !answer.hasReading(signal))
                .ifPresent(text -> answer.addText(signal, text));
    }

    private static Optional<String> applyPattern(
            String text, TableMapper.MapperOptions options, ReadingCollector answer) {
        String pattern = options.text("pattern", "");
        if (pattern.isEmpty()) {
            return Optional.of(text);
        }
        Matcher match = answer.memory().pattern(pattern).matcher(text);
        return match.find() ? Optional.ofNullable(match.group(match.groupCount() > 0 ? 1 : 0)) : Optional.empty();
    }

    /** Address scopes of a DHCP server: those of the tightest; a scope without any address is switched off. */
    private static void scopes(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
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
            answer.addQuantity("dhcp.utilization.ratio", tightest);
            answer.addQuantity("dhcp.addresses.free", left);
        }
    }

    private static TableMapper aggregate(java.util.function.Function<DoubleStream, OptionalDouble> how) {
        return (rows, options, answer) -> {
            double[] values = plausibleValues(rows, options, options.required("column"), answer);
            if (values.length > 0) {
                how.apply(DoubleStream.of(values))
                        .ifPresent(value ->
                                answer.addQuantity(options.required("signal"), value * options.number("scale", 1)));
            }
        };
    }

    private static double[] plausibleValues(
            List<TableRow> rows, TableMapper.MapperOptions options, String column, ReadingCollector answer) {
        double least = options.number("least", Double.NEGATIVE_INFINITY);
        double most = options.number("most", Double.POSITIVE_INFINITY);
        return rows.stream()
                .filter(row -> !SsidMapper.isMeshLink(row, options))
                .mapToDouble(row ->
                        answer.plausible(options.required("signal"), row.index(), row.numberOrNaN(column), least, most))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** The largest sum of a column over rows that share another column's value. */
    private static void groups(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        Map<String, Double> sums = new HashMap<>();
        double least = options.number("least", Double.NEGATIVE_INFINITY);
        double most = options.number("most", Double.POSITIVE_INFINITY);
        for (TableRow row : rows) {
            Optional<String> group =
                    row.text(options.required("by")).filter(by -> !SsidMapper.isMeshLink(row, options));
            Optional<Double> value =
                    row.number(options.required("column")).filter(told -> told >= least && told <= most);
            if (group.isPresent() && value.isPresent()) {
                sums.merge(group.get(), value.get(), Double::sum);
            }
        }
        sums.values().stream()
                .max(Double::compare)
                .ifPresent(largest -> answer.addQuantity(options.required("signal"), largest));
    }

    /** The largest share of one column in another; a whole of zero says nothing. */
    private static void ratio(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        rows.stream()
                .flatMap(row -> row.number(options.required("whole")).filter(whole -> whole > 0).stream()
                        .flatMap(whole ->
                                row.number(options.required("part")).stream().map(part -> part / whole)))
                .filter(share -> share >= 0 && share <= 1.5)
                .max(Double::compare)
                .ifPresent(share -> answer.addQuantity(options.required("signal"), Math.min(1, share)));
    }

    /** Whether each platform's app runs. A table that shows no program at all says nothing. */
    private static void programs(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        List<String> names = names(rows, options);
        if (names.isEmpty()) {
            return;
        }
        for (Platform platform : answer.context().platforms()) {
            platform.runningPattern().ifPresent(pattern -> {
                Pattern running = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                boolean found =
                        names.stream().anyMatch(name -> running.matcher(name).find());
                if (found || answer.complete()) {
                    answer.addFlag("app." + platformKey(platform) + ".running", found);
                }
            });
        }
    }

    /** The newest version of each platform's app that is installed, as the list of installed software tells it. */
    private static void software(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        List<String> names = names(rows, options);
        for (Platform platform : answer.context().platforms()) {
            platform.installedPattern().ifPresent(pattern -> {
                Pattern installed = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                names.stream()
                        .map(installed::matcher)
                        .filter(match -> match.find() && match.groupCount() > 0 && match.group(1) != null)
                        .map(match -> SafeText.version(match.group(1)))
                        .max(VersionNumber::compareTo)
                        .ifPresent(
                                newest -> answer.addText("app." + platformKey(platform) + ".version", newest.text()));
            });
        }
    }

    private static String platformKey(Platform platform) {
        return platform.id().value().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(List<TableRow> rows, TableMapper.MapperOptions options) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> row.text(options.required("column")).ifPresent(names::add));
        return names;
    }
}
