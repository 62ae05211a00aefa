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

class ScenariosTest {
    @TestFactory
    Stream<DynamicTest> everyScenario_namesThingsThatExist_andFaultsOfNinetySeconds() {
        Set<String> known = new HashSet<>(Set.of("testnav-edge", "insight-edge", "anchor-1", "anchor-2"));
        DemoPlan plan = DemoPlan.school(new DemoNetwork(true), Instant.EPOCH);
        plan.devices().forEach(device -> known.add(device.sim().id()));
        return Scenarios.NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    for (Scenario.Step step : Scenarios.named(name).steps()) {
                        if (step instanceof Scenario.Step.Silence silence) {
                            assertThat(known).containsAll(silence.ids());
                        } else if (step instanceof Scenario.Step.Start start) {
                            assertThat(known).containsAll(start.ids());
                        } else if (step instanceof Scenario.Step.Disk disk) {
                            assertThat(known).contains(disk.id());
                        } else if (step instanceof Scenario.Step.Slow slow) {
                            assertThat(known).contains(slow.id());
                        } else if (step instanceof Scenario.Step.Lids lids) {
                            assertThat(plan.carts())
                                    .extracting(DemoPlan.DemoCart::id)
                                    .contains(lids.cart());
                        } else if (step instanceof Scenario.Step.Hold hold) {
                            assertThat(hold.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyScenario_atSpeedOne_takesAQuarterOfAnHourAtMost() {
        return Scenarios.NAMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Duration sum = Scenarios.named(name).steps().stream()
                            .map(step -> Scenario.length(step, 1))
                            .reduce(Duration.ZERO, Duration::plus);
                    assertThat(sum).isLessThanOrEqualTo(Duration.ofMinutes(15));
                }));
    }

    @Test
    void speed_shortensTheCalmAndNoFault() {
        assertThat(Scenario.length(new Scenario.Step.Calm(Duration.ofSeconds(60)), 4))
                .isEqualTo(Duration.ofSeconds(15));
        assertThat(Scenario.length(new Scenario.Step.Hold(Duration.ofSeconds(100)), 4))
                .isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void named_unknown_namesThoseThereAre() {
        assertThatThrownBy(() -> Scenarios.named("evening"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no scenario 'evening'; there are morning, calm, outage");
    }
}
