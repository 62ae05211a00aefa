package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.board.view.BoardView;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.SessionStandingBuilder;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

class PathToTestBuilderTest {
    private final FakeAssessment school = FakeAssessment.withRooms("105", "107");

    private String path() {
        BoardViewParts.PathToTestView path = school.compose().view().lifeline();
        assertThat(path.links()).hasSize(path.stops().size() - 1);
        return path.stops().stream()
                .map(stop -> stop.kind() + " " + stop.state() + " " + stop.words())
                .collect(Collectors.joining(", "));
    }

    private List<String> links() {
        return school.compose().view().lifeline().links();
    }

    @Test
    void path_thatIsWell_namesSixStops() {
        school.device("cache", DeviceKind.CACHE_SERVER, List.of(), List.of("core"), "");
        school.up("cache", true);
        assertThat(path())
                .isEqualTo("devices ok 56 of 56, wifi ok all rooms, switches ok 1 of 1, cache ok answering, "
                        + "internet ok working, vendor ok answering");
        assertThat(links()).containsOnly("ok");
        assertThat(school.compose().view().lifeline().stops())
                .extracting(BoardViewParts.PathStopView::name)
                .containsExactly("Computers", "Wi-Fi", "Switches", "Test cache", "Internet", "TestNav");
    }

    @Test
    void internet_thatIsDown_leavesWhatIsBehindUnknown() {
        school.internet = Optional.of(false);
        school.standing(new ServiceId("edge"), false, Optional.empty(), List.of());
        assertThat(path()).endsWith("internet notready no answer, vendor unknown can't tell");
        assertThat(links()).endsWith("cut", "off");
    }

    @Test
    void vendor_thatAnswersThoughTheInternetDoesNot_isBelieved() {
        school.internet = Optional.of(false);
        assertThat(path()).endsWith("internet notready no answer, vendor ok answering");
    }

    @Test
    void vendor_thatIsSilent_isBrokenThere() {
        school.standing(new ServiceId("edge"), false, Optional.empty(), List.of());
        assertThat(path()).endsWith("internet ok working, vendor notready no answer");
        assertThat(links()).endsWith("ok", "cut");
    }

    @Test
    void unit_thatIsOff_breaksTheWayOfItsRooms() {
        school.up("ap-105", false);
        cut("s-105", "pc-105-1", "pc-105-2");
        assertThat(path()).contains("wifi notready off in 1 room");
        assertThat(links()).startsWith("part", "ok");
        school.up("ap-107", false);
        cut("s-107", "pc-107-1");
        assertThat(path()).contains("wifi notready off,");
        assertThat(links()).startsWith("cut", "ok");
    }

    @Test
    void unit_thatIsOffWhileSeatsRoam_isARiskOnly() {
        school.up("ap-105", false);
        assertThat(path()).contains("wifi risk 1 of 2");
        assertThat(links()).startsWith("weak");
    }

    @Test
    void laptops_thatAreMissing_breakNoLink() {
        school.judge("s-105", Verdict.NOT_READY, SessionPhase.SOON);
        assertThat(path()).startsWith("devices notready 53 of 56");
        assertThat(links()).containsOnly("ok");
        school.judge("s-105", Verdict.ON_TRACK, SessionPhase.SOON);
        assertThat(path()).startsWith("devices ontrack 47 of 56 open");
    }

    @Test
    void cache_thatIsOnlyPreferred_isGoneAround() {
        school.device("cache", DeviceKind.CACHE_SERVER, List.of(), List.of("core"), "");
        school.up("cache", false);
        assertThat(path()).contains("cache notready no answer");
        assertThat(links()).element(2).isEqualTo("cut");
    }

    @Test
    void groupUnderTen_hasNoCounts() {
        FakeAssessment small = new FakeAssessment();
        small.device("core", DeviceKind.SWITCH, List.of(), List.of(), "");
        small.up("core", true);
        small.room("101", 3);
        small.session("s-101", FakeAssessment.NINE, FakeAssessment.NINE.plusSeconds(3600), 4, "room-101");
        small.ready("s-101");
        BoardView board = small.compose().view();
        assertThat(board.lifeline().stops().get(0).words()).isEqualTo("answering");
        assertThat(board.rooms().get("room-101").legend()).isEmpty();
        assertThat(board.sessions().get("s-101").smallGroup()).isTrue();
    }

    private void cut(String session, String... seats) {
        school.judge(session, Verdict.NOT_READY, SessionPhase.SOON);
        SessionAssessment was = school.standings.get(new SessionId(session));
        List<RoomAssessment> rooms = was.rooms().stream()
                .map(room -> new RoomAssessment(
                        room.room(),
                        room.verdict(),
                        room.seatCounts(),
                        room.seatStates(),
                        room.reasons(),
                        java.util.stream.Stream.of(seats).map(DeviceId::new).toList()))
                .toList();
        school.standings.put(
                was.id(), SessionStandingBuilder.like(was).rooms(rooms).build());
    }
}
