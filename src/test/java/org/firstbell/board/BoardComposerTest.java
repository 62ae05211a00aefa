package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.board.view.RoomView;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.VirtualTime;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.firstbell.wording.NaturalOrder;
import org.firstbell.wording.RoomNames;
import org.junit.jupiter.api.Test;

class BoardComposerTest {
    private final FakeAssessment school = FakeAssessment.withRooms("2", "10", "214");
    private final BoardComposer boards = new BoardComposer(school.configuration(), school.startedAt);

    private BoardSnapshot compose(boolean urgent, org.firstbell.model.event.Incident... open) {
        return boards.compose(school, List.of(open), List.of(), BoardStatus.HEALTHY, urgent);
    }

    @Test
    void snapshots_inARow_shareWhatDidNotChange() {
        BoardSnapshot first = compose(true);
        BoardSnapshot same = compose(true);
        assertThat(same.view()).isSameAs(first.view());
        school.judge("s-214", Verdict.UNKNOWN, SessionPhase.SOON);
        BoardSnapshot other = compose(true);
        assertThat(other.view().sessions().get("s-10"))
                .isSameAs(first.view().sessions().get("s-10"));
        assertThat(other.view().rooms()).isSameAs(first.view().rooms());
        assertThat(other.view().sessions().get("s-214").word()).isEqualTo("UNKNOWN");
    }

    @Test
    void rooms_inWhichNothingChanged_areNotDrawnAgain() {
        BoardSnapshot first = compose(false);
        assertThat(boards.roomRebuildCount()).isEqualTo(3);

        school.up("ap-214", false);
        boards.markChanged(List.of(new DeviceId("ap-214")));
        BoardSnapshot second = compose(false);

        assertThat(boards.roomRebuildCount()).isEqualTo(4);
        assertThat(second.view().rooms().get("room-214").units().get(0).state()).isEqualTo("notready");
        assertThat(second.view().rooms().get("room-10"))
                .isSameAs(first.view().rooms().get("room-10"));
        assertThat(compose(false).view().rooms()).isSameAs(second.view().rooms());
        assertThat(boards.roomRebuildCount()).isEqualTo(4);
    }

    @Test
    void pathToTheTest_whenAnIncidentOpensAndEnds_agreesWithItsCardAtOnce() {
        assertThat(wifi(compose(false))).isEqualTo("ok");

        school.up("ap-214", false);
        assertThat(wifi(compose(false, TestIncidents.accessPoint(school.now, "214"))))
                .isEqualTo("risk");

        school.up("ap-214", true);
        assertThat(wifi(compose(false))).isEqualTo("ok");
    }

    private static String wifi(BoardSnapshot snapshot) {
        return snapshot.view().lifeline().stops().get(1).state();
    }

    @Test
    void room_whoseSessionStandsOtherwise_isDrawnAgainAlone() {
        compose(false);
        school.judge("s-10", Verdict.NOT_READY, SessionPhase.SOON);

        compose(false);

        assertThat(boards.roomRebuildCount()).isEqualTo(4);
    }

    @Test
    void seats_ofARoom_standInTheOrderOfTheirNumbers() {
        school.room("300", 12);
        RoomView room = new BoardComposer(school.configuration(), school.startedAt)
                .compose(school, List.of(), List.of(), BoardStatus.HEALTHY, true)
                .view()
                .rooms()
                .get("room-300");
        assertThat(room.seats())
                .extracting(RoomView.SeatView::slot)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(room.seats().get(0).label()).isEqualTo("seat 1, tag …821");
        assertThat(room.caption()).isEqualTo("front of room");
        assertThat(room.legend()).isEqualTo("12 ready");
        assertThat(room.units()).extracting(RoomView.NetworkDeviceView::words).containsExactly("12 seats");
    }

    @Test
    void board_everywhere_showsNoAddressSerialOrWholeTag() throws Exception {
        String json = new String(BoardJson.toBytes(compose(true).view()), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("127.0.0.1").doesNotContain("SERIAL").doesNotContain("00821");
    }

    @Test
    void resolvedIncidents_stayForThePagesOnly() {
        org.firstbell.model.event.Incident over = TestIncidents.accessPoint(school.now, "214")
                .apply(new IncidentEvent.Resolved(
                        new org.firstbell.model.IncidentId(42), school.now, Optional.empty(), "well for 60 s"));
        BoardSnapshot snapshot = boards.compose(school, List.of(), List.of(over), BoardStatus.HEALTHY, true);
        assertThat(snapshot.view().incidents()).isEmpty();
        assertThat(snapshot.incidents().get("42").state()).isEqualTo("RESOLVED");
        assertThat(snapshot.incidents().get("42").subjectState()).isEqualTo("RESOLVED");
    }

    @Test
    void freshness_told_isOfTheOldestThatAnswers() {
        BoardViewParts.FreshnessView freshness = compose(true).view().freshness();
        assertThat(freshness.checks()).isEqualTo(1 + 3 + 9 + 2);
        assertThat(freshness.oldest()).contains("2026-11-23T08:35:19-06:00");
        assertThat(freshness.maxAgeSeconds()).isEqualTo(3 * 15 + 10);
    }

    @Test
    void contact_atTheEndOfARemedy_isLeftToTheLineBesideIt() {
        String contact = "Tech office, 4021";
        assertThat(RoomNames.withoutContact("Check its power and cable. Tech office, 4021.", contact))
                .isEqualTo("Check its power and cable.");
        assertThat(RoomNames.withoutContact("The tech office must clear it. Tech office,…", contact))
                .isEqualTo("The tech office must clear it.");
        assertThat(RoomNames.withoutContact("Nothing to do. Call Tech office, 4021.", contact))
                .isEqualTo("Nothing to do. Call Tech office, 4021.");
        assertThat(RoomNames.withoutContact("Tech office, 4021", contact)).isEqualTo("Tech office, 4021");
        assertThat(RoomNames.withoutContact("Ask. Tech office next door.", contact))
                .isEqualTo("Ask. Tech office next door.");
    }

    @Test
    void names_ordered_countAsPeopleDo() {
        List<String> names = new ArrayList<>(List.of("Room 10", "room 2", "Library", "Room 007", "Room 7a", "Room 7"));
        names.sort(NaturalOrder.NAMES);
        assertThat(names).containsExactly("Library", "room 2", "Room 007", "Room 7", "Room 7a", "Room 10");
    }

    @Test
    void showing_ofManyMarks_composesAtMostEveryTenthOfASecond() {
        VirtualTime time = new VirtualTime(FakeAssessment.NOW);
        List<Instant> composed = new ArrayList<>();
        BoardSnapshot any = compose(true);
        BoardPublisher showing = new BoardPublisher(
                time,
                time,
                () -> {
                    composed.add(time.instant());
                    return any;
                },
                snapshot -> {});
        for (int i = 0; i < 100; i++) {
            showing.markChanged(false);
            time.pass(Duration.ofMillis(10));
        }
        assertThat(composed).hasSizeBetween(10, 11);
        composed.clear();
        showing.markChanged(true);
        showing.markChanged(false);
        showing.markChanged(true);
        assertThat(composed).hasSize(2);
        time.pass(Duration.ofSeconds(1));
        assertThat(composed).hasSize(2);
        showing.tick();
        assertThat(composed).hasSize(3);
    }

    private TargetSnapshot seen() {
        return TargetSnapshot.capture(
                school.configuration().inventory(), school, List.of(new DeviceId("pc-214-1"), new ServiceId("edge")));
    }

    /** The committed shapes: a field that moves or changes shows up as a difference here. */
    @Test
    void shapes_ofTheContract_areAsCommitted() throws Exception {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                SessionPhase.SOON,
                org.firstbell.model.status.SessionLabel.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        BoardSnapshot snapshot = compose(true, TestIncidents.accessPoint(school.now, "214"));
        Map<String, Object> shapes = Map.of(
                "session", snapshot.sessions().get("s-214"),
                "device",
                        seen().deviceView(new DeviceId("pc-214-1"), snapshot.timeFormat())
                                .orElseThrow(),
                "service",
                        seen().serviceView(new ServiceId("edge"), snapshot.timeFormat())
                                .orElseThrow(),
                "incident", snapshot.incidents().get("42"),
                "room", snapshot.view().rooms().get("room-214"),
                "verdict", snapshot.view().verdict(),
                "card", snapshot.view().attention().get(0));
        for (Map.Entry<String, Object> shape : shapes.entrySet()) {
            Path golden = Path.of("src/test/resources/board/" + shape.getKey() + ".json");
            String text = BoardJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(shape.getValue()) + "\n";
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, text);
            }
            assertThat(text).as(shape.getKey()).isEqualTo(Files.readString(golden));
        }
    }
}
