package org.firstbell.probe.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A body in Prometheus' text exposition format (prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4) or
 * OpenMetrics, read line by line: only samples of wanted names are kept, and a line that makes no sense is passed over.
 */
final class PrometheusText {
    private static final int MAX_SAMPLES = 20_000;

    /** One sample; time stamps and exemplars are left out. */
    record MetricSample(Map<String, String> labels, double value) {
        MetricSample {
            labels = Map.copyOf(labels);
        }
    }

    private final Map<String, List<MetricSample>> samples = new HashMap<>();
    private int sampleLines;
    private int keptSamples;

    private PrometheusText() {}

    /** Reads a body; empty when no line of it is a sample. */
    static Optional<PrometheusText> parse(String body, Set<String> wanted) {
        PrometheusText text = new PrometheusText();
        int from = 0;
        while (from < body.length()) {
            int end = body.indexOf('\n', from);
            int to = end < 0 ? body.length() : end;
            text.parseLine(body, from, to, wanted);
            from = to + 1;
        }
        return text.sampleLines == 0 ? Optional.empty() : Optional.of(text);
    }

    /** Samples of a name, in their order; none when there are none. */
    List<MetricSample> samplesOf(String name) {
        return samples.getOrDefault(name, List.of());
    }

    private void parseLine(String body, int from, int to, Set<String> wanted) {
        int nameEnd = from;
        while (nameEnd < to && isName(body.charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd == from || nameEnd >= to || keptSamples >= MAX_SAMPLES) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        int at = nameEnd;
        if (body.charAt(at) == '{') {
            at = parseLabels(body, at + 1, to, labels);
            if (at < 0) {
                return;
            }
        }
        String[] words = body.substring(at, to).strip().split("[ \t]+", 2);
        Optional<Double> value = parseNumber(words[0]);
        if (value.isEmpty()) {
            return;
        }
        sampleLines++;
        String name = body.substring(from, nameEnd);
        if (wanted.contains(name)) {
            keptSamples++;
            samples.computeIfAbsent(name, key -> new ArrayList<>()).add(new MetricSample(labels, value.get()));
        }
    }

    private static boolean isName(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '_'
                || letter == ':';
    }

    /** Reads labels up to their closing brace; where the rest begins, or -1. */
    private static int parseLabels(String body, int from, int to, Map<String, String> labels) {
        int at = from;
        while (at < to && body.charAt(at) != '}') {
            int equals = at;
            while (equals < to && body.charAt(equals) != '=') {
                equals++;
            }
            if (equals + 1 >= to || body.charAt(equals + 1) != '"') {
                return -1;
            }
            String name = body.substring(at, equals).strip();
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (at < to && body.charAt(at) != '"') {
                if (body.charAt(at) == '\\' && at + 1 < to) {
                    at++;
                    value.append(body.charAt(at) == 'n' ? '\n' : body.charAt(at));
                } else {
                    value.append(body.charAt(at));
                }
                at++;
            }
            if (at >= to) {
                return -1;
            }
            labels.put(name, value.toString());
            at++;
            while (at < to && (body.charAt(at) == ',' || body.charAt(at) == ' ')) {
                at++;
            }
        }
        return at < to ? at + 1 : -1;
    }

    private static Optional<Double> parseNumber(String word) {
        if (word.isEmpty() || word.length() > 40 || !word.matches("[+-]?(\\d[0-9.eE+-]*|\\.\\d[0-9eE+-]*|Inf|NaN)")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(word.replace("Inf", "Infinity")));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
