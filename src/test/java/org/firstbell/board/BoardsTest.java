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
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Phase;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Verdict;
import org.firstbell.model.VirtualTime;
import org.junit.jupiter.api.Test;

class BoardsTest {
    private final FakeSchool school = FakeSchool.withRooms("2", "10", "214");
    private final Boards boards = new Boards(school.configuration(), school.startedAt);

    private BoardSnapshot compose(boolean urgent, org.firstbell.model.Incident... open) {
        return boards.compose(school, List.of(open), List.of(), BoardStatus.WELL, urgent);
    }

    @Test
    void snapshots_inARow_shareWhatDidNotChange() {
        BoardSnapshot first = compose(true);
        BoardSnapshot same = compose(true);
        assertThat(same.live()).isSameAs(first.live());
        school.judge("s-214", Verdict.UNKNOWN, Phase.SOON);
        BoardSnapshot other = compose(true);
        assertThat(other.live().sessions().get("s-10"))
                .isSameAs(first.live().sessions().get("s-10"));
        assertThat(other.live().rooms()).isSameAs(first.live().rooms());
        assertThat(other.live().sessions().get("s-214").word()).isEqualTo("UNKNOWN");
    }

    @Test
    void rooms_inWhichNothingChanged_areNotDrawnAgain() {
        BoardSnapshot first = compose(false);
        assertThat(boards.roomsDrawn()).isEqualTo(3);

        school.up("ap-214", false);
        boards.changed(List.of(new DeviceId("ap-214")));
        BoardSnapshot second = compose(false);

        assertThat(boards.roomsDrawn()).isEqualTo(4);
        assertThat(second.live().rooms().get("room-214").units().get(0).state()).isEqualTo("notready");
        assertThat(second.live().rooms().get("room-10"))
                .isSameAs(first.live().rooms().get("room-10"));
        assertThat(compose(false).live().rooms()).isSameAs(second.live().rooms());
        assertThat(boards.roomsDrawn()).isEqualTo(4);
    }

    @Test
    void pathToTheTest_whenAnIncidentOpensAndEnds_agreesWithItsCardAtOnce() {
        assertThat(wifi(compose(false))).isEqualTo("ok");

        school.up("ap-214", false);
        assertThat(wifi(compose(false, Incidents.accessPoint(school.now, "214"))))
                .isEqualTo("risk");

        school.up("ap-214", true);
        assertThat(wifi(compose(false))).isEqualTo("ok");
    }

    private static String wifi(BoardSnapshot snapshot) {
        return snapshot.live().lifeline().stops().get(1).state();
    }

    @Test
    void room_whoseSessionStandsOtherwise_isDrawnAgainAlone() {
        compose(false);
        school.judge("s-10", Verdict.NOT_READY, Phase.SOON);

        compose(false);

        assertThat(boards.roomsDrawn()).isEqualTo(4);
    }

    @Test
    void seats_ofARoom_standInTheOrderOfTheirNumbers() {
        school.room("300", 12);
        RoomView room = new Boards(school.configuration(), school.startedAt)
                .compose(school, List.of(), List.of(), BoardStatus.WELL, true)
                .live()
                .rooms()
                .get("room-300");
        assertThat(room.seats())
                .extracting(RoomView.SeatView::slot)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(room.seats().get(0).label()).isEqualTo("seat 1, tag …821");
        assertThat(room.caption()).isEqualTo("front of room");
        assertThat(room.legend()).isEqualTo("12 ready");
        assertThat(room.units()).extracting(RoomView.UnitView::words).containsExactly("12 seats");
    }

    @Test
    void board_everywhere_showsNoAddressSerialOrWholeTag() throws Exception {
        String json = new String(Json.bytes(compose(true).live()), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("127.0.0.1").doesNotContain("SERIAL").doesNotContain("00821");
    }

    @Test
    void resolvedIncidents_stayForThePagesOnly() {
        org.firstbell.model.Incident over = Incidents.accessPoint(school.now, "214")
                .after(new IncidentEvent.Resolved(
                        new org.firstbell.model.IncidentId(42), school.now, Optional.empty(), "well for 60 s"));
        BoardSnapshot snapshot = boards.compose(school, List.of(), List.of(over), BoardStatus.WELL, true);
        assertThat(snapshot.live().incidents()).isEmpty();
        assertThat(snapshot.incidents().get("42").state()).isEqualTo("RESOLVED");
        assertThat(snapshot.incidents().get("42").subjectState()).isEqualTo("RESOLVED");
    }

    @Test
    void freshness_told_isOfTheOldestThatAnswers() {
        BoardParts.FreshnessPart freshness = compose(true).live().freshness();
        assertThat(freshness.checks()).isEqualTo(1 + 3 + 9 + 2);
        assertThat(freshness.oldest()).contains("2026-11-23T08:35:19-06:00");
        assertThat(freshness.maxAgeSeconds()).isEqualTo(3 * 15 + 10);
    }

    @Test
    void contact_atTheEndOfARemedy_isLeftToTheLineBesideIt() {
        String contact = "Tech office, 4021";
        assertThat(Places.withoutContact("Check its power and cable. Tech office, 4021.", contact))
                .isEqualTo("Check its power and cable.");
        assertThat(Places.withoutContact("The tech office must clear it. Tech office,…", contact))
                .isEqualTo("The tech office must clear it.");
        assertThat(Places.withoutContact("Nothing to do. Call Tech office, 4021.", contact))
                .isEqualTo("Nothing to do. Call Tech office, 4021.");
        assertThat(Places.withoutContact("Tech office, 4021", contact)).isEqualTo("Tech office, 4021");
        assertThat(Places.withoutContact("Ask. Tech office next door.", contact))
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
        VirtualTime time = new VirtualTime(FakeSchool.NOW);
        List<Instant> composed = new ArrayList<>();
        BoardSnapshot any = compose(true);
        Showing showing = new Showing(
                time,
                time,
                () -> {
                    composed.add(time.instant());
                    return any;
                },
                snapshot -> {});
        for (int i = 0; i < 100; i++) {
            showing.mark(false);
            time.pass(Duration.ofMillis(10));
        }
        assertThat(composed).hasSizeBetween(10, 11);
        composed.clear();
        showing.mark(true);
        showing.mark(false);
        showing.mark(true);
        assertThat(composed).hasSize(2);
        time.pass(Duration.ofSeconds(1));
        assertThat(composed).hasSize(2);
        showing.tick();
        assertThat(composed).hasSize(3);
    }

    private SeenTargets seen() {
        return SeenTargets.of(
                school.configuration().inventory(), school, List.of(new DeviceId("pc-214-1"), new ServiceId("edge")));
    }

    /** The committed shapes: a field that moves or changes shows up as a difference here. */
    @Test
    void shapes_ofTheContract_areAsCommitted() throws Exception {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                Phase.SOON,
                org.firstbell.model.SessionWord.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        BoardSnapshot snapshot = compose(true, Incidents.accessPoint(school.now, "214"));
        Map<String, Object> shapes = Map.of(
                "session", snapshot.sessions().get("s-214"),
                "device",
                        seen().device(new DeviceId("pc-214-1"), snapshot.time()).orElseThrow(),
                "service",
                        seen().service(new ServiceId("edge"), snapshot.time()).orElseThrow(),
                "incident", snapshot.incidents().get("42"),
                "room", snapshot.live().rooms().get("room-214"),
                "verdict", snapshot.live().verdict(),
                "card", snapshot.live().attention().get(0));
        for (Map.Entry<String, Object> shape : shapes.entrySet()) {
            Path golden = Path.of("src/test/resources/board/" + shape.getKey() + ".json");
            String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(shape.getValue()) + "\n";
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, text);
            }
            assertThat(text).as(shape.getKey()).isEqualTo(Files.readString(golden));
        }
    }
}
