package org.firstbell.telemetry;

import java.util.Locale;

/** The two ways a page of metrics is written: Prometheus text 0.0.4 and OpenMetrics text 1.0.0. */
enum ExpositionFormat {
    PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    final String contentType;

    ExpositionFormat(String contentType) {
        this.contentType = contentType;
    }

    /**
     * What an {@code Accept} header asks for (RFC 9110 §12.5.1): OpenMetrics where it is named and weighs no less than
     * plain text, else Prometheus text, which every reader understands; an empty header asks for nothing.
     */
    static ExpositionFormat negotiate(String accept) {
        double openMetrics = 0;
        double plain = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            if (type.equals("application/openmetrics-text")) {
                openMetrics = Math.max(openMetrics, quality(parts));
            } else if (type.equals("text/plain") || type.equals("text/*")) {
                plain = Math.max(plain, quality(parts));
            }
        }
        return openMetrics > 0 && openMetrics >= plain ? OPEN_METRICS : PROMETHEUS;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return quality(parameter.substring(2).strip());
            }
        }
        return 1;
    }

    private static double quality(String text) {
        return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
