package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.probe.Look;
import org.firstbell.probe.Part;
import org.firstbell.probe.Probe;
import org.junit.jupiter.api.Test;

/** The queue of beats against a plain sorted list, through seeded changes of every kind. */
class BeatQueueTest {
    private static final Part LIFE = new Part("system", true, Part.Pace.BEAT);

    private static Asking asking(int number) {
        Probe probe = new Probe() {
            @Override
            public Target target() {
                return new DeviceId("pc-" + number);
            }

            @Override
            public String kind() {
                return "snmp";
            }

            @Override
            public List<Part> parts() {
                return List.of(LIFE);
            }

            @Override
            public void ask(Part part, Look look, Consumer<ProbeOutcome> answer) {
                throw new IllegalStateException("nobody asks here");
            }
        };
        return new Asking(probe, LIFE, List.of(LIFE), new Lane(), new Asking.Poll() {
            @Override
            public Timers timers() {
                throw new IllegalStateException("nobody waits here");
            }

            @Override
            public Look look(Asking asking, int of) {
                throw new IllegalStateException("nobody looks here");
            }

            @Override
            public void came(Asking asking, ProbeOutcome outcome) {
                throw new IllegalStateException("nothing comes here");
            }

            @Override
            public void ended(Asking asking) {
                throw new IllegalStateException("nothing ends here");
            }
        });
    }

    @Test
    void first_afterAnyChanges_isTheEarliest() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            BeatQueue queue = new BeatQueue();
            List<Asking> out = new ArrayList<>();
            List<Asking> in = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                out.add(asking(i));
            }
            for (int step = 0; step < 2_000; step++) {
                int what = random.nextInt(4);
                if (what == 0 && !in.isEmpty()) {
                    Asking gone = in.remove(random.nextInt(in.size()));
                    queue.remove(gone);
                    queue.remove(gone);
                    out.add(gone);
                } else if (what == 1 && !out.isEmpty()) {
                    Asking come = out.remove(random.nextInt(out.size()));
                    queue.put(come, random.nextInt(500));
                    in.add(come);
                } else if (!in.isEmpty()) {
                    queue.put(in.get(random.nextInt(in.size())), random.nextInt(500));
                }
                assertThat(queue.size()).isEqualTo(in.size());
                Asking first = queue.first();
                assertThat(first == null ? -1 : first.beat)
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(in.stream()
                                .min(Comparator.comparingLong(one -> one.beat))
                                .map(one -> one.beat)
                                .orElse(-1L));
            }
            assertThat(queue.all()).containsExactlyInAnyOrderElementsOf(in);
        }
    }
}
