package org.firstbell.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A scripted morning. Calm between the steps is shortened by the speed; what holds a fault is not, since time-outs,
 * settling and clocks are real.
 */
record Scenario(String name, String title, List<ScenarioStep> steps) {

    /** One thing that happens, or a time that passes. */
    sealed interface ScenarioStep {
        /** How long it takes at a speed. */
        default Duration duration(double speed) {
            return Duration.ZERO;
        }

        /** Has it happen; nothing does where only time passes. */
        default void perform(ScenarioEffects effects) {}

        /** Nothing happens; shortened by the speed. */
        record ScaledWait(Duration length) implements ScenarioStep {
            @Override
            public Duration duration(double speed) {
                return scaled(length, speed);
            }
        }

        /** Real time passes that is no fault, such as a table's turn; never shortened. */
        record RealTimeWait(Duration length) implements ScenarioStep {
            @Override
            public Duration duration(double speed) {
                return length;
            }
        }

        /** A fault lasts; never shortened. */
        record FaultDuration(Duration length) implements ScenarioStep {
            @Override
            public Duration duration(double speed) {
                return length;
            }
        }

        /** Said on the terminal. */
        record Announcement(String text) implements ScenarioStep {
            @Override
            public void perform(ScenarioEffects effects) {
                effects.announce(text);
            }
        }

        /** The sessions of the first wave start now, so far as the plan can tell beforehand. */
        record FirstSessionStart() implements ScenarioStep {}

        /** The lids of a cart open (or close) one by one. */
        record CartLids(String cart, boolean open, Duration over) implements ScenarioStep {
            @Override
            public Duration duration(double speed) {
                return scaled(over, speed);
            }

            @Override
            public void perform(ScenarioEffects effects) {
                effects.moveLids(this);
            }
        }

        /** Devices fall silent. */
        record DevicesDown(List<String> ids) implements ScenarioStep {
            @Override
            public void perform(ScenarioEffects effects) {
                ids.forEach(id -> effects.change(id, SimulatedDevice::shutDown));
            }
        }

        /** Devices start again. */
        record DevicesUp(List<String> ids) implements ScenarioStep {
            @Override
            public void perform(ScenarioEffects effects) {
                ids.forEach(effects::boot);
            }
        }

        /** A disk has this share free from now on. */
        record DiskFree(String id, double free) implements ScenarioStep {
            @Override
            public void perform(ScenarioEffects effects) {
                effects.change(id, device -> device.setDiskFree(free));
            }
        }

        /** A web server takes this long to answer from now on. */
        record ResponseDelay(String id, Duration delay) implements ScenarioStep {
            @Override
            public void perform(ScenarioEffects effects) {
                effects.change(id, device -> device.setDelayMillis(delay.toMillis()));
            }
        }
    }

    /** The simulated school as a scenario changes it. */
    interface ScenarioEffects {
        void announce(String text);

        void moveLids(ScenarioStep.CartLids lids);

        void boot(String device);

        void change(String device, Consumer<SimulatedDevice> how);
    }

    Scenario {
        steps = List.copyOf(steps);
    }

    private static Duration scaled(Duration length, double speed) {
        return Duration.ofMillis(Math.round(length.toMillis() / speed));
    }

    /** From the beginning to the first wave's start; a quarter of an hour when the script has none. */
    Duration timeToFirstStart(double speed) {
        Duration sum = Duration.ZERO;
        for (ScenarioStep step : steps) {
            if (step instanceof ScenarioStep.FirstSessionStart) {
                return sum;
            }
            sum = sum.plus(step.duration(speed));
        }
        return Duration.ofMinutes(15);
    }
}
