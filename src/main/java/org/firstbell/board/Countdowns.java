package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.firstbell.model.Incident;
import org.firstbell.model.Phase;

/** What the largest digits of the wall count to or from (board design §6.3). Lives inside one composition. */
final class Countdowns {
    private static final Duration DATE = Duration.ofHours(24);
    private static final Duration STARTED = Duration.ofMinutes(11);

    private final Scene scene;
    private final Optional<Attention.Hit> outage;

    /** @param outage a shared cause that keeps testing from going on */
    Countdowns(Scene scene, Optional<Attention.Hit> outage) {
        this.scene = scene;
        this.outage = outage;
    }

    BoardParts.CountdownPart of() {
        if (outage.isPresent()) {
            Instant since = outage.flatMap(Attention.Hit::incident)
                    .map(Incident::firstSignAt)
                    .orElseThrow();
            return part("down", since, "Down since " + scene.time().brief(since));
        }
        Optional<Sitting> started = scene.counted().stream()
                .filter(sitting -> !sitting.start().isAfter(scene.now()))
                .filter(sitting -> scene.now().isBefore(sitting.start().plus(STARTED)))
                .max(Comparator.comparing(Sitting::start));
        if (started.isPresent()) {
            return part("started", started.get().start(), clock(started.get()) + " started");
        }
        Optional<Sitting> next = scene.sittings().stream()
                .filter(sitting -> !sitting.over() && sitting.standing().phase() != Phase.LIVE)
                .filter(sitting -> sitting.start().isAfter(scene.now()))
                .min(Comparator.comparing(Sitting::start));
        Optional<Instant> end = scene.counted().stream()
                .filter(Sitting::live)
                .map(sitting -> sitting.plan().end())
                .min(Instant::compareTo);
        boolean soon = next.isPresent()
                && Duration.between(scene.now(), next.get().start()).compareTo(DATE) < 0;
        if (end.isPresent() && (next.isEmpty() || !scene.today().contains(next.get()))) {
            return part("ends", end.get(), "Ends in");
        }
        if (next.isEmpty()) {
            return new BoardParts.CountdownPart("none", Optional.empty(), "");
        }
        return soon
                ? part("starts", next.get().start(), clock(next.get()) + " starts in")
                : part("date", next.get().start(), "Next start");
    }

    private String clock(Sitting sitting) {
        return scene.time(sitting.plan()).clock(sitting.start());
    }

    private BoardParts.CountdownPart part(String mode, Instant at, String label) {
        return new BoardParts.CountdownPart(mode, Optional.of(scene.time().rfc3339(at)), label);
    }
}
