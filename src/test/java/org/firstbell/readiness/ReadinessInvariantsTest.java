package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.firstbell.model.DeviceId;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens, on random schools in random weather. The seed of a failure is in its name. */
class ReadinessInvariantsTest {
    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 24; seed++) {
            seeds.add(seed * 7919);
        }
        return seeds;
    }

    /** A quarter of an hour, and a look after every event. */
    private static SimulatedSchool through(long seed, Consumer<SimulatedSchool> look) {
        RandomEvents weather = new RandomEvents(seed);
        SimulatedSchool morning = weather.school().begin();
        for (int step = 0; step < 180; step++) {
            if (weather.calm()) {
                weather.beat().forEach(event -> event.accept(morning));
            } else {
                weather.event().accept(morning);
            }
            look.accept(morning);
            morning.pass(weather.seconds());
            look.accept(morning);
        }
        return morning;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noData_isNeverGoodNews(long seed) {
        through(seed, ReadinessInvariantsTest::assertSeenFresh);
    }

    private static void assertSeenFresh(SimulatedSchool morning) {
        Assessment assessment = morning.readiness().assessment();
        for (SessionAssessment session : assessment.sessions()) {
            for (RoomAssessment room : session.rooms()) {
                room.seatStates().forEach((device, state) -> {
                    if (state == SeatState.AWAKE) {
                        assertThat(lived(assessment, device)).isAfterOrEqualTo(morning.now.minusSeconds(100));
                    }
                });
                assertThat(room.seatCounts().total())
                        .isEqualTo(room.seatCounts().awake()
                                + room.seatCounts().resting()
                                + room.seatCounts().missing()
                                + room.seatCounts().unfit()
                                + room.seatCounts().unknown());
                assertThat(room.seatStates().keySet()).containsAll(room.cutSeats());
            }
            if (session.verdict() == Verdict.READY && session.phase() != SessionPhase.DONE) {
                assertThat(assessment.visibilityLoss()).isEmpty();
                assertThat(session.rooms())
                        .allSatisfy(room -> assertThat(room.seatCounts().awake())
                                .isGreaterThanOrEqualTo(room.seatCounts().needed()));
                assertThat(session.freshUntil().orElseThrow()).isAfterOrEqualTo(morning.now);
                assertThat(session.reasons()).allMatch(reason -> reason.severity() == Severity.ADVISORY);
            } else if (session.verdict() != Verdict.ON_TRACK && session.phase() != SessionPhase.DONE) {
                assertThat(session.reasons())
                        .as("a verdict without a reason: %s", session)
                        .isNotEmpty();
                assertThat(session.reasons().get(0).message().full()).isNotBlank();
                assertThat(session.reasons().get(0).message().wall()).hasSizeLessThanOrEqualTo(44);
                assertThat(session.reasons().get(0).remedy().wall()).hasSizeLessThanOrEqualTo(44);
            }
        }
    }

    private static Instant lived(Assessment assessment, DeviceId device) {
        return assessment.target(device).flatMap(TargetAssessment::lastSeen).orElse(Instant.MIN);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void silenceOfThePoller_endsEveryGoodVerdict(long seed) {
        SimulatedSchool morning = through(seed, m -> {});

        morning.pass(Duration.ofSeconds(101));

        assertThat(morning.readiness().assessment().sessions())
                .filteredOn(session -> session.phase() != SessionPhase.DONE)
                .extracting(SessionAssessment::verdict)
                .as("versions are facts and go on to be known: a seat that is unfit by them may keep it NOT_READY")
                .isSubsetOf(Verdict.UNKNOWN, Verdict.NOT_READY);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameEvents_giveTheSameVerdicts(long seed) {
        List<String> once = new ArrayList<>();
        List<String> again = new ArrayList<>();
        through(seed, morning -> once.add(told(morning)));
        through(seed, morning -> again.add(told(morning)));

        assertThat(again).isEqualTo(once);
    }

    private static String told(SimulatedSchool morning) {
        Assessment assessment = morning.readiness().assessment();
        return assessment.sessions() + " " + assessment.targets() + " " + assessment.visibilityLoss();
    }

    /** What one beat brings of different targets may come in any order: seats, checks and findings end the same. */
    @ParameterizedTest
    @MethodSource("seeds")
    void orderWithinABeat_doesNotMatter(long seed) {
        assertThat(shuffled(seed, 1)).isEqualTo(shuffled(seed, 2));
    }

    private static List<String> shuffled(long seed, long order) {
        RandomEvents weather = new RandomEvents(seed);
        Random shuffle = new Random(order);
        SimulatedSchool morning = weather.school().settle(Duration.ZERO).begin();
        List<String> told = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            List<Consumer<SimulatedSchool>> events = weather.beat();
            Collections.shuffle(events, shuffle);
            events.forEach(event -> event.accept(morning));
            morning.pass(5);
            Assessment assessment = morning.readiness().assessment();
            assessment
                    .targets()
                    .forEach(target -> told.add(target.target() + " " + target.up() + " " + target.seatState() + " "
                            + target.checks().stream()
                                    .map(check -> check.check() + "" + check.outcome())
                                    .toList()));
            assessment
                    .sessions()
                    .forEach(session -> told.add(session.id() + " " + session.verdict() + " " + session.seatCounts()));
        }
        return told;
    }

    /** The changes told are the changes there are: whoever follows them knows what whoever looks at everything knows. */
    @ParameterizedTest
    @MethodSource("seeds")
    void changes_nameEverythingThatChanged(long seed) {
        List<String> followed = new ArrayList<>();
        RandomEvents weather = new RandomEvents(seed);
        SimulatedSchool morning = weather.school().begin();
        for (int step = 0; step < 120; step++) {
            List<String> before = states(morning);
            morning.changes.clear();
            if (weather.calm()) {
                weather.beat().forEach(event -> event.accept(morning));
            } else {
                weather.event().accept(morning);
            }
            morning.pass(weather.seconds());
            List<String> after = states(morning);
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(after.get(i))) {
                    String id = after.get(i).substring(0, after.get(i).indexOf(' '));
                    boolean named = morning.changes.stream()
                            .anyMatch(change -> change.targets().stream()
                                            .anyMatch(target -> target.value().equals(id))
                                    || change.sessions().stream()
                                            .anyMatch(session -> session.value().equals(id)));
                    assertThat(named)
                            .as("%s became %s, and nobody said so", before.get(i), after.get(i))
                            .isTrue();
                    followed.add(id);
                }
            }
        }
        assertThat(followed).isNotEmpty();
    }

    private static List<String> states(SimulatedSchool morning) {
        List<String> states = new ArrayList<>();
        Assessment assessment = morning.readiness().assessment();
        assessment
                .targets()
                .forEach(target ->
                        states.add(target.target() + " " + target.up() + target.seatState() + target.currentUplinks()
                                + target.checks().stream()
                                        .map(check -> check.check() + "" + check.outcome())
                                        .toList()));
        assessment
                .sessions()
                .forEach(session -> states.add(session.id() + " " + session.verdict() + session.label()
                        + session.seatCounts() + session.phase()));
        return states;
    }
}
