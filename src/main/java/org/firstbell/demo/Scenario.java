package org.firstbell.demo;

import java.time.Duration;
import java.util.List;

/**
 * A scripted morning. Calm between the steps is shortened by the speed; what holds a fault is not, since time-outs,
 * settling and clocks are real.
 */
record Scenario(String name, String title, List<ScenarioStep> steps) {

    /** One thing that happens, or a time that passes. */
    sealed interface ScenarioStep {
        /** Nothing happens; shortened by the speed. */
        record ScaledWait(Duration length) implements ScenarioStep {}

        /** Real time passes that is no fault, such as a table's turn; never shortened. */
        record RealTimeWait(Duration length) implements ScenarioStep {}

        /** A fault lasts; never shortened. */
        record FaultDuration(Duration length) implements ScenarioStep {}

        /** Said on the terminal. */
        record Announcement(String text) implements ScenarioStep {}

        /** The sessions of the first wave start now, so far as the plan can tell beforehand. */
        record FirstSessionStart() implements ScenarioStep {}

        /** The lids of a cart open (or close) one by one. */
        record CartLids(String cart, boolean open, Duration over) implements ScenarioStep {}

        /** Things fall silent. */
        record DevicesDown(List<String> ids) implements ScenarioStep {}

        /** Things start again. */
        record DevicesUp(List<String> ids) implements ScenarioStep {}

        /** A disk has this share free from now on. */
        record DiskFree(String id, double free) implements ScenarioStep {}

        /** A web server takes this long to answer from now on. */
        record ResponseDelay(String id, Duration delay) implements ScenarioStep {}
    }

    Scenario {
        steps = List.copyOf(steps);
    }

    /** How long a step takes at a speed. */
    static Duration duration(ScenarioStep step, double speed) {
        if (step instanceof ScenarioStep.ScaledWait calm) {
            return Duration.ofMillis(Math.round(calm.length().toMillis() / speed));
        } else if (step instanceof ScenarioStep.RealTimeWait wait) {
            return wait.length();
        } else if (step instanceof ScenarioStep.FaultDuration hold) {
            return hold.length();
        } else if (step instanceof ScenarioStep.CartLids lids) {
            return Duration.ofMillis(Math.round(lids.over().toMillis() / speed));
        } else {
            return Duration.ZERO;
        }
    }

    /** From the beginning to the first wave's start; a quarter of an hour when the script has none. */
    Duration timeToFirstStart(double speed) {
        Duration sum = Duration.ZERO;
        for (ScenarioStep step : steps) {
            if (step instanceof ScenarioStep.FirstSessionStart) {
                return sum;
            }
            sum = sum.plus(duration(step, speed));
        }
        return Duration.ofMinutes(15);
    }
}
