package org.firstbell.demo;

import java.time.Duration;
import java.util.List;

/**
 * A scripted morning. Calm between the steps is shortened by the speed; what holds a fault is not, since time-outs,
 * settling and clocks are real.
 */
record Scenario(String name, String title, List<Step> steps) {

    /** One thing that happens, or a time that passes. */
    sealed interface Step {
        /** Nothing happens; shortened by the speed. */
        record Calm(Duration length) implements Step {}

        /** Real time passes that is no fault, such as a table's turn; never shortened. */
        record Wait(Duration length) implements Step {}

        /** A fault lasts; never shortened. */
        record Hold(Duration length) implements Step {}

        /** Said on the terminal. */
        record Say(String text) implements Step {}

        /** The sessions of the first wave start now, so far as the plan can tell beforehand. */
        record FirstStart() implements Step {}

        /** The lids of a cart open (or close) one by one. */
        record Lids(String cart, boolean open, Duration over) implements Step {}

        /** Things fall silent. */
        record Silence(List<String> ids) implements Step {}

        /** Things start again. */
        record Start(List<String> ids) implements Step {}

        /** A disk has this share free from now on. */
        record Disk(String id, double free) implements Step {}

        /** A web server takes this long to answer from now on. */
        record Slow(String id, Duration delay) implements Step {}
    }

    Scenario {
        steps = List.copyOf(steps);
    }

    /** How long a step takes at a speed. */
    static Duration length(Step step, double speed) {
        if (step instanceof Step.Calm calm) {
            return Duration.ofMillis(Math.round(calm.length().toMillis() / speed));
        } else if (step instanceof Step.Wait wait) {
            return wait.length();
        } else if (step instanceof Step.Hold hold) {
            return hold.length();
        } else if (step instanceof Step.Lids lids) {
            return Duration.ofMillis(Math.round(lids.over().toMillis() / speed));
        } else {
            return Duration.ZERO;
        }
    }

    /** From the beginning to the first wave's start; a quarter of an hour when the script has none. */
    Duration toFirstStart(double speed) {
        Duration sum = Duration.ZERO;
        for (Step step : steps) {
            if (step instanceof Step.FirstStart) {
                return sum;
            }
            sum = sum.plus(length(step, speed));
        }
        return Duration.ofMinutes(15);
    }
}
