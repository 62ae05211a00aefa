package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every situation of the verdict sentence, as a table. */
class VerdictViewBuilderTest {
    private static final String[] SIX = {"105", "107", "112", "118", "209", "214"};

    private record VerdictCase(
            String situation,
            Function<FakeAssessment, List<Incident>> given,
            String word,
            String line,
            String second) {}

    private static VerdictCase row(
            String situation, Function<FakeAssessment, List<Incident>> given, String word, String line, String second) {
        return new VerdictCase(situation, given, word, line, second);
    }

    private static List<Incident> all(FakeAssessment school, Verdict verdict, SessionPhase phase) {
        for (String room : SIX) {
            school.judge("s-" + room, verdict, phase);
        }
        return List.of();
    }

    private static List<Incident> none(Runnable given) {
        given.run();
        return List.of();
    }

    private static final List<VerdictCase> TABLE = List.of(
            row(
                    "all ready",
                    school -> List.of(),
                    "READY",
                    "All 6 rooms are ready",
                    "No technical problem known. Last checked 8:35 AM."),
            row(
                    "one not ready",
                    school -> none(() -> {
                        school.judge("s-214", Verdict.NOT_READY, SessionPhase.SOON);
                        school.judge("s-118", Verdict.AT_RISK, SessionPhase.SOON);
                    }),
                    "NOT READY",
                    "Room 214 is not ready",
                    "1 more at risk · 4 ready"),
            row(
                    "several not ready",
                    school -> none(() -> {
                        school.judge("s-214", Verdict.NOT_READY, SessionPhase.SOON);
                        school.judge("s-209", Verdict.NOT_READY, SessionPhase.SOON);
                        school.judge("s-118", Verdict.AT_RISK, SessionPhase.SOON);
                        school.judge("s-105", Verdict.UNKNOWN, SessionPhase.SOON);
                    }),
                    "NOT READY",
                    "2 of 6 rooms not ready",
                    "1 unknown · 1 at risk · 2 ready"),
            row(
                    "only at risk",
                    school -> none(() -> school.judge("s-118", Verdict.AT_RISK, SessionPhase.SOON)),
                    "AT RISK",
                    "Room 118 is at risk",
                    "It can start. 5 ready"),
            row(
                    "unknown",
                    school -> none(() -> school.judge("s-214", Verdict.UNKNOWN, SessionPhase.SOON)),
                    "UNKNOWN",
                    "We can't tell about 214",
                    "No answer for 9 min · 5 ready"),
            row(
                    "several unknown",
                    school -> all(school, Verdict.UNKNOWN, SessionPhase.SOON),
                    "UNKNOWN",
                    "We can't tell about 6 rooms",
                    "No answer for 9 min"),
            row(
                    "on track",
                    school -> all(school, Verdict.ON_TRACK, SessionPhase.SOON),
                    "ON TRACK",
                    "All 6 rooms are on track",
                    "No technical problem known."),
            row(
                    "some on track",
                    school -> none(() -> school.judge("s-118", Verdict.ON_TRACK, SessionPhase.SOON)),
                    "ON TRACK",
                    "5 of 6 rooms are ready",
                    "1 on track"),
            row(
                    "testing, fine",
                    school -> all(school, Verdict.READY, SessionPhase.LIVE),
                    "IN SESSION",
                    "6 rooms are testing",
                    "No problems. Ends 10:30 AM"),
            row(
                    "testing, hit",
                    school -> {
                        all(school, Verdict.READY, SessionPhase.LIVE);
                        school.judge("s-214", Verdict.NOT_READY, SessionPhase.LIVE, SessionLabel.INTERRUPTED);
                        return List.of();
                    },
                    "INTERRUPTED",
                    "Room 214 is interrupted",
                    "5 testing"),
            row(
                    "testing, to check",
                    school -> {
                        all(school, Verdict.READY, SessionPhase.LIVE);
                        school.judge("s-214", Verdict.NOT_READY, SessionPhase.LIVE);
                        return List.of();
                    },
                    "CHECK ROOM",
                    "Look into Room 214",
                    "5 testing"),
            row(
                    "shared cause, testing",
                    school -> {
                        for (String room : SIX) {
                            school.judge("s-" + room, Verdict.NOT_READY, SessionPhase.LIVE, SessionLabel.INTERRUPTED);
                        }
                        return List.of(TestIncidents.internet(school.now, SIX));
                    },
                    "INTERRUPTED",
                    "The internet is down",
                    "All 6 rooms are affected. Testing has started."),
            row(
                    "shared cause of some",
                    school -> {
                        for (String room : List.of("105", "107", "112")) {
                            school.judge("s-" + room, Verdict.NOT_READY, SessionPhase.SOON);
                        }
                        return List.of(TestIncidents.internet(school.now, "105", "107", "112"));
                    },
                    "NOT READY",
                    "The internet is down",
                    "3 of 6 rooms are affected."),
            row(
                    "done",
                    school -> all(school, Verdict.READY, SessionPhase.DONE),
                    "DONE",
                    "All testing is done",
                    "6 sessions, see the report"),
            row(
                    "cancelled",
                    school -> none(() -> {
                        for (String room : SIX) {
                            school.judge("s-" + room, Verdict.READY, SessionPhase.SOON, SessionLabel.CANCELLED);
                        }
                    }),
                    "CANCELLED",
                    "All testing is cancelled",
                    "Nothing else is planned today."),
            row(
                    "accepted risk",
                    school -> none(() -> school.judge(
                            "s-118",
                            Verdict.AT_RISK,
                            SessionPhase.SOON,
                            SessionLabel.AT_RISK,
                            true,
                            Optional.empty(),
                            List.of())),
                    "READY",
                    "5 of 6 rooms are ready",
                    "1 risk accepted"),
            row(
                    "blind",
                    school -> {
                        school.blindness = Optional.of(
                                new VisibilityLoss(school.now, "this computer has no network. Check its cable."));
                        return all(school, Verdict.UNKNOWN, SessionPhase.SOON);
                    },
                    "UNKNOWN",
                    "We are blind: we can't tell",
                    "This computer has no network. Check its cable."),
            row(
                    "no testing",
                    school -> none(() -> {
                        school.now = FakeAssessment.NINE.plus(Duration.ofDays(2));
                        for (String room : SIX) {
                            school.judge("s-" + room, Verdict.READY, SessionPhase.DONE);
                        }
                    }),
                    "NOT CHECKED",
                    "No testing today",
                    "Nothing is planned."));

    @TestFactory
    Stream<DynamicTest> verdict_inEachSituation_saysItsSentence() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(row.situation(), () -> {
                    FakeAssessment school = FakeAssessment.withRooms(SIX);
                    Incident[] open = row.given().apply(school).toArray(Incident[]::new);
                    BoardViewParts.VerdictView verdict =
                            school.compose(open).view().verdict();
                    assertThat(List.of(verdict.word(), verdict.line(), verdict.second()))
                            .containsExactly(row.word(), row.line(), row.second());
                    assertThat(verdict.line()).hasSizeLessThanOrEqualTo(28);
                    assertThat(verdict.second()).hasSizeLessThanOrEqualTo(52);
                    assertThat(verdict.lines()).first().isEqualTo(verdict.line());
                }));
    }

    @Test
    void verdict_ofSessionsThatShareRooms_countsSessions() {
        FakeAssessment school = FakeAssessment.withRooms("105", "107");
        school.session(
                "wida",
                FakeAssessment.NINE.plus(Duration.ofHours(2)),
                FakeAssessment.NINE.plus(Duration.ofHours(3)),
                20,
                "room-105",
                "room-107");
        school.ready("wida");
        assertThat(school.compose().view().verdict().line()).isEqualTo("All 3 sessions are ready");
    }

    @Test
    void verdict_afterAStart_saysHowFarTheChecksAre() {
        FakeAssessment school = FakeAssessment.withRooms("105", "107");
        school.startedAt = school.now.minusSeconds(2);
        assertThat(school.compose().view().starting()).isEmpty();
        school.standings.replaceAll((id, was) -> new org.firstbell.model.status.SessionAssessment(
                was.id(),
                was.phase(),
                false,
                false,
                Verdict.UNKNOWN,
                SessionLabel.UNKNOWN,
                was.since(),
                was.seatCounts(),
                was.rooms().stream()
                        .map(room -> new org.firstbell.model.status.RoomAssessment(
                                room.room(),
                                Verdict.UNKNOWN,
                                room.seatCounts(),
                                java.util.Map.of(),
                                List.of(),
                                List.of()))
                        .toList(),
                List.of(),
                Optional.empty(),
                0,
                was.id().value().equals("s-105") ? was.freshUntil() : Optional.empty()));
        BoardSnapshot snapshot = school.compose();
        assertThat(snapshot.view().starting()).contains(new BoardViewParts.StartupView(1, 2));
        assertThat(snapshot.view().attention()).isEmpty();
        assertThat(snapshot.view().verdict().line()).isEqualTo("Starting, 1 of 2 rooms checked");
        assertThat(snapshot.view().verdict().word()).isEqualTo("NOT CHECKED");
    }

    @Test
    void secondLine_ofALongSentence_isItsBeginning() {
        assertThat(VerdictViewBuilder.fitSecondLine("this computer slept, or its clock was set. It is looking again."))
                .isEqualTo("This computer slept, or its clock was set.");
        assertThat(VerdictViewBuilder.fitSecondLine(
                        "nothing answers, not even what hangs on nothing else. Check this cable."))
                .isEqualTo("Nothing answers.");
    }
}
