package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.junit.jupiter.api.Test;

/** The queue of beats against a plain sorted list, through seeded changes of every kind. */
class TickQueueTest {
    private static final Query LIFE = new Query("system", true, Query.QueryPace.SESSION);

    private static ScheduledQuery asking(int number) {
        Probe probe = new Probe() {
            @Override
            public Target target() {
                return new DeviceId("pc-" + number);
            }

            @Override
            public String type() {
                return "snmp";
            }

            @Override
            public List<Query> queries() {
                return List.of(LIFE);
            }

            @Override
            public void execute(Query query, Attempt attempt, Consumer<ProbeOutcome> answer) {
                throw new IllegalStateException("nobody asks here");
            }
        };
        return new ScheduledQuery(probe, LIFE, List.of(LIFE), new TargetQueries(), new ScheduledQuery.AttemptHandler() {
            @Override
            public Timers timers() {
                throw new IllegalStateException("nobody waits here");
            }

            @Override
            public Attempt attempt(ScheduledQuery scheduled, int of) {
                throw new IllegalStateException("nobody looks here");
            }

            @Override
            public void outcomeReceived(ScheduledQuery scheduled, int cycle, ProbeOutcome outcome) {
                throw new IllegalStateException("nothing comes here");
            }
        });
    }

    @Test
    void first_afterAnyChanges_isTheEarliest() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            TickQueue queue = new TickQueue();
            List<ScheduledQuery> out = new ArrayList<>();
            List<ScheduledQuery> in = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                out.add(asking(i));
            }
            for (int step = 0; step < 2_000; step++) {
                int what = random.nextInt(4);
                if (what == 0 && !in.isEmpty()) {
                    ScheduledQuery gone = in.remove(random.nextInt(in.size()));
                    queue.remove(gone);
                    queue.remove(gone);
                    out.add(gone);
                } else if (what == 1 && !out.isEmpty()) {
                    ScheduledQuery come = out.remove(random.nextInt(out.size()));
                    queue.put(come, random.nextInt(500));
                    in.add(come);
                } else if (!in.isEmpty()) {
                    queue.put(in.get(random.nextInt(in.size())), random.nextInt(500));
                }
                assertThat(queue.size()).isEqualTo(in.size());
                ScheduledQuery first = queue.first();
                assertThat(first == null ? -1 : first.nextTick)
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(in.stream()
                                .min(Comparator.comparingLong(one -> one.nextTick))
                                .map(one -> one.nextTick)
                                .orElse(-1L));
            }
            assertThat(queue.all()).containsExactlyInAnyOrderElementsOf(in);
        }
    }
}
