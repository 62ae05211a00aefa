package org.firstbell.probe;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.probe.dialogue.Dialogue;

/** A dialogue as a probe: looks, deadlines and outcomes are the same for all of them. Confined to the polling loop. */
final class DialogueProbe implements Probe {
    private final Target target;
    private final Dialogue dialogue;
    private final Timers timers;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Part part;

    DialogueProbe(Target target, Dialogue dialogue, Timers timers, InstantSource clock, Surroundings surroundings) {
        this.target = target;
        this.dialogue = dialogue;
        this.timers = timers;
        this.clock = clock;
        this.surroundings = surroundings;
        this.part = new Part(dialogue.part(), true, Part.Pace.BEAT);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String kind() {
        return dialogue.kind();
    }

    @Override
    public List<Part> parts() {
        return List.of(part);
    }

    @Override
    public void ask(Part asked, Look look, Consumer<ProbeOutcome> answer) {
        Once once = new Once(this, look, clock, timers, answer, dialogue::silence);
        Dialogue.Running running = dialogue.begin(told -> once.end(outcome(told, once.asked())));
        once.holds(running::close);
        for (int again = 1; again <= look.retries(); again++) {
            timers.after(Look.RESEND.multipliedBy(again), () -> {
                if (!once.over()) {
                    running.again();
                }
            });
        }
    }

    private ProbeOutcome outcome(Dialogue.Told told, Asked asked) {
        if (told instanceof Dialogue.Told.Facts facts) {
            return answered(facts, asked);
        } else if (told instanceof Dialogue.Told.Nothing nothing) {
            return new ProbeOutcome.Silent(asked, DeviceText.clean(nothing.reason()));
        } else if (told instanceof Dialogue.Told.Refusal refusal) {
            return new ProbeOutcome.Refused(asked, DeviceText.clean(refusal.reason()));
        } else if (told instanceof Dialogue.Told.Nonsense nonsense) {
            return new ProbeOutcome.Garbled(asked, DeviceText.clean(nonsense.reason()));
        } else {
            return new ProbeOutcome.Skipped(asked, ((Dialogue.Told.Unable) told).reason());
        }
    }

    private ProbeOutcome answered(Dialogue.Told.Facts facts, Asked asked) {
        Answer answer = new Answer(target, clock.instant(), dialogue.kind(), true, new Memory(), surroundings);
        answer.quantity("response.time.seconds", asked.took().toNanos() / 1e9);
        for (Dialogue.Fact fact : facts.facts()) {
            if (fact.value() instanceof SignalValue.Text text) {
                answer.text(target, fact.signal(), DeviceText.clean(text.value()), fact.source());
            } else {
                answer.add(new Reading(target, answer.memory().name(fact.signal()), fact.value(), fact.source()));
            }
        }
        return new ProbeOutcome.Answered(
                asked,
                answer.readings(),
                Optional.empty(),
                facts.problems().stream().map(DeviceText::clean).toList());
    }
}
