package org.firstbell.telemetry;

import java.util.List;

/**
 * The metrics with a name of their own, as {@code /metrics} tells them; devices and services add one gauge for each of
 * their signals ({@link SignalMetric}). Histograms have {@code _bucket}, {@code _sum} and {@code _count} series.
 */
enum MetricFamily {
    SESSION_VERDICT(
            MetricType.GAUGE,
            "firstbell_session_verdict",
            "1 for the verdict that the session has, 0 for the other four.",
            "session",
            "platform",
            "verdict"),
    SESSION_SEATS(
            MetricType.GAUGE,
            "firstbell_session_seats",
            "Seats of the session: needed by students, usable (awake and fit), total, and by what each of them is.",
            "session",
            "state"),
    SESSION_START(
            MetricType.GAUGE,
            "firstbell_session_start_timestamp_seconds",
            "Planned start of the session, seconds since 1970.",
            "session"),
    DEVICE_UP(
            MetricType.GAUGE,
            "firstbell_device_up",
            "1 when the device answers or was sighted lately, 0 when it is silent; absent while not measured.",
            "device",
            "kind",
            "room"),
    HIDDEN_DEVICE_SERIES(
            MetricType.GAUGE,
            "firstbell_hidden_device_series",
            "Series of devices that this page leaves out because of the configured limit."),
    SERVICE_UP(
            MetricType.GAUGE,
            "firstbell_service_up",
            "1 when the service answers, 0 when it is silent; absent while not measured.",
            "service",
            "kind"),
    INCIDENTS_OPEN(
            MetricType.GAUGE,
            "firstbell_incidents_open",
            "Incidents that are not resolved, acknowledged ones included.",
            "severity"),
    INCIDENTS(MetricType.COUNTER, "firstbell_incidents_total", "Incidents opened since the daemon started."),
    DETECTION(
            MetricType.HISTOGRAM, "firstbell_detection_seconds", "From the first failed attempt to the open incident."),
    POLLS(
            MetricType.COUNTER,
            "firstbell_polls_total",
            "Attempts by how they ended: answered, silent, refused, garbled, or skipped.",
            "probe",
            "outcome"),
    POLL_DURATION(
            MetricType.HISTOGRAM,
            "firstbell_poll_duration_seconds",
            "From the first request of an attempt to its end; skipped attempts do not count.",
            "probe"),
    POLL_LAG(MetricType.HISTOGRAM, "firstbell_poll_lag_seconds", "How late after its tick a poll began."),
    TRAPS(
            MetricType.COUNTER,
            "firstbell_traps_total",
            "Traps and informs by what came of them: the sender polled, merged into a poll just made or planned, an"
                    + " unknown sender, refused (community, user or secret), unreadable, or dropped in a flood.",
            "outcome"),
    NOTIFICATIONS(
            MetricType.COUNTER,
            "firstbell_notifications_total",
            "Deliveries by what came of them: sent, retried, refused for good, or merged into a newer one.",
            "channel",
            "outcome"),
    OUTBOX_PENDING(
            MetricType.GAUGE,
            "firstbell_outbox_pending",
            "Notices on disk that wait for their delivery, the one under way included.",
            "channel"),
    BOARD_CLIENTS(MetricType.GAUGE, "firstbell_board_clients", "Boards that are connected now."),
    SERVER_LIMIT(
            MetricType.GAUGE,
            "firstbell_server_limit",
            "Limits of what connections, requests and boards can take; security.md tells each.",
            "limit"),
    SERVER_LIMIT_USE(
            MetricType.GAUGE,
            "firstbell_server_limit_use",
            "The highest use of a limit in the last one to two minutes.",
            "limit"),
    SERVER_LIMIT_REACHED(
            MetricType.COUNTER,
            "firstbell_server_limit_reached_total",
            "How often a limit was reached and something refused or closed.",
            "limit"),
    CONFIG_RELOAD(
            MetricType.GAUGE,
            "firstbell_config_last_reload_successful",
            "1 when the configuration in force is the newest one, 0 when the last reload was refused."),
    BUILD(
            MetricType.INFO,
            "firstbell_build_info",
            "The running program: its version and the Java it runs on; always 1.",
            "version",
            "java");

    /** What Prometheus knows it as. */
    enum MetricType {
        GAUGE("gauge"),
        COUNTER("counter"),
        HISTOGRAM("histogram"),
        /** A gauge that is always 1; OpenMetrics calls it info. */
        INFO("gauge");

        final String keyword;

        MetricType(String word) {
            this.keyword = word;
        }
    }

    final MetricType type;
    final String metricName;
    final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    final List<String> labels;

    MetricFamily(MetricType type, String metric, String help, String... labels) {
        this.type = type;
        this.metricName = metric;
        this.help = help;
        this.labels = List.of(labels);
    }

    String[] labelNames() {
        return labels.toArray(String[]::new);
    }
}
