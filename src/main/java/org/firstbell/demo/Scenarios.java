package org.firstbell.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.Problems;
import org.firstbell.config.YamlFile;
import org.firstbell.config.YamlMap;
import org.firstbell.config.YamlValue;

/** The scripts shipped with the product, read from {@code /scenarios/NAME.yaml}. */
final class Scenarios {
    /** Every scenario there is. */
    static final List<String> NAMES = List.of("morning", "calm", "outage");

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Scenarios() {}

    /**
     * One scenario.
     *
     * @throws IllegalArgumentException when there is none of that name, with the sentence to show
     */
    static Scenario named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no scenario '" + name + "'; there are " + String.join(", ", NAMES));
        }
        Problems problems = new Problems();
        Optional<Scenario> scenario =
                YamlFile.shipped("/scenarios/" + name + ".yaml", problems).flatMap(Scenarios::read);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(ConfigLoader.lines(problems.sorted()));
        }
        return scenario.orElseThrow();
    }

    static Optional<Scenario> read(YamlMap map) {
        map.only("name", "title", "steps");
        List<Scenario.Step> steps = new ArrayList<>();
        for (YamlValue entry : map.list("steps")) {
            entry.map().flatMap(Scenarios::step).ifPresent(steps::add);
        }
        return map.needText("name")
                .flatMap(name -> map.needText("title").map(title -> new Scenario(name, title, steps)));
    }

    private static Optional<Scenario.Step> step(YamlMap map) {
        map.only("calm", "wait", "hold", "say", "first-start", "lids", "silence", "start", "disk", "slow");
        String verb = map.names().stream().findFirst().orElse("");
        return switch (verb) {
            case "calm" -> length(map, verb).map(Scenario.Step.Calm::new);
            case "wait" -> length(map, verb).map(Scenario.Step.Wait::new);
            case "hold" -> length(map, verb).map(Scenario.Step.Hold::new);
            case "say" -> map.needText(verb).map(Scenario.Step.Say::new);
            case "first-start" -> Optional.of(new Scenario.Step.FirstStart());
            case "silence" -> Optional.of(new Scenario.Step.Silence(map.texts(verb)));
            case "start" -> Optional.of(new Scenario.Step.Start(map.texts(verb)));
            case "lids" -> map.map(verb).flatMap(Scenarios::lids);
            case "disk" -> map.map(verb).flatMap(Scenarios::disk);
            case "slow" -> map.map(verb).flatMap(Scenarios::slow);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> length(YamlMap map, String key) {
        return map.need(key).flatMap(value -> value.duration(Duration.ZERO, LONGEST));
    }

    private static Optional<Scenario.Step> lids(YamlMap map) {
        map.only("cart", "open", "over");
        return map.needText("cart")
                .flatMap(cart -> map.need("open")
                        .flatMap(YamlValue::flag)
                        .flatMap(open -> length(map, "over").map(over -> new Scenario.Step.Lids(cart, open, over))));
    }

    private static Optional<Scenario.Step> disk(YamlMap map) {
        map.only("id", "free");
        return map.needText("id")
                .flatMap(id -> map.need("free")
                        .flatMap(value -> value.number(0, 1))
                        .map(free -> new Scenario.Step.Disk(id, free)));
    }

    private static Optional<Scenario.Step> slow(YamlMap map) {
        map.only("id", "delay");
        return map.needText("id").flatMap(id -> length(map, "delay").map(delay -> new Scenario.Step.Slow(id, delay)));
    }
}
