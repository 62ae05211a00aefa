package org.firstbell.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlReader;
import org.firstbell.config.yaml.YamlValue;

/** The scripts shipped with the product, read from {@code /scenarios/NAME.yaml}. */
final class ScenarioLoader {
    /** Every scenario there is. */
    static final List<String> NAMES = List.of("morning", "calm", "outage");

    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    private ScenarioLoader() {}

    /**
     * One scenario.
     *
     * @throws IllegalArgumentException when there is none of that name, with the sentence to show
     */
    static Scenario load(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no scenario '" + name + "'; there are " + String.join(", ", NAMES));
        }
        ProblemCollector problems = new ProblemCollector();
        Optional<Scenario> scenario =
                YamlReader.readShipped("/scenarios/" + name + ".yaml", problems).flatMap(ScenarioLoader::read);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(ConfigLoader.problemLines(problems.sorted()));
        }
        return scenario.orElseThrow();
    }

    static Optional<Scenario> read(YamlMap map) {
        map.allowOnly("name", "title", "steps");
        List<Scenario.ScenarioStep> steps = new ArrayList<>();
        for (YamlValue entry : map.list("steps")) {
            entry.asMap().flatMap(ScenarioLoader::readStep).ifPresent(steps::add);
        }
        return map.requireText("name")
                .flatMap(name -> map.requireText("title").map(title -> new Scenario(name, title, steps)));
    }

    private static Optional<Scenario.ScenarioStep> readStep(YamlMap map) {
        map.allowOnly("calm", "wait", "hold", "say", "first-start", "lids", "silence", "start", "disk", "slow");
        String verb = map.keys().stream().findFirst().orElse("");
        return switch (verb) {
            case "calm" -> readDuration(map, verb).map(Scenario.ScenarioStep.ScaledWait::new);
            case "wait" -> readDuration(map, verb).map(Scenario.ScenarioStep.RealTimeWait::new);
            case "hold" -> readDuration(map, verb).map(Scenario.ScenarioStep.FaultDuration::new);
            case "say" -> map.requireText(verb).map(Scenario.ScenarioStep.Announcement::new);
            case "first-start" -> Optional.of(new Scenario.ScenarioStep.FirstSessionStart());
            case "silence" -> Optional.of(new Scenario.ScenarioStep.DevicesDown(map.texts(verb)));
            case "start" -> Optional.of(new Scenario.ScenarioStep.DevicesUp(map.texts(verb)));
            case "lids" -> map.map(verb).flatMap(ScenarioLoader::readLids);
            case "disk" -> map.map(verb).flatMap(ScenarioLoader::readDisk);
            case "slow" -> map.map(verb).flatMap(ScenarioLoader::readDelay);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> readDuration(YamlMap map, String key) {
        return map.require(key).flatMap(value -> value.asDuration(Duration.ZERO, MAX_DURATION));
    }

    private static Optional<Scenario.ScenarioStep> readLids(YamlMap map) {
        map.allowOnly("cart", "open", "over");
        return map.requireText("cart")
                .flatMap(cart -> map.require("open")
                        .flatMap(YamlValue::asBoolean)
                        .flatMap(open -> readDuration(map, "over")
                                .map(over -> new Scenario.ScenarioStep.CartLids(cart, open, over))));
    }

    private static Optional<Scenario.ScenarioStep> readDisk(YamlMap map) {
        map.allowOnly("id", "free");
        return map.requireText("id")
                .flatMap(id -> map.require("free")
                        .flatMap(value -> value.asNumber(0, 1))
                        .map(free -> new Scenario.ScenarioStep.DiskFree(id, free)));
    }

    private static Optional<Scenario.ScenarioStep> readDelay(YamlMap map) {
        map.allowOnly("id", "delay");
        return map.requireText("id")
                .flatMap(id ->
                        readDuration(map, "delay").map(delay -> new Scenario.ScenarioStep.ResponseDelay(id, delay)));
    }
}
