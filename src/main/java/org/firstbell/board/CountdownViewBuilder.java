package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.wording.SchoolTimeFormat;

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
            SchoolTimeFormat time =
                    input.timeFormat(outage.get().sessions().get(0).session());
            return countdownView("down", since, time, "Down since " + time.shortClock(since));
        }
        Optional<BoardSession> started = input.unfinishedToday().stream()
                .filter(session -> !session.start().isAfter(input.now()))
                .filter(session -> input.now().isBefore(session.start().plus(SHOW_STARTED_FOR)))
                .max(Comparator.comparing(BoardSession::start));
        if (started.isPresent()) {
            return startView("started", started.get(), startClock(started.get()) + " started");
        }
        Optional<BoardSession> next = input.sessions().stream()
                .filter(session -> !session.isOver() && session.assessment().phase() != SessionPhase.LIVE)
                .filter(session -> session.start().isAfter(input.now()))
                .min(Comparator.comparing(BoardSession::start));
        Optional<TestSession> firstToEnd = input.unfinishedToday().stream()
                .filter(BoardSession::isLive)
                .map(BoardSession::session)
                .min(Comparator.comparing(TestSession::end));
        boolean soon = next.isPresent()
                && Duration.between(input.now(), next.get().start()).compareTo(COUNTDOWN_LIMIT) < 0;
        if (firstToEnd.isPresent() && (next.isEmpty() || !input.today().contains(next.get()))) {
            TestSession ending = firstToEnd.get();
            return countdownView("ends", ending.end(), input.timeFormat(ending), "Ends in");
        }
        if (next.isEmpty()) {
            return new BoardViewParts.CountdownView("none", Optional.empty(), "");
        }
        return soon
                ? startView("starts", next.get(), startClock(next.get()) + " starts in")
                : startView("date", next.get(), "Next start");
    }

    private String startClock(BoardSession session) {
        return input.timeFormat(session.session()).clock(session.start());
    }

    private BoardViewParts.CountdownView startView(String mode, BoardSession session, String label) {
        return countdownView(mode, session.start(), input.timeFormat(session.session()), label);
    }

    private static BoardViewParts.CountdownView countdownView(
            String mode, Instant at, SchoolTimeFormat time, String label) {
        return new BoardViewParts.CountdownView(mode, Optional.of(time.rfc3339(at)), label);
    }
}
