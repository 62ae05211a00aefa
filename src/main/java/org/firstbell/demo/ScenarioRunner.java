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
final class ScenarioRunner implements Scenario.ScenarioEffects {
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
            step.perform(this);
            Duration length = step.duration(speed);
            if (!length.isZero()) {
                vertx.setTimer(Math.max(1, length.toMillis()), later -> runSteps());
                return;
            }
        }
    }

    @Override
    public void announce(String text) {
        announcer.accept(text);
    }

    @Override
    public void boot(String device) {
        change(device, booted -> booted.boot(clock.instant()));
    }

    @Override
    public void change(String device, Consumer<SimulatedDevice> how) {
        Optional.ofNullable(devices.get(device)).ifPresent(how);
    }

    @Override
    public void moveLids(Scenario.ScenarioStep.CartLids lids) {
        DemoInventory.DemoCart cart = carts.stream()
                .filter(one -> one.id().equals(lids.cart()))
                .findFirst()
                .orElseThrow();
        long between = lids.duration(speed).toMillis() / cart.slots();
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
