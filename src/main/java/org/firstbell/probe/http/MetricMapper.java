package org.firstbell.probe.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ReadingCollector;

/** Samples of Prometheus' text format turned into signals, as a profile says. Keeps last counts; confined to its probe. */
final class MetricMapper {
    private final HttpProfile profile;
    private final Set<String> metricNames = new HashSet<>();
    private final Map<String, double[]> lastCounts = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();

    MetricMapper(HttpProfile profile) {
        this.profile = profile;
        for (HttpProfile.MetricMapping metric : profile.metrics()) {
            metricNames.addAll(metric.metricNames());
            metric.divisor().ifPresent(metricNames::add);
        }
    }

    /** Whether its profile has rates, which need two answers. */
    boolean hasRates() {
        return profile.metrics().stream().anyMatch(HttpProfile.MetricMapping::rate);
    }

    /** Reads a body; whether it is of that format. */
    boolean map(String body, ReadingCollector answer) {
        Optional<PrometheusText> text = PrometheusText.parse(body, metricNames);
        text.ifPresent(samples -> profile.metrics().forEach(metric -> map(metric, samples, answer)));
        return text.isPresent();
    }

    /** Of several ways to the same signal, as names changed between versions, the first that tells it counts. */
    private void map(HttpProfile.MetricMapping metric, PrometheusText text, ReadingCollector answer) {
        if (answer.hasReading(metric.signal())) {
            return;
        }
        for (String name : metric.metricNames()) {
            List<PrometheusText.MetricSample> all = text.samplesOf(name);
            if (all.isEmpty()) {
                continue;
            }
            List<PrometheusText.MetricSample> chosen = all.stream()
                    .filter(sample -> matches(sample, metric.labels()))
                    .toList();
            if (metric.signal().equals("app.*.running")) {
                addRunningApps(metric, chosen, answer);
            } else if (metric.labelAsValue().isPresent()) {
                addLabel(metric, chosen, answer);
            } else {
                value(metric, chosen, text, answer).ifPresent(value -> addReading(metric, name, value, answer));
            }
            return;
        }
    }

    private boolean matches(PrometheusText.MetricSample sample, Map<String, String> labels) {
        return labels.entrySet().stream()
                .allMatch(label -> patterns.computeIfAbsent(label.getValue(), Pattern::compile)
                        .matcher(sample.labels().getOrDefault(label.getKey(), ""))
                        .matches());
    }

    private static void addLabel(
            HttpProfile.MetricMapping metric, List<PrometheusText.MetricSample> chosen, ReadingCollector answer) {
        String label = metric.labelAsValue().orElse("");
        chosen.stream()
                .map(sample -> SafeText.clean(sample.labels().getOrDefault(label, "")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .ifPresent(text -> answer.addText(
                        answer.target(),
                        metric.signal(),
                        text,
                        metric.metricNames().get(0) + "/" + label));
    }

    /** Which platform's app is among running programs; that none is says as much. */
    private static void addRunningApps(
            HttpProfile.MetricMapping metric, List<PrometheusText.MetricSample> chosen, ReadingCollector answer) {
        String label = metric.labelAsValue().orElse("process");
        for (Platform platform : answer.context().platforms()) {
            platform.runningPattern().ifPresent(pattern -> {
                Pattern program = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                boolean runs = chosen.stream()
                        .filter(sample -> sample.value() > 0)
                        .anyMatch(sample ->
                                program.matcher(programName(sample, label)).find());
                answer.addFlag("app." + platform.id() + ".running", runs);
            });
        }
    }

    /** A program's name; a second copy of it has a number behind it. */
    private static String programName(PrometheusText.MetricSample sample, String label) {
        return sample.labels().getOrDefault(label, "").replaceAll("#\\d{1,6}$", "");
    }

    private OptionalDouble value(
            HttpProfile.MetricMapping metric,
            List<PrometheusText.MetricSample> chosen,
            PrometheusText text,
            ReadingCollector answer) {
        List<PrometheusText.MetricSample> divisors =
                metric.divisor().map(text::samplesOf).orElse(List.of());
        if (metric.rate()) {
            double sum = chosen.stream()
                    .mapToDouble(PrometheusText.MetricSample::value)
                    .sum();
            double per = divisors.stream()
                    .mapToDouble(PrometheusText.MetricSample::value)
                    .sum();
            return increase(metric, sum, per, answer);
        }
        if (metric.reduction() == HttpProfile.Reduction.COUNT) {
            return OptionalDouble.of(chosen.size());
        }
        return reduce(metric, chosen, divisors, answer);
    }

    private static OptionalDouble reduce(
            HttpProfile.MetricMapping metric,
            List<PrometheusText.MetricSample> samples,
            List<PrometheusText.MetricSample> divisors,
            ReadingCollector answer) {
        double chosen = Double.NaN;
        double own = Double.NaN;
        for (PrometheusText.MetricSample sample : samples) {
            double value = divided(metric, sample, divisors);
            if (Double.isFinite(value)) {
                boolean better = Double.isNaN(chosen)
                        || (metric.reduction() == HttpProfile.Reduction.MIN ? value < chosen : value > chosen);
                if (metric.reduction() == HttpProfile.Reduction.SUM && !Double.isNaN(chosen)) {
                    chosen += value;
                } else if (better) {
                    chosen = value;
                    own = sample.value();
                }
            }
        }
        double undivided = own;
        metric.companionSignal()
                .filter(signal -> Double.isFinite(undivided))
                .ifPresent(signal -> answer.addQuantity(
                        answer.target(), signal, undivided, metric.metricNames().get(0)));
        return Double.isNaN(chosen) ? OptionalDouble.empty() : OptionalDouble.of(chosen);
    }

    private static double divided(
            HttpProfile.MetricMapping metric,
            PrometheusText.MetricSample sample,
            List<PrometheusText.MetricSample> divisors) {
        if (metric.divisor().isEmpty()) {
            return sample.value();
        }
        return divisors.stream()
                .filter(divisor -> divisor.labels().equals(sample.labels()))
                .mapToDouble(divisor -> sample.value() / (divisor.value() + (metric.share() ? sample.value() : 0)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** How much a count grew, by the growth of another where there is one, else by time; nothing after a restart. */
    private OptionalDouble increase(HttpProfile.MetricMapping metric, double sum, double per, ReadingCollector answer) {
        double now = answer.now().toEpochMilli() / 1000.0;
        double[] last = lastCounts.put(
                metric.signal(), new double[] {sum, metric.divisor().isPresent() ? per : now});
        if (last == null || sum < last[0]) {
            return OptionalDouble.empty();
        }
        double passed = (metric.divisor().isPresent() ? per : now) - last[1];
        return passed > 0 ? OptionalDouble.of((sum - last[0]) / passed) : OptionalDouble.empty();
    }

    private static void addReading(
            HttpProfile.MetricMapping metric, String name, double value, ReadingCollector answer) {
        double scaled = (metric.age() ? answer.now().toEpochMilli() / 1000.0 - value : value) * metric.scale();
        double told = metric.invert() ? 1 - scaled : scaled;
        Optional<SignalCatalogue.SignalType> type =
                SignalCatalogue.find(metric.signal()).map(SignalCatalogue.SignalDefinition::type);
        boolean possible = Double.isFinite(told)
                && (!metric.signal().endsWith(".ratio") || (told >= 0 && told <= 1))
                && (!metric.signal().equals("uptime.seconds") || told >= 0);
        if (possible && type.filter(t -> t == SignalCatalogue.SignalType.FLAG).isPresent()) {
            answer.addFlag(answer.target(), metric.signal(), told != 0, name);
        } else if (possible) {
            answer.addQuantity(answer.target(), metric.signal(), told, name);
        }
    }
}
