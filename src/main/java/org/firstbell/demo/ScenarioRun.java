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
final class ScenarioRun {
    private final Vertx vertx;
    private final InstantSource clock;
    private final double speed;
    private final Map<String, SimDevice> things;
    private final List<DemoPlan.DemoCart> carts;
    private final Airspace airspace;
    private final Consumer<String> say;
    private final Iterator<Scenario.Step> steps;

    ScenarioRun(
            Vertx vertx,
            InstantSource clock,
            Scenario scenario,
            double speed,
            Map<String, SimDevice> things,
            List<DemoPlan.DemoCart> carts,
            Airspace airspace,
            Consumer<String> say) {
        this.vertx = vertx;
        this.clock = clock;
        this.speed = speed;
        this.things = things;
        this.carts = carts;
        this.airspace = airspace;
        this.say = say;
        this.steps = scenario.steps().iterator();
    }

    /** Takes steps until one takes time. */
    void next() {
        while (steps.hasNext()) {
            Scenario.Step step = steps.next();
            take(step);
            Duration length = Scenario.length(step, speed);
            if (!length.isZero()) {
                vertx.setTimer(Math.max(1, length.toMillis()), later -> next());
                return;
            }
        }
    }

    private void take(Scenario.Step step) {
        if (step instanceof Scenario.Step.Say words) {
            say.accept(words.text());
        } else if (step instanceof Scenario.Step.Lids lids) {
            lids(lids);
        } else if (step instanceof Scenario.Step.Silence silence) {
            silence.ids().forEach(id -> thing(id).ifPresent(SimDevice::silence));
        } else if (step instanceof Scenario.Step.Start start) {
            start.ids().forEach(id -> thing(id).ifPresent(thing -> thing.start(clock.instant())));
        } else if (step instanceof Scenario.Step.Disk disk) {
            thing(disk.id()).ifPresent(thing -> thing.disk(disk.free()));
        } else if (step instanceof Scenario.Step.Slow slow) {
            thing(slow.id()).ifPresent(thing -> thing.delay(slow.delay().toMillis()));
        }
    }

    private Optional<SimDevice> thing(String id) {
        return Optional.ofNullable(things.get(id));
    }

    private void lids(Scenario.Step.Lids lids) {
        DemoPlan.DemoCart cart = carts.stream()
                .filter(one -> one.id().equals(lids.cart()))
                .findFirst()
                .orElseThrow();
        long between = Scenario.length(lids, speed).toMillis() / cart.slots();
        for (int slot = 1; slot <= cart.slots(); slot++) {
            String mac = cart.mac(slot);
            vertx.setTimer(Math.max(1, between * slot), lid -> {
                if (lids.open()) {
                    airspace.join(mac, cart.unit());
                } else {
                    airspace.leave(mac);
                }
            });
        }
    }
}
