package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The timers of a real loop; every wait ends with the last timer. */
class EventLoopTest {
    private final Vertx vertx = Vertx.vertx();
    private EventLoop loop;

    @BeforeEach
    void open() throws Exception {
        loop = EventLoop.open(vertx).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private <T> T await(CompletableFuture<T> value) throws Exception {
        return value.get(10, TimeUnit.SECONDS);
    }

    @Test
    void timers_ofAnyLength_areNeverEarly() throws Exception {
        List<Long> early = new ArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.run(() -> {
            for (int millis : new int[] {0, 1, 9, 10, 11, 25, 60}) {
                long set = System.nanoTime();
                loop.schedule(Duration.ofMillis(millis), () -> {
                    long waited = System.nanoTime() - set;
                    if (waited < millis * 1_000_000L) {
                        early.add(waited);
                    }
                });
            }
            loop.schedule(Duration.ofMillis(80), () -> done.complete(true));
        });

        assertThat(await(done)).isTrue();
        assertThat(early).isEmpty();
    }

    @Test
    void timer_thatIsCancelled_doesNothing_evenWhenAnotherOfItsTurnCancelsIt() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        loop.run(() -> {
            List<Timers.TimerHandle> second = new ArrayList<>();
            loop.schedule(Duration.ofMillis(5), () -> {
                ran.add("first");
                second.get(0).cancel();
            });
            second.add(loop.schedule(Duration.ofMillis(5), () -> ran.add("second")));
            loop.schedule(Duration.ofMillis(5), () -> ran.add("never")).cancel();
            loop.schedule(Duration.ofMillis(40), () -> done.complete(ran));
        });

        assertThat(await(done)).containsExactly("first");
    }

    @Test
    void task_thatFails_takesNoOtherWithIt_andRunsOnTheLoopsContext() throws Exception {
        CompletableFuture<Boolean> sameContext = new CompletableFuture<>();
        loop.run(() -> {
            Object own = Vertx.currentContext();
            loop.schedule(Duration.ZERO, () -> {
                throw new IllegalStateException("planted");
            });
            loop.schedule(Duration.ZERO, () -> sameContext.complete(Vertx.currentContext() == own));
        });

        assertThat(await(sameContext)).isTrue();
    }

    @Test
    void call_thatFails_failsItsAnswer() {
        assertThat(loop.call(() -> {
                            throw new IllegalStateException("planted");
                        })
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("planted");
    }
}
