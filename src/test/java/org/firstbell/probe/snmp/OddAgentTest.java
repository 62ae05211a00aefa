package org.firstbell.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Credentials;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** Agents that do what real ones were seen to do wrong. */
@Timeout(120)
class OddAgentTest {
    private static final String STORAGE = "1.3.6.1.2.1.25.2.3.1.";
    private static final String PROGRAMS = "1.3.6.1.2.1.25.4.2.1.2";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    private Probe computer() {
        return lab.snmp("computer", agent.port(), ", profile: host-resources");
    }

    private Probe plain() {
        return lab.snmp("computer", agent.port(), ", profile: snmp");
    }

    private void disk(int row, int type, int units, int size, int used) {
        agent.put(STORAGE + "2." + row, new OID("1.3.6.1.2.1.25.2.1." + type));
        agent.put(STORAGE + "4." + row, new Integer32(units));
        agent.put(STORAGE + "5." + row, new Integer32(size));
        agent.put(STORAGE + "6." + row, new Integer32(used));
    }

    @Test
    void firstRequestLost_isAnsweredByTheSecond() {
        AtomicInteger count = new AtomicInteger();
        agent.does((request, reply) -> {
            if (count.getAndIncrement() > 0) {
                reply.send(agent.usual(request));
            }
        });
        ProbeOutcome outcome = lab.ask(plain());
        assertThat(ProbeLab.signals(outcome)).containsEntry("system.name", "odd-1");
        assertThat(outcome.execution().duration().toMillis()).isBetween(390L, 1390L);
    }

    @Test
    void everySecondRequestLost_costsATableOnceItsPaceIsKnown_noFullTimeout() {
        disk(1, 4, 4096, 1000, 250);
        Probe computer = computer();
        assertThat(lab.ask(computer, "storage")).isInstanceOf(ProbeOutcome.Answered.class);
        AtomicInteger count = new AtomicInteger();
        agent.heard.clear();
        agent.does((request, reply) -> {
            if (count.getAndIncrement() % 2 == 1) {
                reply.send(agent.usual(request));
            }
        });

        ProbeOutcome outcome = lab.ask(computer, "storage");

        assertThat(ProbeLab.signals(outcome)).containsEntry("disk.free.ratio", 0.75);
        assertThat(outcome.execution().duration().toMillis()).isLessThan(4_000);
        assertThat(agent.heard).allMatch(request -> request.getType() == PDU.GETBULK);
    }

    @Test
    void firstAnswerLate_countsThoughASecondRequestLeft() {
        AtomicInteger count = new AtomicInteger();
        agent.does((request, reply) -> {
            if (count.getAndIncrement() == 0) {
                lab.vertx.setTimer(700, late -> reply.send(agent.usual(request)));
            }
        });
        ProbeOutcome outcome = lab.ask(plain());
        assertThat(ProbeLab.signals(outcome)).containsEntry("system.name", "odd-1");
        assertThat(outcome.execution().duration().toMillis()).isBetween(690L, 1390L);
    }

    @Test
    void answersTwice_isOneOutcome() {
        agent.does((request, reply) -> {
            reply.send(agent.usual(request));
            reply.send(agent.usual(request));
        });
        Probe probe = plain();
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
    }

    @Test
    void answersWithAnotherId_isNotBelieved() {
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            answer.setRequestID(new Integer32(request.getRequestID().getValue() + 1000));
            reply.send(answer);
        });
        assertThat(lab.ask(plain())).isInstanceOf(ProbeOutcome.Silent.class);
    }

    @Test
    void answersCutOrGarbled_areToldAsSuch_andDoNoHarm() {
        agent.does((request, reply) -> {
            byte[] noise = new byte[200];
            new java.util.Random(7).nextBytes(noise);
            reply.octets(noise);
            reply.octets(new byte[0]);
            reply.octets(new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 2, 1, 1});
            reply.octets("Login:".getBytes(StandardCharsets.US_ASCII));
        });
        Probe probe = plain();
        ProbeOutcome outcome = lab.ask(probe);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).contains("no SNMP answer");
        agent.does((request, reply) -> reply.send(agent.usual(request)));
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
    }

    @Test
    void answerWithoutVariables_isASignOfLifeAndTellsNothing() {
        agent.does((request, reply) -> reply.send(OddAgent.empty(request)));
        assertThat(ProbeLab.signals(lab.ask(plain()))).containsOnlyKeys("response.time.seconds");
    }

    @Test
    void otherCommunity_isSilenceThatNamesTheCommunity() {
        Probe probe = lab.probe("""
                credentials:
                  campus: { version: 2c, community: "s3cret" }
                devices: [ { id: it, kind: computer, address: 127.0.0.1, snmp: { port: %d } } ]
                """.formatted(agent.port()));
        ProbeOutcome outcome = lab.ask(probe);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ProbeLab.reason(outcome)).contains("community").doesNotContain("s3cret");
    }

    @Test
    void portWhereNobodyListens_isRefused_andTheMachineIsThere() throws Exception {
        int port;
        try (java.net.DatagramSocket socket =
                new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProbeOutcome outcome = lab.ask(lab.snmp("computer", port, ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
        assertThat(ProbeLab.reason(outcome)).contains("nothing listens");
    }

    @Test
    void tooBig_isAskedInPieces_andRemembered() {
        agent.does((request, reply) ->
                reply.send(request.size() > 2 ? OddAgent.error(request, PDU.tooBig, 0) : agent.usual(request)));
        Probe probe = plain();
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
        agent.heard.clear();
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
        assertThat(agent.heard).allMatch(request -> request.size() <= 2);
    }

    @Test
    void oneObjectThatFails_costsOnlyItself() {
        OID bad = new OID("1.3.6.1.2.1.1.1.0");
        agent.does((request, reply) -> reply.send(
                request.getVariableBindings().stream().anyMatch(asked -> bad.equals(asked.getOid()))
                        ? OddAgent.error(request, PDU.genErr, 1)
                        : agent.usual(request)));
        assertThat(ProbeLab.signals(lab.ask(plain())))
                .containsEntry("system.name", "odd-1")
                .doesNotContainKey("system.description");
    }

    @Test
    void v1_missingObjectsOneByOne_areLeftOut() {
        agent.does((request, reply) -> {
            for (int i = 0; i < request.size(); i++) {
                if (!agent.objects.containsKey(request.get(i).getOid())) {
                    reply.send(OddAgent.error(request, PDU.noSuchName, i + 1));
                    return;
                }
            }
            reply.send(agent.usual(request));
        });
        Probe probe = lab.snmp("computer", agent.port(), new Credentials.Community("old", true, "public"), "snmp");
        assertThat(ProbeLab.signals(lab.ask(probe)))
                .containsEntry("system.name", "odd-1")
                .containsEntry("uptime.seconds", 3600.0);
    }

    @Test
    void v1_tableIsReadByGetNext_untilItsColumnsEnd() {
        agent.put("1.3.6.1.2.1.25.3.3.1.2.1", new Integer32(10));
        agent.put("1.3.6.1.2.1.25.3.3.1.2.2", new Integer32(30));
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            boolean end = answer.getVariableBindings().stream()
                    .anyMatch(binding -> binding.getVariable().isException());
            reply.send(end ? OddAgent.error(request, PDU.noSuchName, 1) : answer);
        });
        Probe probe =
                lab.snmp("computer", agent.port(), new Credentials.Community("old", true, "public"), "host-resources");
        assertThat(ProbeLab.signals(lab.ask(probe, "processors"))).containsEntry("cpu.utilization.ratio", 0.2);
        assertThat(agent.heard).allMatch(request -> request.getType() == PDU.GETNEXT);
    }

    @Test
    void hostileTexts_areDecodedCleanedAndCut() {
        agent.put("1.3.6.1.2.1.1.5.0", new OctetString(new byte[] {'K', (byte) 0xfc, 'c', 'h', 'e', 0, 27, '[', '2', 'J'
        }));
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString("<script>\r\nBcc: x\u202e".getBytes(StandardCharsets.UTF_8)));
        agent.put("1.3.6.1.2.1.1.6.0", new OctetString("x".repeat(3000)));
        Map<String, Object> signals = ProbeLab.signals(lab.ask(plain()));
        assertThat(signals)
                .containsEntry("system.name", "K\u00fcche [2J")
                .containsEntry("system.description", "<script> Bcc: x");
        assertThat((String) signals.get("system.location")).hasSize(300);
    }

    @Test
    void wrongTypes_areReadLenientlyOrLeftOut() {
        agent.put("1.3.6.1.2.1.1.3.0", new OctetString("not a number"));
        agent.put("1.3.6.1.2.1.1.5.0", new Integer32(7));
        agent.put("1.3.6.1.2.1.25.1.6.0", new OctetString("143"));
        agent.put("1.3.6.1.2.1.25.1.2.0", new OctetString(new byte[] {1, 2, 3}));
        assertThat(ProbeLab.signals(lab.ask(computer(), "system")))
                .containsEntry("system.name", "7")
                .containsEntry("process.count", 143.0)
                .doesNotContainKeys("uptime.seconds", "clock.offset.seconds");
    }

    @Test
    void impossibleDate_isNoClock() {
        agent.put("1.3.6.1.2.1.25.1.2.0", new OctetString(new byte[] {7, (byte) 0xe9, 13, 40, 30, 70, 80, 0}));
        assertThat(ProbeLab.signals(lab.ask(computer(), "system"))).doesNotContainKey("clock.offset.seconds");
    }

    @Test
    void storage_withNegativeSizesAndZeroUnits_tellsTheTruthOrNothing() {
        disk(1, 4, 4096, -1_610_629_377, 1_000_000_000);
        disk(2, 5, 0, 0, 0);
        disk(3, 4, 0, 0, 0);
        disk(4, 4, 4096, 100, 200);
        disk(5, 2, 1024, 1000, 250);
        Map<String, Object> signals = ProbeLab.signals(lab.ask(computer(), "storage"));
        double size = 4294967296.0 - 1_610_629_377.0;
        assertThat((double) signals.get("disk.free.ratio"))
                .isCloseTo((size - 1e9) / size, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(signals)
                .containsEntry("memory.utilization.ratio", 0.25)
                .containsEntry("memory.free.bytes", 768000.0);
    }

    @Test
    void storage_withCellsMissing_usesOnlyWholeRows() {
        disk(1, 4, 1024, 1000, 500);
        disk(2, 4, 1024, 1000, 990);
        agent.objects.remove(new OID(STORAGE + "6.2"));
        agent.objects.remove(new OID(STORAGE + "4.3"));
        assertThat(ProbeLab.signals(lab.ask(computer(), "storage"))).containsEntry("disk.free.ratio", 0.5);
    }

    @Test
    void programsTable_thatIsNotShown_saysNothing() {
        assertThat(ProbeLab.signals(lab.ask(computer(), "programs"))).isEmpty();
    }

    @Test
    void programsTable_shownWhole_saysWhatRunsAndWhatNot() {
        agent.put(PROGRAMS + ".1", new OctetString("explorer.exe"));
        agent.put(PROGRAMS + ".900", new OctetString("TESTNAV.EXE"));
        assertThat(ProbeLab.signals(lab.ask(computer(), "programs"))).containsEntry("app.testnav.running", true);
        agent.objects.remove(new OID(PROGRAMS + ".900"));
        assertThat(ProbeLab.signals(lab.ask(computer(), "programs"))).containsEntry("app.testnav.running", false);
    }

    @Test
    void programsTable_readInPart_neverSaysThatSomethingDoesNotRun() {
        for (int i = 1; i <= 60; i++) {
            agent.put(PROGRAMS + "." + i, new OctetString("program" + i));
        }
        loopAfter(new OID(PROGRAMS + ".60"), new OID(PROGRAMS + ".1"));
        ProbeOutcome outcome = lab.ask(computer(), "programs");
        assertThat(ProbeLab.signals(outcome)).isEmpty();
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("again and again");
    }

    /** After one object it begins again with another, for ever. */
    private void loopAfter(OID last, OID again) {
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            PDU looped = OddAgent.empty(request);
            OID cursor = request.get(request.size() - 1).getOid();
            for (int i = 0; i < answer.size(); i++) {
                cursor = cursor.equals(last) ? again : agent.next(cursor).getOid();
                looped.add(new VariableBinding(cursor, agent.objects.getOrDefault(cursor, Null.endOfMibView)));
            }
            reply.send(looped);
        });
    }

    @Test
    void softwareList_tellsTheNewestVersionInstalled() {
        String list = "1.3.6.1.2.1.25.6.3.1.2";
        agent.put(list + ".1", new OctetString("TestNav 1.9.0"));
        agent.put(list + ".2", new OctetString("TestNav 1.11.2"));
        agent.put(list + ".3", new OctetString("7-Zip 9.20"));
        assertThat(ProbeLab.signals(lab.ask(computer(), "software"))).containsEntry("app.testnav.version", "1.11.2");
    }

    @Test
    void tableInDisorder_isReadToItsEnd() {
        List<Integer> order = List.of(5, 2, 9, 1, 7, 3);
        String load = "1.3.6.1.2.1.25.3.3.1.2";
        agent.does((request, reply) -> {
            PDU answer = OddAgent.empty(request);
            OID cursor = request.get(request.size() - 1).getOid();
            int at = cursor.size() == new OID(load).size() ? 0 : order.indexOf(cursor.last()) + 1;
            for (int i = at; i < order.size(); i++) {
                answer.add(new VariableBinding(new OID(load + "." + order.get(i)), new Integer32(order.get(i) * 10)));
            }
            answer.add(new VariableBinding(new OID("1.3.6.1.2.1.25.4.1.0"), new Integer32(1)));
            reply.send(answer);
        });
        ProbeOutcome outcome = lab.ask(computer(), "processors");
        assertThat(ProbeLab.signals(outcome)).containsEntry("cpu.utilization.ratio", 0.45);
        assertThat(ProbeLab.problems(outcome)).isEmpty();
    }

    @Test
    void bulkTooBigWithAnEmptyList_isHalvedUntilItFits() {
        for (int i = 1; i <= 8; i++) {
            agent.put("1.3.6.1.2.1.25.3.3.1.2." + i, new Integer32(20));
        }
        agent.does((request, reply) -> {
            if (request.getType() == PDU.GETBULK && request.getMaxRepetitions() > 3) {
                PDU answer = OddAgent.empty(request);
                answer.setErrorStatus(PDU.tooBig);
                reply.send(answer);
            } else {
                reply.send(agent.usual(request));
            }
        });
        assertThat(ProbeLab.signals(lab.ask(computer(), "processors"))).containsEntry("cpu.utilization.ratio", 0.2);
    }

    @Test
    void agentWithoutBulk_isReadByGetNext_andNotAskedForBulkForEver() {
        for (int i = 1; i <= 4; i++) {
            agent.put("1.3.6.1.2.1.25.3.3.1.2." + i, new Integer32(50));
        }
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GETBULK) {
                reply.send(agent.usual(request));
            }
        });
        Probe probe = lab.probes("""
                        devices: [ { id: it, kind: computer, address: 127.0.0.1, snmp: { port: %d, profile: quick } } ]
                        """.formatted(agent.port()), Map.of("profiles/snmp/quick.yaml", """
                                id: quick
                                title: For tests
                                questions:
                                  system:
                                    life: true
                                    scalars: [ { signal: system.name, oid: 1.3.6.1.2.1.1.5.0 } ]
                                  processors:
                                    timeout: 200ms
                                    columns: { load: 1.3.6.1.2.1.25.3.3.1.2 }
                                    uses: [ { recipe: mean, signal: cpu.utilization.ratio, column: load, scale: "0.01" } ]
                                """))
                .get(0);
        for (int i = 0; i < 3; i++) {
            assertThat(ProbeLab.signals(lab.ask(probe, "processors"))).containsEntry("cpu.utilization.ratio", 0.5);
        }
        agent.heard.clear();
        lab.ask(probe, "processors");
        assertThat(agent.heard).noneMatch(request -> request.getType() == PDU.GETBULK);
    }

    @Test
    void countersOfASwitch_thatFellOrJumped_giveNoRate() {
        String in = "1.3.6.1.2.1.31.1.1.1.6.";
        for (int port = 1; port <= 3; port++) {
            agent.put("1.3.6.1.2.1.2.2.1.3." + port, new Integer32(6));
            agent.put("1.3.6.1.2.1.2.2.1.8." + port, new Integer32(1));
            agent.put("1.3.6.1.2.1.31.1.1.1.15." + port, new Gauge32(100));
            agent.put("1.3.6.1.2.1.2.2.1.14." + port, new Counter32(0));
        }
        Probe probe = lab.snmp("switch", agent.port(), ", profile: if-mib");
        counters(in, 1_000_000, 1_000_000, 1_000_000, 100_000);
        assertThat(ProbeLab.signals(lab.ask(probe, "ports"))).doesNotContainKey("traffic.in.bytes.per.second");
        counters(in, 2_000_000, 500_000, 900_000_000_000L, 101_000);
        assertThat(ProbeLab.signals(lab.ask(probe, "ports")))
                .as("by the agent's clock 10 s passed; the fallen and the impossible count nothing")
                .containsEntry("traffic.in.bytes.per.second", 100_000.0)
                .containsEntry("link.utilization.ratio", 0.008)
                .containsEntry("ports.errors.per.second", 0.0);
        counters(in, 3_000_000, 600_000, 900_000_100_000L, 500);
        assertThat(ProbeLab.signals(lab.ask(probe, "ports")))
                .as("the agent restarted in between")
                .doesNotContainKey("traffic.in.bytes.per.second");
    }

    private void counters(String in, long one, long two, long three, long ticks) {
        agent.put(in + "1", new Counter64(one));
        agent.put(in + "2", new Counter64(two));
        agent.put(in + "3", new Counter64(three));
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(ticks));
    }

    @Test
    void uptimeThatWraps_isNoReboot_andOneThatBeginsAnewIs() {
        Probe probe = plain();
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(4_294_967_000L));
        lab.ask(probe);
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(200));
        assertThat((double) ProbeLab.signals(lab.ask(probe)).get("uptime.seconds"))
                .isEqualTo(42_949_674.96);
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(100));
        assertThat((double) ProbeLab.signals(lab.ask(probe)).get("uptime.seconds"))
                .isEqualTo(1.0);
    }

    @Test
    void switchThatRunsNetSnmp_isASwitch_andAComputerAComputer() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.8072.3.2.10"));
        agent.put("1.3.6.1.2.1.2.1.0", new Integer32(2));
        agent.put("1.3.6.1.2.1.25.1.1.0", new TimeTicks(100));
        assertThat(family("switch")).startsWith("if-mib");
        assertThat(family("computer")).startsWith("host-resources");
        assertThat(family("access-point")).startsWith("host-resources");
        agent.put("1.3.6.1.4.1.41112.1.6.1.2.1.8.3", new Integer32(4));
        assertThat(family("access-point")).startsWith("unifi-ap");
    }

    private String family(String kind) {
        Probe probe = lab.snmp(kind, agent.port(), "");
        lab.ask(probe);
        return ((SnmpProbe) probe).profileSummary().orElse("");
    }

    @Test
    void decidingQuestionLost_decidesNothing_untilItIsAnswered() {
        agent.put("1.3.6.1.2.1.25.1.1.0", new TimeTicks(100));
        agent.does((request, reply) -> {
            if (request.getType() == PDU.GET) {
                reply.send(agent.usual(request));
            }
        });
        Probe probe = lab.snmp("computer", agent.port(), "");
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
        assertThat(((SnmpProbe) probe).profileSummary()).isEmpty();
        agent.does((request, reply) -> reply.send(agent.usual(request)));
        lab.ask(probe);
        assertThat(((SnmpProbe) probe).profileSummary())
                .hasValueSatisfying(why -> assertThat(why).startsWith("host-resources"));
    }
}
