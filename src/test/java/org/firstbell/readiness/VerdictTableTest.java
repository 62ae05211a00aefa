package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.model.status.Verdict.AT_RISK;
import static org.firstbell.model.status.Verdict.NOT_READY;
import static org.firstbell.model.status.Verdict.ON_TRACK;
import static org.firstbell.model.status.Verdict.READY;
import static org.firstbell.model.status.Verdict.UNKNOWN;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §4, the five verdicts before the start: every line, first match wins. */
class VerdictTableTest {
    private static final String EDGE = "NOT_READY: a blocking check fails on the platform edge";
    private static final String CACHE = "NOT_READY: a blocking check fails on the required cache";
    private static final String INTERNET = "§5 internet failing while the edge answers is degrading, else blocking";
    private static final String FEW = "NOT_READY: awake + resting + unknown seats are fewer than students";
    private static final String CUT = "NOT_READY: a seat whose uplink chain is cut counts as missing, due or not";
    private static final String BLIND = "UNKNOWN: cannot see enough to say (blind, shared things stale)";
    private static final String UNSEEN = "UNKNOWN: awake + resting seats are fewer than students without unknown ones";
    private static final String SHARED = "AT_RISK: a degrading check fails on something shared";
    private static final String TRACK = "ON_TRACK: awake seats alone do not reach students yet";
    private static final String GOOD = "READY: at least students seats are awake and fit";
    private static final String ORDER = "first match wins";

    private static DecisionRow row(String line, String what, Consumer<SimulatedSchool> happens, Verdict verdict) {
        return new DecisionRow(line, what, happens, verdict);
    }

    static Stream<DecisionRow> lab() {
        return Stream.of(
                row(GOOD, "30 of 28 awake", m -> {}, READY),
                row(GOOD, "two broken laptops and spares", m -> m.silent("pc-1", "pc-2"), READY),
                row(GOOD, "28 of 30 fit", m -> old(m, 2), READY),
                row(FEW, "27 of 30 fit", m -> old(m, 3), NOT_READY),
                row(EDGE, "the edge is silent", m -> m.silent("edge"), NOT_READY),
                row(
                        EDGE,
                        "a filter opens its connection",
                        m -> m.answers("edge", m.flag("edge", "tls.intercepted", true)),
                        NOT_READY),
                row(EDGE, "its page is an error", m -> page(m, "edge", 503), NOT_READY),
                row(CACHE, "the cache is silent", m -> m.silent("cache"), NOT_READY),
                row(CACHE, "its first port is closed", m -> port(m, "tcp.4480.open"), NOT_READY),
                row(CACHE, "its page does not come", m -> misses(m, "cache", "http", "page"), NOT_READY),
                row(CACHE, "its disk is full", m -> number(m, "cache", "disk.free.ratio", 0.04), NOT_READY),
                row(
                        SHARED,
                        "the cache's disk is nearly full",
                        m -> number(m, "cache", "disk.free.ratio", 0.12),
                        AT_RISK),
                row(SHARED, "the cache's second port is closed", m -> port(m, "tcp.4481.open"), AT_RISK),
                row(INTERNET, "one of two anchors is silent", m -> m.silent("anchor-1"), READY),
                row(
                        INTERNET,
                        "both anchors are silent, the edge answers",
                        m -> m.silent("anchor-1", "anchor-2"),
                        AT_RISK),
                row(INTERNET, "all of it is silent", m -> m.silent("anchor-1", "anchor-2", "edge"), NOT_READY),
                row(CUT, "the switch above the lab is silent", m -> m.silent("sw-2"), NOT_READY),
                row(CUT, "the core above it is silent", m -> m.silent("core"), NOT_READY),
                row(CUT, "a switch elsewhere is silent", m -> m.silent("sw-3"), READY),
                row(
                        "Evidence of life beats the drawing: a fresh answer wins over any failing dependency",
                        "the switch is silent and the computers behind it answer",
                        m -> {
                            m.silent("sw-2").pass(1).answer("pc-", 1, 30);
                            m.keep(70, "sw-2");
                        },
                        READY),
                row(BLIND, "the edge was not heard for 26 s", m -> m.keepBut(26, "edge"), UNKNOWN),
                row(BLIND, "the cache was not heard for 26 s", m -> m.keepBut(26, "cache"), UNKNOWN),
                row(BLIND, "no anchor was heard for 26 s", m -> m.keepBut(26, "anchor-1", "anchor-2"), UNKNOWN),
                row(BLIND, "one anchor was not heard for 26 s", m -> m.keepBut(26, "anchor-1"), READY),
                row(BLIND, "nothing was heard for 26 s", m -> m.pass(26), UNKNOWN),
                row(BLIND, "no network interface is up", VerdictTableTest::unplugged, UNKNOWN),
                row(
                        UNSEEN,
                        "three computers were not heard for 26 s",
                        m -> m.keepBut(26, "pc-1", "pc-2", "pc-3"),
                        UNKNOWN),
                row(UNSEEN, "two computers were not heard for 26 s", m -> m.keepBut(26, "pc-1", "pc-2"), READY),
                row(TRACK, "three computers sleep before they are due", m -> m.silent("pc-", 1, 3), ON_TRACK),
                row(TRACK, "all computers sleep before they are due", m -> m.silent("pc-", 1, 30), ON_TRACK),
                row(
                        ORDER,
                        "blocked and unseen",
                        m -> m.keepBut(26, "pc-1", "pc-2", "pc-3").silent("edge"),
                        NOT_READY),
                row(
                        ORDER,
                        "unseen and degraded",
                        m -> number(m.keepBut(26, "pc-1", "pc-2", "pc-3"), "cache", "disk.free.ratio", 0.12),
                        UNKNOWN),
                row(
                        ORDER,
                        "degraded and asleep",
                        m -> number(m.silent("pc-", 1, 3), "cache", "disk.free.ratio", 0.12),
                        AT_RISK),
                row(
                        "Shipped limits: battery 0.4 degrading; the room leans on weak seats",
                        "three computers of 30 have low battery",
                        m -> battery(m, 3),
                        AT_RISK),
                row(
                        "Shipped limits: battery 0.4 degrading; spares carry it",
                        "two computers of 30 have low battery",
                        m -> battery(m, 2),
                        READY),
                row(
                        "app.*.running false is advisory",
                        "TestNav runs nowhere",
                        m -> each(30, pc -> m.answers(pc, m.flag(pc, "app.testnav.running", false))),
                        READY),
                row(
                        "a version check applies only where a version was told",
                        "no computer tells a version",
                        m -> m.keep(10),
                        READY));
    }

    @ParameterizedTest
    @MethodSource("lab")
    void lab_before(DecisionRow row) {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        row.happens().accept(morning);

        assertThat(morning.verdict("ela"))
                .as("%s", morning.session("ela").reasons())
                .isEqualTo(row.verdict());
        if (row.verdict() != READY && row.verdict() != ON_TRACK) {
            assertThat(morning.session("ela").reasons()).isNotEmpty();
        }
    }

    private static void unplugged(SimulatedSchool morning) {
        morning.network = false;
        morning.pass(1);
    }

    private static void old(SimulatedSchool m, int count) {
        each(count, pc -> m.answers(pc, m.version(pc, "app.testnav.version", "1.9.8")));
    }

    private static void battery(SimulatedSchool m, int count) {
        each(count, pc -> m.answers(pc, m.number(pc, "battery.charge.ratio", 0.9)));
        each(count, pc -> m.answers(pc, m.number(pc, "battery.charge.ratio", 0.39)));
        m.keep(10);
        each(count, pc -> m.answers(pc, m.number(pc, "battery.charge.ratio", 0.39)));
        m.keep(25);
    }

    private static void each(int count, Consumer<String> computer) {
        for (int i = 1; i <= count; i++) {
            computer.accept("pc-" + i);
        }
    }

    private static void page(SimulatedSchool m, String id, int status) {
        m.page(id, status);
    }

    private static void port(SimulatedSchool m, String signal) {
        m.answers("cache", m.flag("cache", signal, false));
    }

    private static void misses(SimulatedSchool m, String id, String probe, String part) {
        m.answer(id);
        for (int i = 0; i < 3; i++) {
            m.misses(id, probe, part);
        }
    }

    private static void number(SimulatedSchool m, String id, String signal, double value) {
        m.answers(id, m.number(id, signal, value));
    }

    static Stream<Arguments2> caches() {
        return Stream.of(
                new Arguments2(
                        "Several caches are a group: degrading when one fails", true, false, Optional.empty(), AT_RISK),
                new Arguments2(
                        "Several caches are a group: blocking when none works",
                        true,
                        true,
                        Optional.empty(),
                        NOT_READY),
                new Arguments2(
                        "a cache device may override with required: false", true, true, Optional.of(false), AT_RISK),
                new Arguments2("preferred cache", false, true, Optional.empty(), AT_RISK),
                new Arguments2(
                        "a cache device may override with required: true", false, true, Optional.of(true), NOT_READY),
                new Arguments2("all caches work", true, null, Optional.empty(), READY));
    }

    /**
     * @param testnav the platform that requires its cache; else the one that prefers it
     * @param both both are silent; null for none
     */
    record Arguments2(
            String line,
            boolean testnav,
            @org.jspecify.annotations.Nullable Boolean both,
            Optional<Boolean> required,
            Verdict verdict) {}

    @ParameterizedTest
    @MethodSource("caches")
    void caches_group(Arguments2 row) {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .device(
                        "cache-1",
                        DeviceKind.CACHE_SERVER,
                        "",
                        TestDevices.with(Set.of(), row.required(), Map.of()),
                        "core")
                .device(
                        "cache-2",
                        DeviceKind.CACHE_SERVER,
                        "",
                        TestDevices.with(Set.of(), row.required(), Map.of()),
                        "core")
                .computers("lab", 5, "core")
                .session("ela", row.testnav() ? SimulatedSchool.TESTNAV : SimulatedSchool.INSIGHT, "lab", 5)
                .begin()
                .allAnswer();
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        if (row.both() != null) {
            morning.silent("cache-1");
            if (row.both()) {
                morning.silent("cache-2");
            }
        }

        assertThat(morning.verdict("ela")).isEqualTo(row.verdict());
    }

    static Stream<DecisionRow> wifi() {
        return Stream.of(
                row("Shipped limits: clients 60 advisory", "70 clients", m -> clients(m, 70, 20, 0.2), READY),
                row("Shipped limits: clients 100 degrading", "101 clients", m -> clients(m, 101, 20, 0.2), AT_RISK),
                row("Shipped limits: 30 a radio advisory", "40 on a radio", m -> clients(m, 50, 40, 0.2), READY),
                row("Shipped limits: 50 a radio degrading", "51 on a radio", m -> clients(m, 55, 51, 0.2), AT_RISK),
                row(
                        "Shipped limits: 30 a radio with channel use 0.8",
                        "31 at 0.8",
                        m -> clients(m, 50, 31, 0.8),
                        AT_RISK),
                row(
                        "Shipped limits: 30 a radio with channel use 0.8",
                        "30 at 0.9",
                        m -> clients(m, 50, 30, 0.9),
                        READY));
    }

    @ParameterizedTest
    @MethodSource("wifi")
    void wifi_limits(DecisionRow row) {
        SimulatedSchool morning = TestSchools.open(TestSchools.cart());
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        row.happens().accept(morning);

        assertThat(morning.verdict("ela"))
                .as("%s", morning.session("ela").reasons())
                .isEqualTo(row.verdict());
    }

    private static void clients(SimulatedSchool m, int clients, int radio, double channel) {
        for (int i = 0; i < 26; i++) {
            m.answers(
                    "ap-3",
                    m.number("ap-3", "wifi.clients", i == 0 ? 10 : clients),
                    m.number("ap-3", "wifi.clients.radio.max", i == 0 ? 5 : radio),
                    m.number("ap-3", "wifi.channel.utilization.ratio", i == 0 ? 0.1 : channel));
            m.keep(5);
            if (i % 6 == 0) {
                m.tableOf("ap-3", 30);
            }
        }
    }

    @org.junit.jupiter.api.Test
    void limits_ofADevice_holdForIt() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .device(
                        "ap",
                        DeviceKind.ACCESS_POINT,
                        "room",
                        TestDevices.with(Set.of(), Optional.empty(), Map.of(new SignalName("wifi.clients"), 80.0)),
                        "core")
                .device("pc-1", DeviceKind.COMPUTER, "room", "ap")
                .session("ela", SimulatedSchool.INSIGHT, "room", 1)
                .begin()
                .allAnswer();

        morning.answers("ap", morning.number("ap", "wifi.clients", 81));

        assertThat(morning.verdict("ela")).isEqualTo(AT_RISK);
    }

    @org.junit.jupiter.api.Test
    void internet_downWithoutAnEdge_blocks() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 3, "core")
                .service("anchor-1", ServiceKind.INTERNET)
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .begin()
                .allAnswer();

        morning.silent("anchor-1");

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("internet");
    }
}
