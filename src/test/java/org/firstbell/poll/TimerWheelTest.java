package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.firstbell.model.Timers;
import org.junit.jupiter.api.Test;

/** Timers on a wheel, in a time that the test turns. */
class TimerWheelTest {
    private long now = 123_456_789;
    private long alarm = Long.MAX_VALUE;
    private final TimerWheel wheel = new TimerWheel(() -> now, nanos -> alarm = now + nanos);

    /** Lets time pass as the loop does: from alarm to alarm. */
    private void pass(Duration time) {
        long until = now + time.toNanos();
        while (alarm <= until) {
            now = Math.max(now, alarm);
            alarm = Long.MAX_VALUE;
            wheel.fireDue();
        }
        now = until;
    }

    @Test
    void timers_ofAnyLength_areNeverEarlyAndAtMostASlotLate() {
        Random random = new Random(11);
        List<Long> late = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long delay = random.nextInt(100) == 0 ? random.nextInt(60_000) : random.nextInt(2_000);
            long due = now + Duration.ofMillis(delay).toNanos();
            wheel.schedule(Duration.ofMillis(delay), () -> late.add(now - due));
            pass(Duration.ofNanos(random.nextInt(5_000_000)));
        }
        pass(Duration.ofMinutes(2));
        assertThat(late).hasSize(5_000).allMatch(nanos -> nanos >= 0 && nanos <= 10_000_000);
        assertThat(wheel.pendingTimers()).isZero();
        assertThat(alarm).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void alarm_thatRingsEarly_isAskedForAgain() {
        List<String> done = new ArrayList<>();
        wheel.schedule(Duration.ofMillis(50), () -> done.add("late"));
        now += Duration.ofMillis(20).toNanos();
        alarm = Long.MAX_VALUE;
        wheel.fireDue();
        assertThat(done).isEmpty();
        pass(Duration.ofMillis(40));
        assertThat(done).containsExactly("late");
    }

    @Test
    void timer_thatIsCancelled_doesNothing_evenWhenAnotherOfItsTurnCancelsIt() {
        List<String> done = new ArrayList<>();
        List<Timers.TimerHandle> handles = new ArrayList<>();
        wheel.schedule(Duration.ofMillis(50), () -> handles.forEach(Timers.TimerHandle::cancel));
        handles.add(wheel.schedule(Duration.ofMillis(50), () -> done.add("never")));
        handles.add(wheel.schedule(Duration.ofMillis(5_000), () -> done.add("never")));
        wheel.schedule(Duration.ofMillis(60), () -> done.add("kept"));
        pass(Duration.ofSeconds(10));
        assertThat(done).containsExactly("kept");
        assertThat(wheel.pendingTimers()).isZero();
    }

    @Test
    void timer_setByATimer_isForLater() {
        List<String> done = new ArrayList<>();
        wheel.schedule(Duration.ZERO, () -> {
            done.add("first");
            wheel.schedule(Duration.ZERO, () -> done.add("second"));
        });
        pass(Duration.ofMillis(100));
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void loop_thatWasHeldUp_catchesUp() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            wheel.schedule(Duration.ofSeconds(i), () -> done.add(number));
        }
        now += Duration.ofSeconds(30).toNanos();
        wheel.fireDue();
        pass(Duration.ofSeconds(6));
        assertThat(done).hasSize(20);
    }

    @Test
    void task_thatFails_takesNobodyWithIt() {
        List<String> done = new ArrayList<>();
        wheel.schedule(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("bug");
        });
        wheel.schedule(Duration.ofMillis(10), () -> done.add("other"));
        assertThatThrownBy(() -> pass(Duration.ofMillis(50))).hasMessage("bug");
        pass(Duration.ofMillis(100));
        assertThat(done).containsExactly("other");
    }
}
