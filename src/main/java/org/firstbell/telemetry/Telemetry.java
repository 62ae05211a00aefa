package org.firstbell.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;
import org.firstbell.probe.trap.TrapOutcome;

/**
 * Everything {@code /metrics} tells: counts of the daemon's own work, and the present state of sessions, devices and
 * services. Every method may be called on any thread and only counts, except where it says otherwise.
 *
 * <p>A scrape costs the core one {@link #capture}: whoever serves {@code /metrics} runs that on the core's loop, then
 * {@link #render} on its own.
 */
public final class Telemetry implements AutoCloseable {
    /** The result of a delivery as the metrics count it. */
    public enum DeliveryResult {
        /** The server took it. */
        SENT,
        /** It failed and will be tried again. */
        RETRIED,
        /** The server refused it for good. */
        REFUSED,
        /** A newer notice tells it. */
        MERGED
    }

    /** The running program, such as version {@code 0.1.0} on Java {@code 17.0.15+6}. */
    public record BuildInfo(String version, String java) {}

    /** One page of metrics, ready to be sent. */
    public record ExpositionPage(String contentType, Buffer body) {}

    private record ProbeMeters(
            Map<ProbeOutcome.OutcomeKind, CounterDataPoint> countersByOutcome, DistributionDataPoint duration) {}

    /** Around the 4.3 s that three missed attempts take with default settings (contract §5). */
    private static final double[] DETECTION_BUCKETS = {1, 2, 3, 4, 5, 6, 8, 10, 15, 30, 60, 300};

    /** From a switch beside us to an attempt that ran into its last timeout. */
    private static final double[] POLL_DURATION_BUCKETS = {
        .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 1.5, 2.5, 5, 10
    };

    private static final double[] POLL_LAG_BUCKETS = {.001, .005, .01, .025, .05, .1, .25, .5, 1, 2, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final ProcessMetrics processMetrics = new ProcessMetrics(meters);
    private final StateCollector stateCollector;
    private final Counter polls = counter(MetricFamily.POLLS);
    private final Histogram pollDuration = histogram(MetricFamily.POLL_DURATION, POLL_DURATION_BUCKETS);
    private final Histogram pollLag = histogram(MetricFamily.POLL_LAG, POLL_LAG_BUCKETS);
    private final Histogram detection = histogram(MetricFamily.DETECTION, DETECTION_BUCKETS);
    private final Counter incidents = counter(MetricFamily.INCIDENTS);
    private final Counter traps = counter(MetricFamily.TRAPS);
    private final Counter notifications = counter(MetricFamily.NOTIFICATIONS);
    private final Gauge reloadSuccessful = Gauge.builder()
            .name(MetricFamily.CONFIG_RELOAD.metricName)
            .help(MetricFamily.CONFIG_RELOAD.help)
            .withoutExemplars()
            .register(registry);
    private final Map<String, ProbeMeters> metersByProbe = new ConcurrentHashMap<>();
    private final Map<String, IntSupplier> pendingByChannel = new ConcurrentHashMap<>();
    private volatile IntSupplier boardClientCount = () -> 0;

    /** Meters of this process; every daemon has its own registry. */
    public Telemetry(BuildInfo build, InstantSource clock) {
        stateCollector = new StateCollector(clock);
        registry.register(stateCollector);
        reloadSuccessful.set(1);
        Info.builder()
                .name(MetricFamily.BUILD.metricName)
                .help(MetricFamily.BUILD.help)
                .labelNames(MetricFamily.BUILD.labelNames())
                .register(registry)
                .addLabelValues(build.version(), build.java());
        GaugeWithCallback.builder()
                .name(MetricFamily.OUTBOX_PENDING.metricName)
                .help(MetricFamily.OUTBOX_PENDING.help)
                .labelNames(MetricFamily.OUTBOX_PENDING.labelNames())
                .callback(
                        told -> pendingByChannel.forEach((channel, pending) -> told.call(pending.getAsInt(), channel)))
                .register(registry);
        GaugeWithCallback.builder()
                .name(MetricFamily.BOARD_CLIENTS.metricName)
                .help(MetricFamily.BOARD_CLIENTS.help)
                .callback(told -> told.call(boardClientCount.getAsInt()))
                .register(registry);
    }

    /** Begins to tell of this process's own memory, threads and files too; called once, when the daemon serves. */
    public void registerProcessMetrics() {
        processMetrics.register();
    }

    private Counter counter(MetricFamily family) {
        return Counter.builder()
                .name(family.metricName)
                .help(family.help)
                .labelNames(family.labelNames())
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(MetricFamily family, double[] bounds) {
        return Histogram.builder()
                .name(family.metricName)
                .help(family.help)
                .labelNames(family.labelNames())
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars()
                .register(registry);
    }

    /** An attempt ended. */
    public void recordPoll(ProbeOutcome outcome) {
        ProbeMeters meters = metersByProbe.computeIfAbsent(outcome.execution().probe(), this::probeMeters);
        ProbeOutcome.OutcomeKind kind = outcome.kind();
        Objects.requireNonNull(meters.countersByOutcome().get(kind)).inc();
        if (kind != ProbeOutcome.OutcomeKind.SKIPPED) {
            meters.duration().observe(seconds(outcome.execution().duration()));
        }
    }

    /** All outcomes of a probe begin at 0, so that the first of each is an increase. */
    private ProbeMeters probeMeters(String probe) {
        Map<ProbeOutcome.OutcomeKind, CounterDataPoint> counters = new EnumMap<>(ProbeOutcome.OutcomeKind.class);
        for (ProbeOutcome.OutcomeKind kind : ProbeOutcome.OutcomeKind.values()) {
            counters.put(kind, polls.labelValues(probe, labelValue(kind)));
        }
        return new ProbeMeters(counters, pollDuration.labelValues(probe));
    }

    /** A poll began this late after its tick; never negative. */
    public void recordPollLag(Duration lag) {
        pollLag.observe(seconds(lag));
    }

    /** Traps are heard from now on: all outcomes begin at 0. */
    public void registerTraps() {
        for (TrapOutcome outcome : TrapOutcome.values()) {
            traps.labelValues(labelValue(outcome));
        }
    }

    /** A trap or inform came, and this came of it. */
    public void recordTrap(TrapOutcome outcome) {
        traps.labelValues(labelValue(outcome)).inc();
    }

    /** A new incident opened; not for those that a restart brought back. */
    public void recordIncidentOpened(Instant firstSignAt, Instant at) {
        incidents.inc();
        detection.observe(Math.max(0, seconds(Duration.between(firstSignAt, at))));
    }

    /**
     * A channel that notices leave by, such as {@code mail}. Told again it replaces the one before.
     *
     * @param pending how many of its notices wait; asked at each scrape on the thread of {@link #render}, must not block
     */
    public void registerOutbox(String channel, IntSupplier pending) {
        pendingByChannel.put(channel, pending);
        for (DeliveryResult outcome : DeliveryResult.values()) {
            notifications.labelValues(channel, labelValue(outcome));
        }
    }

    /** A delivery had this outcome. */
    public void recordDelivery(String channel, DeliveryResult outcome) {
        notifications.labelValues(channel, labelValue(outcome)).inc();
    }

    /** Who counts the connected boards; asked at each scrape on the thread of {@link #render}, must not block. */
    public void registerBoardClients(IntSupplier connected) {
        boardClientCount = connected;
    }

    /**
     * One limit of the server, with its use and how often it was reached.
     *
     * @param highestUse in the last one to two minutes
     * @param reached how often, since the start
     */
    public record LimitReading(String limit, long maximum, long highestUse, long reached) {}

    /** Who knows the limits of the server; asked at each scrape on the thread of {@link #render}, must not block. */
    public void registerServerLimits(Supplier<List<LimitReading>> limits) {
        limitGauge(MetricFamily.SERVER_LIMIT, limits, LimitReading::maximum);
        limitGauge(MetricFamily.SERVER_LIMIT_USE, limits, LimitReading::highestUse);
        CounterWithCallback.builder()
                .name(MetricFamily.SERVER_LIMIT_REACHED.metricName)
                .help(MetricFamily.SERVER_LIMIT_REACHED.help)
                .labelNames(MetricFamily.SERVER_LIMIT_REACHED.labelNames())
                .callback(told -> limits.get().forEach(use -> told.call(use.reached(), use.limit())))
                .register(registry);
    }

    private void limitGauge(
            MetricFamily family, Supplier<List<LimitReading>> limits, ToLongFunction<LimitReading> value) {
        GaugeWithCallback.builder()
                .name(family.metricName)
                .help(family.help)
                .labelNames(family.labelNames())
                .callback(told -> limits.get().forEach(use -> told.call(value.applyAsLong(use), use.limit())))
                .register(registry);
    }

    /** A reload was taken or refused. */
    public void recordReload(boolean successful) {
        reloadSuccessful.set(successful ? 1 : 0);
    }

    /**
     * Takes a copy of what the next pages tell; called on the core's loop. Once it is more than 10 s old, pages say
     * {@code UNKNOWN} of every session and nothing of devices.
     */
    public void capture(Assessment assessment, Collection<Incident> open, Configuration configuration) {
        stateCollector.update(MetricsState.of(assessment, open, configuration));
    }

    /**
     * All metrics as text.
     *
     * @param accept the request's {@code Accept} header; empty for none
     */
    public ExpositionPage render(String accept) {
        ExpositionFormat format = ExpositionFormat.negotiate(accept);
        ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 14);
        try {
            meters.scrape(text, format.contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExpositionPage(format.contentType, Buffer.buffer(text.toByteArray()));
    }

    @Override
    public void close() {
        processMetrics.close();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String labelValue(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
