package org.firstbell.demo;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A scenario as it goes: one step after another, in real time. Confined to the demo's loop. */
final class ScenarioRunner {
    private final Vertx vertx;
    private final InstantSource clock;
    private final double speed;
    private final Map<String, SimulatedDevice> devices;
    private final List<DemoInventory.DemoCart> carts;
    private final SimulatedWlan wlan;
    private final Consumer<String> announcer;
    private final Iterator<Scenario.ScenarioStep> steps;

    ScenarioRunner(
            Vertx vertx,
            InstantSource clock,
            Scenario scenario,
            double speed,
            Map<String, SimulatedDevice> things,
            List<DemoInventory.DemoCart> carts,
            SimulatedWlan airspace,
            Consumer<String> say) {
        this.vertx = vertx;
        this.clock = clock;
        this.speed = speed;
        this.devices = things;
        this.carts = carts;
        this.wlan = airspace;
        this.announcer = say;
        this.steps = scenario.steps().iterator();
    }

    /** Takes steps until one takes time. */
    void runSteps() {
        while (steps.hasNext()) {
            Scenario.ScenarioStep step = steps.next();
            perform(step);
            Duration length = Scenario.duration(step, speed);
            if (!length.isZero()) {
                vertx.setTimer(Math.max(1, length.toMillis()), later -> runSteps());
                return;
            }
        }
    }

    private void perform(Scenario.ScenarioStep step) {
        if (step instanceof Scenario.ScenarioStep.Announcement words) {
            announcer.accept(words.text());
        } else if (step instanceof Scenario.ScenarioStep.CartLids lids) {
            moveLids(lids);
        } else if (step instanceof Scenario.ScenarioStep.DevicesDown silence) {
            silence.ids().forEach(id -> device(id).ifPresent(SimulatedDevice::shutDown));
        } else if (step instanceof Scenario.ScenarioStep.DevicesUp start) {
            start.ids().forEach(id -> device(id).ifPresent(thing -> thing.boot(clock.instant())));
        } else if (step instanceof Scenario.ScenarioStep.DiskFree disk) {
            device(disk.id()).ifPresent(thing -> thing.setDiskFree(disk.free()));
        } else if (step instanceof Scenario.ScenarioStep.ResponseDelay slow) {
            device(slow.id())
                    .ifPresent(thing -> thing.setDelayMillis(slow.delay().toMillis()));
        }
    }

    private Optional<SimulatedDevice> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    private void moveLids(Scenario.ScenarioStep.CartLids lids) {
        DemoInventory.DemoCart cart = carts.stream()
                .filter(one -> one.id().equals(lids.cart()))
                .findFirst()
                .orElseThrow();
        long between = Scenario.duration(lids, speed).toMillis() / cart.slots();
        for (int slot = 1; slot <= cart.slots(); slot++) {
            String mac = cart.mac(slot);
            vertx.setTimer(Math.max(1, between * slot), lid -> {
                if (lids.open()) {
                    wlan.join(mac, cart.accessPoint());
                } else {
                    wlan.leave(mac);
                }
            });
        }
    }
}
