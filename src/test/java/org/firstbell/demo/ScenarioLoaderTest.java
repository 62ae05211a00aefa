package org.firstbell.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScenarioLoaderTest {
    @TestFactory
    Stream<DynamicTest> everyScenario_namesThingsThatExist_andFaultsOfNinetySeconds() {
        Set<String> known = new HashSet<>(Set.of("testnav-edge", "insight-edge", "anchor-1", "anchor-2"));
        DemoInventory plan = DemoInventory.school(new LoopbackAddresses(true), Instant.EPOCH);
        plan.devices().forEach(device -> known.add(device.simulated().id()));
        return ScenarioLoader.NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    for (Scenario.ScenarioStep step : ScenarioLoader.load(name).steps()) {
                        if (step instanceof Scenario.ScenarioStep.DevicesDown silence) {
                            assertThat(known).containsAll(silence.ids());
                        } else if (step instanceof Scenario.ScenarioStep.DevicesUp start) {
                            assertThat(known).containsAll(start.ids());
                        } else if (step instanceof Scenario.ScenarioStep.DiskFree disk) {
                            assertThat(known).contains(disk.id());
                        } else if (step instanceof Scenario.ScenarioStep.ResponseDelay slow) {
                            assertThat(known).contains(slow.id());
                        } else if (step instanceof Scenario.ScenarioStep.CartLids lids) {
                            assertThat(plan.carts())
                                    .extracting(DemoInventory.DemoCart::id)
                                    .contains(lids.cart());
                        } else if (step instanceof Scenario.ScenarioStep.FaultDuration hold) {
                            assertThat(hold.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyScenario_atSpeedOne_takesAQuarterOfAnHourAtMost() {
        return ScenarioLoader.NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Duration sum = ScenarioLoader.load(name).steps().stream()
                            .map(step -> step.duration(1))
                            .reduce(Duration.ZERO, Duration::plus);
                    assertThat(sum).isLessThanOrEqualTo(Duration.ofMinutes(15));
                }));
    }

    @Test
    void speed_shortensTheCalmAndNoFault() {
        assertThat(new Scenario.ScenarioStep.ScaledWait(Duration.ofSeconds(60)).duration(4))
                .isEqualTo(Duration.ofSeconds(15));
        assertThat(new Scenario.ScenarioStep.FaultDuration(Duration.ofSeconds(100)).duration(4))
                .isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void named_unknown_namesThoseThereAre() {
        assertThatThrownBy(() -> ScenarioLoader.load("evening"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no scenario 'evening'; there are morning, calm, outage");
    }
}
