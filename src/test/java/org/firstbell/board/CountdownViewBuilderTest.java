package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

class CountdownViewBuilderTest {
    private final FakeAssessment school = FakeAssessment.withRooms("105", "214");

    private BoardViewParts.CountdownView countdown() {
        return school.compose().view().verdict().countdown();
    }

    @Test
    void beforeAStart_itCountsToIt() {
        assertThat(countdown())
                .isEqualTo(new BoardViewParts.CountdownView(
                        "starts", Optional.of("2026-11-23T09:00:00-06:00"), "9:00 AM starts in"));
    }

    @Test
    void moreThanADayBefore_itIsTheDate() {
        school.now = FakeAssessment.NINE.minus(Duration.ofHours(30));
        assertThat(countdown().mode()).isEqualTo("date");
        school.now = FakeAssessment.NINE.minus(Duration.ofHours(23));
        assertThat(countdown().mode()).isEqualTo("starts");
    }

    @Test
    void tenMinutesAfterAStart_itSaysStarted() {
        school.now = FakeAssessment.NINE.plus(Duration.ofMinutes(3));
        school.judge("s-105", Verdict.READY, SessionPhase.LIVE);
        school.judge("s-214", Verdict.READY, SessionPhase.LIVE);
        assertThat(countdown())
                .isEqualTo(new BoardViewParts.CountdownView(
                        "started", Optional.of("2026-11-23T09:00:00-06:00"), "9:00 AM started"));
    }

    @Test
    void later_itCountsToTheNextStartElseToTheEnd() {
        school.now = FakeAssessment.NINE.plus(Duration.ofMinutes(12));
        school.judge("s-105", Verdict.READY, SessionPhase.LIVE);
        school.judge("s-214", Verdict.READY, SessionPhase.LIVE);
        assertThat(countdown())
                .isEqualTo(
                        new BoardViewParts.CountdownView("ends", Optional.of("2026-11-23T10:30:00-06:00"), "Ends in"));
        school.session(
                "next",
                FakeAssessment.NINE.plus(Duration.ofHours(2)),
                FakeAssessment.NINE.plus(Duration.ofHours(3)),
                28,
                "room-105");
        school.judge("next", Verdict.ON_TRACK, SessionPhase.TODAY);
        assertThat(countdown().label()).isEqualTo("11:00 AM starts in");
    }

    @Test
    void duringASharedOutage_itCountsFromTheFirstSign() {
        school.judge("s-105", Verdict.NOT_READY, SessionPhase.SOON);
        school.judge("s-214", Verdict.NOT_READY, SessionPhase.SOON);
        BoardViewParts.CountdownView down = school.compose(TestIncidents.internet(school.now, "105", "214"))
                .view()
                .verdict()
                .countdown();
        assertThat(down)
                .isEqualTo(new BoardViewParts.CountdownView(
                        "down", Optional.of("2026-11-23T08:35:56-06:00"), "Down since 8:35"));
    }

    @Test
    void withNothingPlanned_itCountsNothing() {
        school.judge("s-105", Verdict.READY, SessionPhase.DONE);
        school.judge("s-214", Verdict.READY, SessionPhase.SOON, SessionLabel.CANCELLED);
        school.now = FakeAssessment.NINE.plus(Duration.ofHours(5));
        assertThat(countdown()).isEqualTo(new BoardViewParts.CountdownView("none", Optional.empty(), ""));
    }

    @Test
    void idle_beginsAnHourAfterTheLastAndEndsAnHourBeforeTheNext() {
        assertThat(school.compose().view().idle()).isEmpty();
        school.now = FakeAssessment.NINE.minus(Duration.ofMinutes(61));
        assertThat(school.compose().view().idle().orElseThrow().label()).contains("Mon, Nov 23, 9:00 AM · 2 rooms");
        school.judge("s-105", Verdict.NOT_READY, SessionPhase.TODAY);
        assertThat(school.compose().view().idle()).isEmpty();
        school.judge("s-105", Verdict.READY, SessionPhase.DONE);
        school.judge("s-214", Verdict.READY, SessionPhase.DONE);
        school.now = FakeAssessment.NINE.plus(Duration.ofMinutes(90 + 61));
        assertThat(school.compose().view().idle())
                .contains(new BoardViewParts.IdleView(Optional.empty(), Optional.empty()));
    }
}
