package org.firstbell.readiness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.model.status.CheckOutcome.FAIL;
import static org.firstbell.model.status.CheckOutcome.PASS;
import static org.firstbell.model.status.CheckOutcome.UNKNOWN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Signal;
import org.firstbell.readiness.SimulatedSchool;
import org.firstbell.readiness.TestDevices;
import org.firstbell.readiness.TestSchools;
import org.firstbell.readiness.signal.Freshness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §4: what `up`, `answers` and stale mean for one device. */
class PresenceTest {
    private final SimulatedSchool morning = new SimulatedSchool()
            .packs()
            .device("core", DeviceKind.SWITCH, "")
            .device("other", DeviceKind.SWITCH, "", "core")
            .device("cache", DeviceKind.CACHE_SERVER, "", "core")
            .begin();

    private QueryExecution asked(String id, String probe, String part, boolean life) {
        return new QueryExecution(
                new DeviceId(id), probe, part, life, morning.now, Duration.ZERO, SimulatedSchool.BEAT);
    }

    private Optional<Boolean> up(String id) {
        return morning.standing(id).up();
    }

    private CheckOutcome check(String id, String check) {
        return morning.standing(id).checks().stream()
                .filter(result -> result.check().value().equals(check))
                .map(CheckResult::outcome)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void up_beforeAnyOutcome_isNull() {
        assertThat(up("core")).isEmpty();
        assertThat(morning.pass(5).standing("core").reached()).isFalse();
        assertThat(up("core")).isEmpty();
    }

    @Test
    void looks_threeMissed_failAnswersAndUpIsFalse() {
        morning.answer("core", "other").pass(5);
        morning.misses("core");
        assertThat(up("core")).contains(true);
        assertThat(morning.standing("core").silentSince()).contains(morning.now);
        morning.misses("core");
        assertThat(check("core", "answers")).isEqualTo(PASS);

        morning.misses("core");

        assertThat(up("core")).contains(false);
        assertThat(check("core", "answers")).isEqualTo(FAIL);
    }

    static Stream<Arguments> missed() {
        return Stream.of(
                Arguments.of("silent", true),
                Arguments.of("refused", true),
                Arguments.of("garbled", true),
                Arguments.of("skipped", false));
    }

    @ParameterizedTest
    @MethodSource("missed")
    void looks_silentRefusedOrGarbled_countAndSkippedDoNot(String how, boolean counts) {
        morning.answer("core", "other").pass(1);
        for (int i = 0; i < 3; i++) {
            QueryExecution execution = asked("core", "snmp", "system", true);
            morning.take(
                    switch (how) {
                        case "silent" -> new ProbeOutcome.Silent(execution, "");
                        case "refused" -> new ProbeOutcome.Refused(execution, "");
                        case "garbled" -> new ProbeOutcome.Garbled(execution, "");
                        default -> new ProbeOutcome.Skipped(execution, "");
                    });
        }
        assertThat(up("core")).contains(!counts);
    }

    @Test
    void look_answeredBetweenMisses_beginsTheCountAnew() {
        morning.answer("core", "other").pass(1);
        morning.misses("core");
        morning.misses("core");
        morning.answer("core");
        morning.misses("core");
        morning.misses("core");
        assertThat(up("core")).contains(true);
    }

    @Test
    void device_upWhenAnyLifeProbeAnswers() {
        morning.answer("cache", "core");
        for (int i = 0; i < 3; i++) {
            morning.misses("cache", "tcp", "4481");
        }
        assertThat(up("cache")).contains(true);
        assertThat(check("cache", "cache-second-port")).isEqualTo(FAIL);

        morning.silent("cache");
        assertThat(up("cache")).contains(false);
    }

    @Test
    void table_slow_neverMakesADeviceSilent() {
        morning.answer("core", "other");
        for (int i = 0; i < 9; i++) {
            morning.take(new ProbeOutcome.Silent(asked("core", "snmp", "ports", false), ""));
        }
        assertThat(up("core")).contains(true);
    }

    @Test
    void presence_pastThreeIntervalsAndTenSeconds_isUnknown() {
        morning.answer("core");
        morning.answer("other").pass(25);
        assertThat(up("core")).as("3 x 5 s + 10 s").contains(true);

        morning.pass(1);
        assertThat(up("core")).isEmpty();
        assertThat(check("core", "answers")).isEqualTo(UNKNOWN);
    }

    @Test
    void silence_notLookedAtAnyMore_isUnknownToo() {
        morning.answer("core").silent("core").pass(26);
        assertThat(up("core")).isEmpty();
    }

    @Test
    void facts_liveTwentySixHours_presenceSignalsDoNot() {
        morning.answers(
                "core", morning.version("core", "system.firmware", "15.2"), morning.number("core", "ports.up", 20));
        morning.pass(26);
        assertThat(freshness()).containsExactly("ports.up false", "system.firmware true");

        morning.pass(Duration.ofHours(26).minusSeconds(26));
        assertThat(freshness()).as("26 h").contains("system.firmware true");
        morning.pass(1);
        assertThat(freshness()).as("a second more").contains("system.firmware false");
    }

    private List<String> freshness() {
        return morning.readiness().assessment().signals(new DeviceId("core")).stream()
                .map((Signal signal) ->
                        signal.name() + " " + morning.readiness().assessment().isFresh(signal))
                .toList();
    }

    @Test
    void presence_atIntervalsUpToNinetySeconds_neverLastsFiveMinutes() {
        assertThat(Freshness.presenceLifetime(Duration.ofSeconds(90))).isLessThan(Duration.ofMinutes(5));
        assertThat(Freshness.presenceLifetime(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void check_whoseSignalWasNeverTold_doesNotApply() {
        morning.answer("cache", "core");
        assertThat(morning.standing("cache").checks())
                .extracting(result -> result.check().value())
                .containsExactly("answers");
    }

    @Test
    void check_whoseSignalWasToldOnce_isUnknownWhenItIsStale() {
        morning.answers("cache", morning.number("cache", "disk.free.ratio", 0.5));
        assertThat(check("cache", "cache-disk")).isEqualTo(PASS);
        for (int i = 0; i < 6; i++) {
            morning.answer("cache", "core").pass(5);
        }
        assertThat(check("cache", "cache-disk")).isEqualTo(UNKNOWN);
    }

    @Test
    void check_failing_countsAfterItsConfirmation() {
        morning.answers("cache", morning.number("cache", "clock.offset.seconds", 1));
        morning.answers("cache", morning.number("cache", "clock.offset.seconds", 90));
        for (int i = 0; i < 11; i++) {
            morning.pass(5).answers("cache", morning.number("cache", "clock.offset.seconds", 90));
        }
        assertThat(check("cache", "clock-minute")).isEqualTo(PASS);

        morning.pass(5).answers("cache", morning.number("cache", "clock.offset.seconds", 90));
        assertThat(check("cache", "clock-minute")).isEqualTo(FAIL);
        assertThat(morning.standing("cache").findings().get(0).since()).isEqualTo(SimulatedSchool.EIGHT);
    }

    @Test
    void controllersWord_makesAnAccessPointUpOrDown() {
        SimulatedSchool school = new SimulatedSchool()
                .packs()
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "")
                .device("core", DeviceKind.SWITCH, "")
                .device("ap", DeviceKind.ACCESS_POINT, "room", "core")
                .begin();
        school.answers("wlc", school.flag("ap", "up", true), school.number("ap", "wifi.clients", 12));
        assertThat(school.standing("ap").up()).contains(true);

        school.pass(5).answers("wlc", school.flag("ap", "up", false));
        assertThat(school.standing("ap").up()).contains(false);

        school.answer("ap");
        assertThat(school.standing("ap").up()).as("its own answer weighs more").contains(true);
        school.pass(5).answers("wlc", school.flag("ap", "up", true));
        school.silent("ap");
        assertThat(school.standing("ap").up()).as("its own silence weighs more").contains(false);
    }

    @Test
    void sightings_absentFromTwoWholeTables_makeSilent() {
        SimulatedSchool school = TestSchools.open(TestSchools.cart());
        school.keep(30).tableOf("ap-3", 29);
        assertThat(school.seat("cb-30")).as("one table").isEqualTo(SeatState.AWAKE);

        school.keep(30).table("wlc", "ap-3", false, SimulatedSchool.names("cb-", 1, 29));
        assertThat(school.seat("cb-30")).as("half a table says nothing").isEqualTo(SeatState.AWAKE);

        school.keep(30).tableOf("ap-3", 29);
        assertThat(school.seat("cb-30")).isEqualTo(SeatState.RESTING);
        assertThat(school.standing("cb-30").silentSince()).contains(school.now.minusSeconds(60));
    }

    @Test
    void sightings_fromAStaleSource_areUnknown() {
        SimulatedSchool school = TestSchools.open(TestSchools.cart());

        school.keep(99);
        assertThat(school.seat("cb-30")).isEqualTo(SeatState.AWAKE);
        school.keep(1);
        assertThat(school.seat("cb-30")).isEqualTo(SeatState.UNKNOWN);
    }

    @Test
    void sighting_inAnAccessPointsOwnTable_isItsPlace() {
        SimulatedSchool school = new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .device("ap-1", DeviceKind.ACCESS_POINT, "room", TestDevices::sights, "core")
                .device("ap-2", DeviceKind.ACCESS_POINT, "room", TestDevices::sights, "core")
                .cart("cart", 2, "ap-1")
                .begin()
                .allAnswer();
        school.table("ap-2", "", "cb-1");

        assertThat(school.standing("cb-1").currentUplinks()).containsExactly(new DeviceId("ap-2"));
        assertThat(school.standing("cb-1").up()).contains(true);
        school.table("ap-1", "");
        school.table("ap-1", "");
        assertThat(school.standing("cb-1").up())
                .as("it left the one and is on the other")
                .contains(true);
    }
}
