package org.firstbell.telemetry;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gauges on their way into one page, grouped by metric. Confined to one scrape. */
final class GaugeSnapshotsBuilder {
    private record GaugeGroup(MetricMetadata metadata, Map<Labels, GaugeDataPointSnapshot> points) {}

    private final Map<String, GaugeGroup> groups = new LinkedHashMap<>();

    /** Adds one series of a metric with a name of its own; label values in the order of its names. */
    void add(MetricFamily family, double value, String... labels) {
        GaugeGroup group = groups.get(family.metricName);
        MetricMetadata metadata = group == null ? new MetricMetadata(family.metricName, family.help) : group.metadata();
        add(metadata, value, Labels.of(family.labelNames(), labels));
    }

    /**
     * Adds one series. Of two with the same name and labels the first stays: two signals of one device may differ in a
     * character that metric names do not have.
     */
    void add(MetricMetadata metadata, double value, Labels labels) {
        groups.computeIfAbsent(metadata.getName(), name -> new GaugeGroup(metadata, new LinkedHashMap<>()))
                .points()
                .computeIfAbsent(labels, same -> new GaugeDataPointSnapshot(value, same, null));
    }

    MetricSnapshots build() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (GaugeGroup group : groups.values()) {
            all.metricSnapshot(
                    new GaugeSnapshot(group.metadata(), group.points().values()));
        }
        return all.build();
    }
}
