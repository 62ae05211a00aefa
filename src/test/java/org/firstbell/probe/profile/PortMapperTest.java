package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.snmp.client.TableRow;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Counters of a switch as rates: what may be told of two readings, and what not. */
class PortMapperTest {
    private static final String IN = "traffic.in.bytes.per.second";
    private static final String ERRORS = "ports.errors.per.second";
    private static final Instant START = Instant.parse("2027-04-14T13:00:00Z");

    private final ProbeMemory memory = new ProbeMemory();
    private final ProbeContext surroundings = ProbeContext.of(ConfigLoader.shipped(), CheckThresholds.ALL_SIGNALS);
    private final PortMapper recipe = new PortMapper();

    private static Map<String, Variable> port(Map<String, Variable> counters) {
        Map<String, Variable> cells =
                new HashMap<>(Map.of("type", new Integer32(6), "oper", new Integer32(1), "speed", new Gauge32(1000)));
        cells.putAll(counters);
        return cells;
    }

    /** One reading of one port, so many seconds after the start by our clock and at that time by the agent's. */
    private Map<String, Object> read(double ours, OptionalDouble agents, Map<String, Variable> counters) {
        ReadingCollector answer = new ReadingCollector(
                new DeviceId("sw-2"), START.plusMillis((long) (ours * 1000)), "ports", true, memory, surroundings);
        TableRow row = new TableRow(new OID("7"), port(counters), agents);
        recipe.map(List.of(row), new TableMapper.MapperOptions(Map.of()), answer);
        Map<String, Object> told = new TreeMap<>();
        answer.readings()
                .forEach(reading ->
                        told.put(reading.name().value(), reading.value().plain()));
        return told;
    }

    private Map<String, Object> in(double ours, double agents, long octets) {
        return read(ours, OptionalDouble.of(agents), Map.of("in", new Counter64(octets)));
    }

    private Map<String, Object> errors(double ours, double agents, long errors) {
        return read(ours, OptionalDouble.of(agents), Map.of("in-errors", new Counter32(errors)));
    }

    @Test
    void rate_isByTheAgentsClock_notByOurs() {
        assertThat(in(0, 100, 5_000_000)).doesNotContainKey(IN);
        assertThat(in(40, 110, 15_000_000)).containsEntry(IN, 1_000_000.0);
    }

    @Test
    void agentWhoseClockRunsTenThousandfold_isTimedByOurs() {
        in(0, 3_434_898, 0);
        assertThat(in(20, 3_634_898, 20_000)).containsEntry(IN, 1_000.0);
    }

    @Test
    void agentThatTellsNoClock_isTimedByOurs() {
        read(0, OptionalDouble.empty(), Map.of("in", new Counter64(0)));
        assertThat(read(20, OptionalDouble.empty(), Map.of("in", new Counter64(20_000))))
                .containsEntry(IN, 1_000.0);
    }

    @Test
    void counterOf64Bits_beyondTheSignOfALong_goesOn() {
        in(0, 100, Long.MAX_VALUE - 500_000_000L);
        assertThat((double) in(10, 110, Long.MAX_VALUE + 500_000_001L).get(IN))
                .isCloseTo(100_000_000.0, within(1_000.0));
    }

    @Test
    void counterOf64BitsThatFell_wasReset_andTheNextIntervalCountsAgain() {
        in(0, 100, 900_000_000);
        assertThat(in(10, 110, 1_000)).doesNotContainKey(IN);
        assertThat(in(20, 120, 11_000)).containsEntry(IN, 1_000.0);
    }

    @Test
    void counterOf32BitsThatWrapped_losesOneInterval_andNoMore() {
        errors(0, 100, 4_294_967_290L);
        assertThat(errors(10, 110, 4)).doesNotContainKey(ERRORS);
        assertThat(errors(20, 120, 24)).containsEntry(ERRORS, 2.0);
    }

    @Test
    void agentThatRestarted_losesTheInterval_thoughItsCountersRose() {
        in(0, 5_000, 1_000);
        assertThat(in(10, 3, 500_000)).doesNotContainKey(IN);
        assertThat(in(20, 13, 510_000)).containsEntry(IN, 1_000.0);
    }

    @Test
    void agentsClockThatWrapped_losesTheInterval() {
        in(0, 42_949_670, 1_000);
        assertThat(in(10, 7, 11_000)).doesNotContainKey(IN);
        assertThat(in(20, 17, 21_000)).containsEntry(IN, 1_000.0);
    }

    @Test
    void rateAboveThePortsSpeed_isImpossible_andDropped() {
        in(0, 100, 0);
        assertThat(in(10, 110, 377_146_731_878_085L)).doesNotContainKey(IN).doesNotContainKey("link.utilization.ratio");
        assertThat(in(20, 120, 377_146_731_978_085L)).containsEntry(IN, 10_000.0);
    }

    /** Of a port whose switch tells counters of 32 bits only, and its speed in megabits a second. */
    private Map<String, Object> older(double ours, double agents, long octets, int megabits) {
        return read(
                ours,
                OptionalDouble.of(agents),
                Map.of("speed", new Gauge32(megabits), FallbackColumns.fallbackName("in"), new Counter32(octets)));
    }

    @Test
    void octetsOf32Bits_areARateAndALoad() {
        older(0, 1_000, 5_000_000, 100);
        assertThat(older(60, 1_060, 80_000_000, 100))
                .containsEntry(IN, 1_250_000.0)
                .containsEntry("link.utilization.ratio", 0.1);
    }

    @Test
    void octetsOf32Bits_thatWrappedOnce_goOn() {
        older(0, 1_000, 4_294_967_000L, 100);
        assertThat(older(60, 1_060, 59_704, 100)).containsEntry(IN, 1_000.0);
    }

    @Test
    void octetsOf32Bits_thatWrappedWithTheAgentsClock_loseTheInterval() {
        older(0, 42_949_670, 4_294_967_000L, 100);
        assertThat(older(60, 57, 59_704, 100)).doesNotContainKey(IN);
    }

    @Test
    void octetsOf32Bits_afterARestart_losesTheInterval() {
        older(0, 5_000, 4_294_967_000L, 100);
        assertThat(older(60, 40, 59_704, 100)).doesNotContainKey(IN);
    }

    @Test
    void octetsOf32Bits_afterARestartThatOutlastsTheOldUptime_areNoWrap() {
        older(0, 100, 4_294_967_000L, 100);
        assertThat(older(250, 240, 59_704, 100)).doesNotContainKey(IN);
        assertThat(older(310, 300, 119_704, 100)).containsEntry(IN, 1_000.0);
    }

    @Test
    void octetsOf32Bits_thatWereCleared_wouldBeFasterThanThePort_andAreDropped() {
        older(0, 5_000, 2_000_000_000, 100);
        assertThat(older(60, 5_060, 1_000, 100)).doesNotContainKey(IN);
    }

    @Test
    void octetsOf32Bits_withoutAnAgentsClock_areNeverTakenForAWrap() {
        Map<String, Variable> nearTheWrap = Map.of(FallbackColumns.fallbackName("in"), new Counter32(4_294_967_000L));
        read(0, OptionalDouble.empty(), nearTheWrap);
        assertThat(read(10, OptionalDouble.empty(), Map.of(FallbackColumns.fallbackName("in"), new Counter32(59_704))))
                .doesNotContainKey(IN);
    }

    @Test
    void octetsOf32Bits_ofALineThatCanWrapThemTwice_tellNothing() {
        older(0, 1_000, 1_000, 1000);
        assertThat(older(60, 1_060, 500_000_000, 1000)).doesNotContainKey(IN);
        assertThat(older(80, 1_080, 520_000_000, 1000)).containsEntry(IN, 1_000_000.0);
    }

    @Test
    void octetsOf32Bits_ofAPortOfUnknownSpeed_tellNothing() {
        Map<String, Variable> unknown =
                Map.of("speed", new Gauge32(0), FallbackColumns.fallbackName("in"), new Counter32(1_000));
        read(0, OptionalDouble.of(100), unknown);
        assertThat(read(10, OptionalDouble.of(110), unknown)).doesNotContainKey(IN);
    }

    @Test
    void speedInBits_standsInForThatInMegabits_butNotWhereItIsAtItsEnd() {
        Map<String, Variable> fast = new HashMap<>(Map.of(
                "speed",
                new Gauge32(0),
                "in",
                new Counter64(1),
                FallbackColumns.fallbackName("speed"),
                new Gauge32(100_000_000)));
        read(0, OptionalDouble.of(100), fast);
        fast.put("in", new Counter64(12_500_001));
        assertThat(read(10, OptionalDouble.of(110), fast)).containsEntry("link.utilization.ratio", 0.1);
        fast.put("in", new Counter64(25_000_001));
        fast.put(FallbackColumns.fallbackName("speed"), new Gauge32(4_294_967_295L));
        assertThat(read(20, OptionalDouble.of(120), fast))
                .containsEntry(IN, 1_250_000.0)
                .doesNotContainKey("link.utilization.ratio");
    }

    @Test
    void twoReadingsInTheSameSecond_sayNothing() {
        in(0, 100, 0);
        assertThat(in(0.4, 100.4, 100_000)).doesNotContainKey(IN);
    }

    @Test
    void portThatWasLostForAReading_isReckonedOverBothIntervals() {
        in(0, 100, 0);
        read(10, OptionalDouble.of(110), Map.of());
        assertThat(in(20, 120, 20_000)).containsEntry(IN, 1_000.0);
    }
}
