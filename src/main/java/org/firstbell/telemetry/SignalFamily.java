package org.firstbell.telemetry;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalCatalogue.Definition;
import org.firstbell.model.SignalName;

/** The gauge of one signal: {@code disk.free.ratio} of a device is {@code firstbell_device_disk_free_ratio}. */
final class SignalFamily {
    /** The names that the suffixes of the exposition formats forbid, as the contract spells them. */
    private static final Map<String, String> SPELLED =
            Map.of("ports.total", "ports", "process.count", "processes", "neighbors.count", "neighbors");

    /** Endings that belong to counters, histograms and infos (Prometheus naming, OpenMetrics 1.0 "Suffixes"). */
    private static final Set<String> TAKEN = Set.of("total", "count", "sum", "bucket", "created", "info");

    private static final Map<String, Unit> UNITS =
            Map.of("seconds", Unit.SECONDS, "bytes", Unit.BYTES, "ratio", Unit.RATIO);

    private SignalFamily() {}

    /** Its metadata under a prefix such as {@code firstbell_device_}. */
    static MetricMetadata of(String prefix, SignalName signal) {
        String metric = metric(prefix, signal.value());
        String help = SignalCatalogue.find(signal.value())
                .map(definition -> help(definition, signal.value()))
                .orElseGet(() -> "Signal " + signal + ".");
        return new MetricMetadata(metric, help, UNITS.get(lastWord(metric)));
    }

    /** The metric's name; a signal whose last word the formats claim for themselves gets {@code _value} behind it. */
    static String metric(String prefix, String signal) {
        String spelled = SPELLED.get(signal);
        if (spelled != null) {
            return prefix + spelled;
        }
        String metric = prefix + signal.replace('.', '_').replace('-', '_');
        return TAKEN.contains(lastWord(metric)) ? metric + "_value" : metric;
    }

    private static String lastWord(String metric) {
        return metric.substring(metric.lastIndexOf('_') + 1);
    }

    /** What the metric says, its unit or range, and the signal it comes from. */
    static String help(Definition definition, String signal) {
        String meaning = Character.toUpperCase(definition.meaning().charAt(0))
                + definition.meaning().substring(1);
        return meaning + range(definition).map(text -> ", " + text).orElse("") + " (signal " + signal + ").";
    }

    private static Optional<String> range(Definition definition) {
        if (definition.type() == SignalCatalogue.Type.FLAG) {
            return Optional.of("1 yes, 0 no");
        }
        return switch (definition.unit()) {
            case "ratio" -> Optional.of("0 to 1");
            case "dBm" -> Optional.of("dBm");
            default -> Optional.empty();
        };
    }
}
