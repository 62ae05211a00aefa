package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.firstbell.model.Phase;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Verdict;
import org.junit.jupiter.api.Test;

class CountdownsTest {
    private final FakeSchool school = FakeSchool.withRooms("105", "214");

    private BoardParts.CountdownPart countdown() {
        return school.compose().live().verdict().countdown();
    }

    @Test
    void beforeAStart_itCountsToIt() {
        assertThat(countdown())
                .isEqualTo(new BoardParts.CountdownPart(
                        "starts", Optional.of("2026-11-23T09:00:00-06:00"), "9:00 AM starts in"));
    }

    @Test
    void moreThanADayBefore_itIsTheDate() {
        school.now = FakeSchool.NINE.minus(Duration.ofHours(30));
        assertThat(countdown().mode()).isEqualTo("date");
        school.now = FakeSchool.NINE.minus(Duration.ofHours(23));
        assertThat(countdown().mode()).isEqualTo("starts");
    }

    @Test
    void tenMinutesAfterAStart_itSaysStarted() {
        school.now = FakeSchool.NINE.plus(Duration.ofMinutes(3));
        school.judge("s-105", Verdict.READY, Phase.LIVE);
        school.judge("s-214", Verdict.READY, Phase.LIVE);
        assertThat(countdown())
                .isEqualTo(new BoardParts.CountdownPart(
                        "started", Optional.of("2026-11-23T09:00:00-06:00"), "9:00 AM started"));
    }

    @Test
    void later_itCountsToTheNextStartElseToTheEnd() {
        school.now = FakeSchool.NINE.plus(Duration.ofMinutes(12));
        school.judge("s-105", Verdict.READY, Phase.LIVE);
        school.judge("s-214", Verdict.READY, Phase.LIVE);
        assertThat(countdown())
                .isEqualTo(new BoardParts.CountdownPart("ends", Optional.of("2026-11-23T10:30:00-06:00"), "Ends in"));
        school.session(
                "next",
                FakeSchool.NINE.plus(Duration.ofHours(2)),
                FakeSchool.NINE.plus(Duration.ofHours(3)),
                28,
                "room-105");
        school.judge("next", Verdict.ON_TRACK, Phase.TODAY);
        assertThat(countdown().label()).isEqualTo("11:00 AM starts in");
    }

    @Test
    void duringASharedOutage_itCountsFromTheFirstSign() {
        school.judge("s-105", Verdict.NOT_READY, Phase.SOON);
        school.judge("s-214", Verdict.NOT_READY, Phase.SOON);
        BoardParts.CountdownPart down = school.compose(Incidents.internet(school.now, "105", "214"))
                .live()
                .verdict()
                .countdown();
        assertThat(down)
                .isEqualTo(new BoardParts.CountdownPart(
                        "down", Optional.of("2026-11-23T08:35:56-06:00"), "Down since 8:35"));
    }

    @Test
    void withNothingPlanned_itCountsNothing() {
        school.judge("s-105", Verdict.READY, Phase.DONE);
        school.judge("s-214", Verdict.READY, Phase.SOON, SessionWord.CANCELLED);
        school.now = FakeSchool.NINE.plus(Duration.ofHours(5));
        assertThat(countdown()).isEqualTo(new BoardParts.CountdownPart("none", Optional.empty(), ""));
    }

    @Test
    void idle_beginsAnHourAfterTheLastAndEndsAnHourBeforeTheNext() {
        assertThat(school.compose().live().idle()).isEmpty();
        school.now = FakeSchool.NINE.minus(Duration.ofMinutes(61));
        assertThat(school.compose().live().idle().orElseThrow().label()).contains("Mon, Nov 23, 9:00 AM · 2 rooms");
        school.judge("s-105", Verdict.NOT_READY, Phase.TODAY);
        assertThat(school.compose().live().idle()).isEmpty();
        school.judge("s-105", Verdict.READY, Phase.DONE);
        school.judge("s-214", Verdict.READY, Phase.DONE);
        school.now = FakeSchool.NINE.plus(Duration.ofMinutes(90 + 61));
        assertThat(school.compose().live().idle()).contains(new BoardParts.Idle(Optional.empty(), Optional.empty()));
    }
}
