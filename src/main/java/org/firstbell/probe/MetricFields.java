package org.firstbell.probe;

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

/** Samples of Prometheus' text format turned into signals, as a profile says. Keeps last counts; confined to its probe. */
final class MetricFields {
    private final HttpProfile profile;
    private final Set<String> wanted = new HashSet<>();
    private final Map<String, double[]> counts = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();

    MetricFields(HttpProfile profile) {
        this.profile = profile;
        for (HttpProfile.Metric metric : profile.metrics()) {
            wanted.addAll(metric.name());
            metric.per().ifPresent(wanted::add);
        }
    }

    /** Whether its profile has rates, which need two answers. */
    boolean counts() {
        return profile.metrics().stream().anyMatch(HttpProfile.Metric::rate);
    }

    /** Reads a body; whether it is of that format. */
    boolean read(String body, Answer answer) {
        Optional<PrometheusText> text = PrometheusText.read(body, wanted);
        text.ifPresent(samples -> profile.metrics().forEach(metric -> read(metric, samples, answer)));
        return text.isPresent();
    }

    /** Of several ways to the same signal, as names changed between versions, the first that tells it counts. */
    private void read(HttpProfile.Metric metric, PrometheusText text, Answer answer) {
        if (answer.has(metric.signal())) {
            return;
        }
        for (String name : metric.name()) {
            List<PrometheusText.Sample> all = text.of(name);
            if (all.isEmpty()) {
                continue;
            }
            List<PrometheusText.Sample> chosen =
                    all.stream().filter(sample -> fits(sample, metric.labels())).toList();
            if (metric.signal().equals("app.*.running")) {
                running(metric, chosen, answer);
            } else if (metric.label().isPresent()) {
                label(metric, chosen, answer);
            } else {
                value(metric, chosen, text, answer).ifPresent(value -> tell(metric, name, value, answer));
            }
            return;
        }
    }

    private boolean fits(PrometheusText.Sample sample, Map<String, String> labels) {
        return labels.entrySet().stream()
                .allMatch(label -> patterns.computeIfAbsent(label.getValue(), Pattern::compile)
                        .matcher(sample.labels().getOrDefault(label.getKey(), ""))
                        .matches());
    }

    private static void label(HttpProfile.Metric metric, List<PrometheusText.Sample> chosen, Answer answer) {
        String label = metric.label().orElse("");
        chosen.stream()
                .map(sample -> DeviceText.clean(sample.labels().getOrDefault(label, "")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .ifPresent(text -> answer.text(
                        answer.about(), metric.signal(), text, metric.name().get(0) + "/" + label));
    }

    /** Which platform's app is among running programs; that none is says as much. */
    private static void running(HttpProfile.Metric metric, List<PrometheusText.Sample> chosen, Answer answer) {
        String label = metric.label().orElse("process");
        for (Platform platform : answer.surroundings().platforms()) {
            platform.runningPattern().ifPresent(pattern -> {
                Pattern program = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
                boolean runs = chosen.stream()
                        .filter(sample -> sample.value() > 0)
                        .anyMatch(sample ->
                                program.matcher(program(sample, label)).find());
                answer.flag("app." + platform.id() + ".running", runs);
            });
        }
    }

    /** A program's name; a second copy of it has a number behind it. */
    private static String program(PrometheusText.Sample sample, String label) {
        return sample.labels().getOrDefault(label, "").replaceAll("#\\d{1,6}$", "");
    }

    private OptionalDouble value(
            HttpProfile.Metric metric, List<PrometheusText.Sample> chosen, PrometheusText text, Answer answer) {
        List<PrometheusText.Sample> divisors = metric.per().map(text::of).orElse(List.of());
        if (metric.rate()) {
            double sum =
                    chosen.stream().mapToDouble(PrometheusText.Sample::value).sum();
            double per =
                    divisors.stream().mapToDouble(PrometheusText.Sample::value).sum();
            return increase(metric, sum, per, answer);
        }
        if (metric.reduce() == HttpProfile.Reduce.COUNT) {
            return OptionalDouble.of(chosen.size());
        }
        return chosen(metric, chosen, divisors, answer);
    }

    private static OptionalDouble chosen(
            HttpProfile.Metric metric,
            List<PrometheusText.Sample> samples,
            List<PrometheusText.Sample> divisors,
            Answer answer) {
        double chosen = Double.NaN;
        double own = Double.NaN;
        for (PrometheusText.Sample sample : samples) {
            double value = divided(metric, sample, divisors);
            if (Double.isFinite(value)) {
                boolean better = Double.isNaN(chosen)
                        || (metric.reduce() == HttpProfile.Reduce.MIN ? value < chosen : value > chosen);
                if (metric.reduce() == HttpProfile.Reduce.SUM && !Double.isNaN(chosen)) {
                    chosen += value;
                } else if (better) {
                    chosen = value;
                    own = sample.value();
                }
            }
        }
        double undivided = own;
        metric.with()
                .filter(signal -> Double.isFinite(undivided))
                .ifPresent(signal -> answer.quantity(
                        answer.about(), signal, undivided, metric.name().get(0)));
        return Double.isNaN(chosen) ? OptionalDouble.empty() : OptionalDouble.of(chosen);
    }

    private static double divided(
            HttpProfile.Metric metric, PrometheusText.Sample sample, List<PrometheusText.Sample> divisors) {
        if (metric.per().isEmpty()) {
            return sample.value();
        }
        return divisors.stream()
                .filter(divisor -> divisor.labels().equals(sample.labels()))
                .mapToDouble(divisor -> sample.value() / (divisor.value() + (metric.share() ? sample.value() : 0)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** How much a count grew, by the growth of another where there is one, else by time; nothing after a restart. */
    private OptionalDouble increase(HttpProfile.Metric metric, double sum, double per, Answer answer) {
        double now = answer.now().toEpochMilli() / 1000.0;
        double[] last =
                counts.put(metric.signal(), new double[] {sum, metric.per().isPresent() ? per : now});
        if (last == null || sum < last[0]) {
            return OptionalDouble.empty();
        }
        double passed = (metric.per().isPresent() ? per : now) - last[1];
        return passed > 0 ? OptionalDouble.of((sum - last[0]) / passed) : OptionalDouble.empty();
    }

    private static void tell(HttpProfile.Metric metric, String name, double value, Answer answer) {
        double scaled = (metric.age() ? answer.now().toEpochMilli() / 1000.0 - value : value) * metric.scale();
        double told = metric.invert() ? 1 - scaled : scaled;
        Optional<SignalCatalogue.Type> type =
                SignalCatalogue.find(metric.signal()).map(SignalCatalogue.Definition::type);
        boolean possible = Double.isFinite(told)
                && (!metric.signal().endsWith(".ratio") || (told >= 0 && told <= 1))
                && (!metric.signal().equals("uptime.seconds") || told >= 0);
        if (possible && type.filter(t -> t == SignalCatalogue.Type.FLAG).isPresent()) {
            answer.flag(answer.about(), metric.signal(), told != 0, name);
        } else if (possible) {
            answer.quantity(answer.about(), metric.signal(), told, name);
        }
    }
}
