package org.firstbell.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.probe.trap.TrapOutcome;

/**
 * Everything {@code /metrics} tells: counts of the daemon's own work, and the present state of sessions, devices and
 * services. Every method may be called on any thread and only counts, except where it says otherwise.
 *
 * <p>A scrape costs the core one {@link #capture}: whoever serves {@code /metrics} runs that on the core's loop, then
 * {@link #page} on its own.
 */
public final class Telemetry implements AutoCloseable {
    /** What came of a delivery. */
    public enum Delivery {
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
    public record Build(String version, String java) {}

    /** One page of metrics, ready to be sent. */
    public record Page(String contentType, Buffer body) {}

    private enum Look {
        ANSWERED,
        SILENT,
        REFUSED,
        GARBLED,
        SKIPPED;

        static Look of(ProbeOutcome outcome) {
            if (outcome instanceof ProbeOutcome.Answered) {
                return ANSWERED;
            } else if (outcome instanceof ProbeOutcome.Silent) {
                return SILENT;
            } else if (outcome instanceof ProbeOutcome.Refused) {
                return REFUSED;
            } else if (outcome instanceof ProbeOutcome.Garbled) {
                return GARBLED;
            } else {
                return SKIPPED;
            }
        }
    }

    private record ProbeMeters(Map<Look, CounterDataPoint> looks, DistributionDataPoint duration) {}

    /** Around the 4.3 s that three missed looks take with default settings (contract §5). */
    private static final double[] DETECTION = {1, 2, 3, 4, 5, 6, 8, 10, 15, 30, 60, 300};

    /** From a switch beside us to a look that ran into its last timeout. */
    private static final double[] POLL = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 1.5, 2.5, 5, 10};

    private static final double[] LAG = {.001, .005, .01, .025, .05, .1, .25, .5, 1, 2, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final OwnProcess process = new OwnProcess(meters);
    private final PresentState present;
    private final Counter polls = counter(Family.POLLS);
    private final Histogram pollDuration = histogram(Family.POLL_DURATION, POLL);
    private final Histogram pollLag = histogram(Family.POLL_LAG, LAG);
    private final Histogram detection = histogram(Family.DETECTION, DETECTION);
    private final Counter incidents = counter(Family.INCIDENTS);
    private final Counter traps = counter(Family.TRAPS);
    private final Counter notifications = counter(Family.NOTIFICATIONS);
    private final Gauge reload = Gauge.builder()
            .name(Family.CONFIG_RELOAD.metric)
            .help(Family.CONFIG_RELOAD.help)
            .withoutExemplars()
            .register(registry);
    private final Map<String, ProbeMeters> probes = new ConcurrentHashMap<>();
    private final Map<String, IntSupplier> outboxes = new ConcurrentHashMap<>();
    private volatile IntSupplier boards = () -> 0;

    /** Meters of this process; every daemon has its own registry. */
    public Telemetry(Build build, InstantSource clock) {
        present = new PresentState(clock);
        registry.register(present);
        reload.set(1);
        Info.builder()
                .name(Family.BUILD.metric)
                .help(Family.BUILD.help)
                .labelNames(Family.BUILD.labelNames())
                .register(registry)
                .addLabelValues(build.version(), build.java());
        GaugeWithCallback.builder()
                .name(Family.OUTBOX_PENDING.metric)
                .help(Family.OUTBOX_PENDING.help)
                .labelNames(Family.OUTBOX_PENDING.labelNames())
                .callback(told -> outboxes.forEach((channel, pending) -> told.call(pending.getAsInt(), channel)))
                .register(registry);
        GaugeWithCallback.builder()
                .name(Family.BOARD_CLIENTS.metric)
                .help(Family.BOARD_CLIENTS.help)
                .callback(told -> told.call(boards.getAsInt()))
                .register(registry);
    }

    /** Begins to tell of this process's own memory, threads and files too; called once, when the daemon serves. */
    public void watchProcess() {
        process.watch();
    }

    private Counter counter(Family family) {
        return Counter.builder()
                .name(family.metric)
                .help(family.help)
                .labelNames(family.labelNames())
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(Family family, double[] bounds) {
        return Histogram.builder()
                .name(family.metric)
                .help(family.help)
                .labelNames(family.labelNames())
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars()
                .register(registry);
    }

    /** A look ended. */
    public void polled(ProbeOutcome outcome) {
        ProbeMeters meters = probes.computeIfAbsent(outcome.asked().probe(), this::probeMeters);
        Look look = Look.of(outcome);
        Objects.requireNonNull(meters.looks().get(look)).inc();
        if (look != Look.SKIPPED) {
            meters.duration().observe(seconds(outcome.asked().took()));
        }
    }

    /** All outcomes of a probe begin at 0, so that the first of each is an increase. */
    private ProbeMeters probeMeters(String probe) {
        Map<Look, CounterDataPoint> looks = new EnumMap<>(Look.class);
        for (Look look : Look.values()) {
            looks.put(look, polls.labelValues(probe, word(look)));
        }
        return new ProbeMeters(looks, pollDuration.labelValues(probe));
    }

    /** A beat began this late behind its grid; never negative. */
    public void lag(Duration lag) {
        pollLag.observe(seconds(lag));
    }

    /** Traps are heard from now on: all outcomes begin at 0. */
    public void hearsTraps() {
        for (TrapOutcome outcome : TrapOutcome.values()) {
            traps.labelValues(word(outcome));
        }
    }

    /** A trap or inform came, and this came of it. */
    public void trap(TrapOutcome outcome) {
        traps.labelValues(word(outcome)).inc();
    }

    /** A new incident opened; not for those that a restart brought back. */
    public void incidentOpened(Instant firstSignAt, Instant at) {
        incidents.inc();
        detection.observe(Math.max(0, seconds(Duration.between(firstSignAt, at))));
    }

    /**
     * A channel that notices leave by, such as {@code mail}. Told again it replaces the one before.
     *
     * @param pending how many of its notices wait; asked at each scrape on the thread of {@link #page}, must not block
     */
    public void outboxPending(String channel, IntSupplier pending) {
        outboxes.put(channel, pending);
        for (Delivery outcome : Delivery.values()) {
            notifications.labelValues(channel, word(outcome));
        }
    }

    /** A delivery had this outcome. */
    public void notification(String channel, Delivery outcome) {
        notifications.labelValues(channel, word(outcome)).inc();
    }

    /** Who counts the connected boards; asked at each scrape on the thread of {@link #page}, must not block. */
    public void boardClients(IntSupplier connected) {
        boards = connected;
    }

    /** A reload was taken or refused. */
    public void configReload(boolean successful) {
        reload.set(successful ? 1 : 0);
    }

    /**
     * Takes a copy of what the next pages tell; called on the core's loop. Once it is more than 10 s old, pages say
     * {@code UNKNOWN} of every session and nothing of devices.
     */
    public void capture(Assessment assessment, Collection<Incident> open, Configuration configuration) {
        present.replace(Scrape.of(assessment, open, configuration));
    }

    /**
     * All metrics as text.
     *
     * @param accept the request's {@code Accept} header; empty for none
     */
    public Page page(String accept) {
        TextFormat format = TextFormat.asked(accept);
        ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 14);
        try {
            meters.scrape(text, format.contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(format.contentType, Buffer.buffer(text.toByteArray()));
    }

    @Override
    public void close() {
        process.close();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
