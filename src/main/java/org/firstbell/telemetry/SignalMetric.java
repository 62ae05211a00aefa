package org.firstbell.telemetry;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalCatalogue.SignalDefinition;
import org.firstbell.model.SignalName;

/** The gauge of one signal: {@code disk.free.ratio} of a device is {@code firstbell_device_disk_free_ratio}. */
final class SignalMetric {
    /** The names that the suffixes of the exposition formats forbid, as the contract spells them. */
    private static final Map<String, String> SPECIAL_NAMES =
            Map.of("ports.total", "ports", "process.count", "processes", "neighbors.count", "neighbors");

    /** Endings that belong to counters, histograms and infos (Prometheus naming, OpenMetrics 1.0 "Suffixes"). */
    private static final Set<String> RESERVED_SUFFIXES = Set.of("total", "count", "sum", "bucket", "created", "info");

    private static final Map<String, Unit> UNITS =
            Map.of("seconds", Unit.SECONDS, "bytes", Unit.BYTES, "ratio", Unit.RATIO);

    private SignalMetric() {}

    /** Its metadata under a prefix such as {@code firstbell_device_}. */
    static MetricMetadata metadata(String prefix, SignalName signal) {
        String metric = metricName(prefix, signal.value());
        String help = SignalCatalogue.find(signal.value())
                .map(definition -> help(definition, signal.value()))
                .orElseGet(() -> "Signal " + signal + ".");
        return new MetricMetadata(metric, help, UNITS.get(lastWord(metric)));
    }

    /** The metric's name; a signal whose last word the formats claim for themselves gets {@code _value} behind it. */
    static String metricName(String prefix, String signal) {
        String spelled = SPECIAL_NAMES.get(signal);
        if (spelled != null) {
            return prefix + spelled;
        }
        String metric = prefix + signal.replace('.', '_').replace('-', '_');
        return RESERVED_SUFFIXES.contains(lastWord(metric)) ? metric + "_value" : metric;
    }

    private static String lastWord(String metric) {
        return metric.substring(metric.lastIndexOf('_') + 1);
    }

    /** What the metric says, its unit or range, and the signal it comes from. */
    static String help(SignalDefinition definition, String signal) {
        String meaning = Character.toUpperCase(definition.meaning().charAt(0))
                + definition.meaning().substring(1);
        return meaning + range(definition).map(text -> ", " + text).orElse("") + " (signal " + signal + ").";
    }

    private static Optional<String> range(SignalDefinition definition) {
        if (definition.type() == SignalCatalogue.SignalType.FLAG) {
            return Optional.of("1 yes, 0 no");
        }
        return switch (definition.unit()) {
            case "ratio" -> Optional.of("0 to 1");
            case "dBm" -> Optional.of("dBm");
            default -> Optional.empty();
        };
    }
}
