package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionPhase;

/** What the largest digits of the wall count to or from (board design §6.3). Lives inside one composition. */
final class CountdownViewBuilder {
    private static final Duration COUNTDOWN_LIMIT = Duration.ofHours(24);
    private static final Duration SHOW_STARTED_FOR = Duration.ofMinutes(11);

    private final BoardInput input;
    private final Optional<AttentionListBuilder.AttentionItem> outage;

    /** @param outage a shared cause that keeps testing from going on */
    CountdownViewBuilder(BoardInput input, Optional<AttentionListBuilder.AttentionItem> outage) {
        this.input = input;
        this.outage = outage;
    }

    BoardViewParts.CountdownView build() {
        if (outage.isPresent()) {
            Instant since = outage.flatMap(AttentionListBuilder.AttentionItem::incident)
                    .map(Incident::firstSignAt)
                    .orElseThrow();
            return countdownView(
                    "down", since, "Down since " + input.timeFormat().shortClock(since));
        }
        Optional<BoardSession> started = input.unfinishedToday().stream()
                .filter(session -> !session.start().isAfter(input.now()))
                .filter(session -> input.now().isBefore(session.start().plus(SHOW_STARTED_FOR)))
                .max(Comparator.comparing(BoardSession::start));
        if (started.isPresent()) {
            return countdownView("started", started.get().start(), startClock(started.get()) + " started");
        }
        Optional<BoardSession> next = input.sessions().stream()
                .filter(session -> !session.isOver() && session.assessment().phase() != SessionPhase.LIVE)
                .filter(session -> session.start().isAfter(input.now()))
                .min(Comparator.comparing(BoardSession::start));
        Optional<Instant> end = input.unfinishedToday().stream()
                .filter(BoardSession::isLive)
                .map(session -> session.session().end())
                .min(Instant::compareTo);
        boolean soon = next.isPresent()
                && Duration.between(input.now(), next.get().start()).compareTo(COUNTDOWN_LIMIT) < 0;
        if (end.isPresent() && (next.isEmpty() || !input.today().contains(next.get()))) {
            return countdownView("ends", end.get(), "Ends in");
        }
        if (next.isEmpty()) {
            return new BoardViewParts.CountdownView("none", Optional.empty(), "");
        }
        return soon
                ? countdownView("starts", next.get().start(), startClock(next.get()) + " starts in")
                : countdownView("date", next.get().start(), "Next start");
    }

    private String startClock(BoardSession session) {
        return input.timeFormat(session.session()).clock(session.start());
    }

    private BoardViewParts.CountdownView countdownView(String mode, Instant at, String label) {
        return new BoardViewParts.CountdownView(
                mode, Optional.of(input.timeFormat().rfc3339(at)), label);
    }
}
