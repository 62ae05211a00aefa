package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.board.view.SessionView;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

class AttentionListBuilderTest {
    private static final String[] SIX = {"105", "107", "112", "118", "209", "214"};

    private final FakeAssessment school = FakeAssessment.withRooms(SIX);

    private List<BoardViewParts.CardView> cards(Incident... open) {
        return school.compose(open).view().attention();
    }

    @Test
    void sessions_thatAreWell_needNoCard() {
        school.judge("s-105", Verdict.ON_TRACK, SessionPhase.SOON);
        school.judge("s-107", Verdict.READY, SessionPhase.LIVE);
        school.judge("s-112", Verdict.NOT_READY, SessionPhase.DONE);
        assertThat(cards()).isEmpty();
    }

    @Test
    void cards_ofSeveralStates_standInTheOrderOfAttention() {
        school.session("early", FakeAssessment.NINE.minus(Duration.ofMinutes(20)), FakeAssessment.NINE, 28, "room-105");
        school.judge("early", Verdict.AT_RISK, SessionPhase.SOON);
        school.judge("s-107", Verdict.AT_RISK, SessionPhase.SOON);
        school.judge("s-112", Verdict.UNKNOWN, SessionPhase.SOON);
        school.judge("s-118", Verdict.NOT_READY, SessionPhase.SOON);
        school.judge("s-209", Verdict.NOT_READY, SessionPhase.LIVE, SessionLabel.INTERRUPTED);
        school.judge(
                "s-214", Verdict.AT_RISK, SessionPhase.SOON, SessionLabel.AT_RISK, true, Optional.empty(), List.of());
        assertThat(cards())
                .extracting(card -> card.sessions().get(0))
                .containsExactly("s-118", "s-209", "early", "s-112", "s-107", "s-214");
        assertThat(cards().get(5).quiet()).isTrue();
        assertThat(school.compose().view().also()).containsExactly("112 unknown", "107, 214 at risk");
    }

    @Test
    void sessions_ofOneIncident_makeOneCard() {
        school.judge("s-105", Verdict.NOT_READY, SessionPhase.SOON);
        school.judge("s-107", Verdict.NOT_READY, SessionPhase.SOON);
        Incident incident = TestIncidents.opened(
                        42,
                        school.now,
                        Cause.of(new DeviceId("ap-105")),
                        Severity.BLOCKING,
                        "The Wi-Fi box in the east hall is off.",
                        "Check its cable, closet B.",
                        "105",
                        "107")
                .apply(new IncidentEvent.Acknowledged(new IncidentId(42), school.now, "Tech office", ""));
        assertThat(cards(incident)).singleElement().satisfies(card -> {
            assertThat(card.id()).isEqualTo("i42");
            assertThat(card.sessions()).containsExactly("s-105", "s-107");
            assertThat(card.place()).isEqualTo("Room 105 and Room 107");
            assertThat(card.meta()).isEqualTo("2 sessions at 9:00 AM");
            assertThat(card.why()).isEqualTo("The Wi-Fi box in the east hall is off.");
            assertThat(card.remedy()).isEqualTo("Check its cable, closet B.");
            assertThat(card.owner().orElseThrow().by()).isEqualTo("Tech office");
            assertThat(card.incident()).contains("42");
            assertThat(card.shared()).isFalse();
        });
    }

    @Test
    void cause_aboveThreeSessionsOrAWholeWave_isShared() {
        for (String room : List.of("105", "107", "112")) {
            school.judge("s-" + room, Verdict.NOT_READY, SessionPhase.SOON);
        }
        assertThat(cards(TestIncidents.internet(school.now, "105", "107", "112"))
                        .get(0)
                        .shared())
                .isTrue();
        school.session(
                "one",
                FakeAssessment.NINE.plus(Duration.ofHours(3)),
                FakeAssessment.NINE.plus(Duration.ofHours(4)),
                28,
                "room-105");
        school.session(
                "two",
                FakeAssessment.NINE.plus(Duration.ofHours(3)),
                FakeAssessment.NINE.plus(Duration.ofHours(4)),
                28,
                "room-107");
        for (String room : SIX) {
            school.ready("s-" + room);
        }
        school.judge("one", Verdict.AT_RISK, SessionPhase.TODAY);
        school.judge("two", Verdict.AT_RISK, SessionPhase.TODAY);
        Incident wave = OpenedBuilder.opened(45, school.now)
                .firstSign(school.now)
                .cause(Cause.INTERNET)
                .severity(Severity.DEGRADING)
                .summary(org.firstbell.model.Phrase.same("TestNav answers slowly."))
                .remedy(org.firstbell.model.Phrase.same("Nothing to do in the rooms yet."))
                .affected(org.firstbell.model.event.Affected.of(
                        List.of(),
                        List.of(),
                        List.of(new org.firstbell.model.SessionId("one"), new org.firstbell.model.SessionId("two"))))
                .incident();
        assertThat(cards(wave)).singleElement().matches(BoardViewParts.CardView::shared);
    }

    @Test
    void group_ofSeats_isNeverAboveTheRooms() {
        for (String room : SIX) {
            school.judge("s-" + room, Verdict.NOT_READY, SessionPhase.SOON);
        }
        Incident group = TestIncidents.opened(
                42,
                school.now,
                Cause.group("app.testnav.version", "1.8.0"),
                Severity.BLOCKING,
                "Old app.",
                "Update.",
                SIX);
        assertThat(cards(group)).singleElement().matches(card -> !card.shared());
        assertThat(cards(group).get(0).place()).isEqualTo("All 6 rooms");
    }

    @Test
    void advisoryIncident_onAReadyRoom_isNoPlate() {
        Incident laptop = TestIncidents.opened(
                42,
                school.now,
                Cause.of(new DeviceId("pc-214-1")),
                Severity.ADVISORY,
                "A computer is off.",
                "Look.",
                "214");
        assertThat(cards(laptop)).isEmpty();
        assertThat(school.compose(laptop).view().incidents()).containsKey("42");
    }

    @Test
    void session_withoutIncident_saysItsFirstReason() {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                SessionPhase.SOON,
                SessionLabel.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        assertThat(cards()).singleElement().satisfies(card -> {
            assertThat(card.id()).isEqualTo("s-s-214");
            assertThat(card.why()).isEqualTo("3 of 28 computers are not answering.");
            assertThat(card.remedy()).isEqualTo("Swap seats 9, 17, 18.");
            assertThat(card.meta()).isEqualTo("Grade 8 Math · TestNav · 9:00 AM");
            assertThat(card.call()).isEqualTo("Tech office, 4021");
        });
        SessionView view = school.compose().sessions().get("s-214");
        assertThat(view.why()).contains("3 of 28 computers are not answering.");
        assertThat(view.perRoom())
                .singleElement()
                .satisfies(room -> assertThat(room.word()).isEqualTo("NOT READY"));
    }

    @Test
    void mail_thatDoesNotGetOut_isAnItem() {
        BoardSnapshot snapshot = new BoardComposer(school.configuration(), school.startedAt)
                .compose(
                        school,
                        List.of(),
                        List.of(),
                        new BoardStatus(
                                Optional.of("E-mail waits: mail.example refuses the password."),
                                Optional.empty(),
                                java.util.Map.of()),
                        true);
        assertThat(snapshot.view().attention()).singleElement().satisfies(card -> {
            assertThat(card.word()).isEqualTo("AT RISK");
            assertThat(card.whyFull()).contains("refuses the password");
        });
        assertThat(snapshot.view().verdict().word()).isEqualTo("READY");
        assertThat(snapshot.view().mail().working()).isFalse();
    }
}
