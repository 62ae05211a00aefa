package org.firstbell.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Credentials;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.firstbell.probe.snmp.client.AgentCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Tables of agents that do what real ones were seen to do wrong, read whole or told of, and what is learned of them. */
@Timeout(180)
class OddTablesTest {
    private static final String LOAD = "1.3.6.1.2.1.25.3.3.1.2";
    private static final String WIDE = "1.3.6.1.4.1.99999.2.1.";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    /** A profile of tests with short timeouts: processors in one column, and a table of four. */
    private SnmpProbe quick() {
        return (SnmpProbe) lab.probes("""
                        devices: [ { id: it, kind: computer, address: 127.0.0.1, snmp: { port: %d, profile: quick } } ]
                        """.formatted(agent.port()), Map.of("profiles/snmp/quick.yaml", """
                                id: quick
                                title: For tests
                                questions:
                                  system:
                                    life: true
                                    scalars: [ { signal: system.name, oid: 1.3.6.1.2.1.1.5.0 } ]
                                  processors:
                                    timeout: 250ms
                                    columns: { load: 1.3.6.1.2.1.25.3.3.1.2 }
                                    uses:
                                      - { recipe: count, signal: process.count, column: load }
                                      - { recipe: mean, signal: cpu.utilization.ratio, column: load, scale: "0.01", least: "0", most: "100" }
                                  four:
                                    timeout: 250ms
                                    columns: { a: 1.3.6.1.4.1.99999.2.1.1, b: 1.3.6.1.4.1.99999.2.1.2, c: 1.3.6.1.4.1.99999.2.1.3, d: 1.3.6.1.4.1.99999.2.1.4 }
                                    uses:
                                      - { recipe: sum, signal: wifi.clients, column: a }
                                      - { recipe: sum, signal: ports.total, column: b }
                                      - { recipe: sum, signal: ports.up, column: c }
                                      - { recipe: sum, signal: neighbors.count, column: d }
                                """))
                .get(0);
    }

    private void processors(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> agent.put(LOAD + "." + i, new Integer32(50)));
    }

    private void four(int rows) {
        for (int row = 1; row <= rows; row++) {
            for (int column = 1; column <= 4; column++) {
                agent.put(WIDE + column + "." + row, new Integer32(1));
            }
        }
    }

    private static Map<String, Object> told(ProbeOutcome outcome) {
        assertThat(ProbeLab.problems(outcome)).isEmpty();
        return ProbeLab.signals(outcome);
    }

    @Test
    void bulkThatIsNotAnsweredWhenLarge_isHalvedUntilItIs_andThatIsRememberedAndShown() {
        processors(60);
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GETBULK || request.getMaxRepetitions() <= 5) {
                reply.send(agent.usual(request));
            }
        });
        SnmpProbe probe = quick();
        for (int i = 0; i < 2; i++) {
            assertThat(told(lab.ask(probe, "processors"))).containsEntry("process.count", 60.0);
        }
        assertThat(probe.capabilities()).isEqualTo(new AgentCapabilities("2c", 5, 10));
        agent.heard.clear();
        assertThat(told(lab.ask(probe, "processors"))).containsEntry("process.count", 60.0);
        assertThat(agent.heard)
                .hasSizeLessThan(16)
                .allMatch(request -> request.getType() == PDU.GETBULK && request.getMaxRepetitions() == 5);
        assertThat(told(lab.ask(probe, "system"))).containsEntry("snmp.limits", "5 rows at once");
    }

    @Test
    void bulkLostOnce_isNotHeldAgainstTheAgent() {
        processors(60);
        int[] bulks = {0};
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GETBULK || ++bulks[0] != 1) {
                reply.send(agent.usual(request));
            }
        });
        SnmpProbe probe = quick();
        for (int i = 0; i < 3; i++) {
            assertThat(told(lab.ask(probe, "processors"))).containsEntry("process.count", 60.0);
        }
        assertThat(probe.capabilities().maxRepetitions()).isEqualTo(20);
        assertThat(told(lab.ask(probe, "system"))).doesNotContainKey("snmp.limits");
    }

    @Test
    void bulkThatDiesPastTheLastTable_isReadByGetNext() {
        processors(7);
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            boolean past = answer.getVariableBindings().stream()
                    .anyMatch(binding -> binding.getVariable().isException());
            if (request.getType() != PDU.GETBULK || !past) {
                reply.send(answer);
            }
        });
        assertThat(told(lab.ask(quick(), "processors"))).containsEntry("process.count", 7.0);
    }

    @Test
    void agentWithoutBulk_isLearned_andShown() {
        processors(9);
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GETBULK) {
                reply.send(agent.usual(request));
            }
        });
        SnmpProbe probe = quick();
        for (int i = 0; i < 2; i++) {
            assertThat(told(lab.ask(probe, "processors"))).containsEntry("process.count", 9.0);
        }
        assertThat(probe.capabilities()).isEqualTo(new AgentCapabilities("2c", 0, 10));
        assertThat(told(lab.ask(probe, "system"))).containsEntry("snmp.limits", "no GETBULK");
    }

    @Test
    void tooBigEvenForOneRow_isAskedForFewerColumns_andRemembered() {
        four(30);
        agent.does((request, reply) -> reply.send(
                request.size() > 2 || request.getMaxRepetitions() > 4
                        ? OddAgent.error(request, PDU.tooBig, 0)
                        : agent.usual(request)));
        SnmpProbe probe = quick();
        assertThat(told(lab.ask(probe, "four")))
                .containsEntry("wifi.clients", 30.0)
                .containsEntry("neighbors.count", 30.0);
        assertThat(probe.capabilities().maxVariables()).isEqualTo(2);
        agent.heard.clear();
        assertThat(told(lab.ask(probe, "four"))).containsEntry("ports.up", 30.0);
        assertThat(agent.heard).allMatch(request -> request.size() <= 2);
    }

    @Test
    void moreThanTwoColumnsNeverAnswered_isAskedForFewer() {
        four(5);
        agent.does((request, reply) -> {
            if (request.size() <= 2) {
                reply.send(agent.usual(request));
            }
        });
        SnmpProbe probe = quick();
        for (int i = 0; i < 2; i++) {
            assertThat(told(lab.ask(probe, "four")))
                    .containsEntry("wifi.clients", 5.0)
                    .containsEntry("neighbors.count", 5.0);
        }
        assertThat(probe.capabilities().maxVariables()).isEqualTo(2);
    }

    @Test
    void columnThatFails_costsOnlyItself_andSaysNothingOfOthers() {
        four(30);
        OID bad = new OID(WIDE + "3");
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            boolean hit = answer.getVariableBindings().stream()
                    .anyMatch(binding -> binding.getOid().startsWith(bad));
            reply.send(hit ? OddAgent.error(request, PDU.genErr, 3) : answer);
        });
        SnmpProbe probe = quick();
        ProbeOutcome outcome = lab.ask(probe, "four");
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("wifi.clients", 30.0)
                .containsEntry("ports.total", 30.0)
                .containsEntry("neighbors.count", 30.0)
                .doesNotContainKey("ports.up");
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("four: the agent answered");
        assertThat(probe.capabilities()).isEqualTo(new AgentCapabilities("2c", 20, 10));
    }

    @Test
    void answersCutInTheMiddleOfARow_areJoinedByIndex() {
        four(30);
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            PDU cut = OddAgent.empty(request);
            answer.getVariableBindings().stream().limit(7).forEach(cut::add);
            reply.send(cut);
        });
        assertThat(told(lab.ask(quick(), "four")))
                .containsEntry("wifi.clients", 30.0)
                .containsEntry("ports.up", 30.0)
                .containsEntry("neighbors.count", 30.0);
    }

    @Test
    void answersWithoutAnyVariable_endTheTableWithAReason() {
        processors(3);
        agent.does((request, reply) -> reply.send(OddAgent.empty(request)));
        ProbeOutcome outcome = lab.ask(quick(), "processors");
        assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
        assertThat(ProbeLab.reason(outcome)).contains("empty");
    }

    @Test
    void sameObjectForEver_isToldOf_andEnds() {
        VariableBinding same = new VariableBinding(new OID(LOAD + ".1"), new Integer32(50));
        agent.does((request, reply) -> {
            PDU answer = OddAgent.empty(request);
            IntStream.range(0, 20).forEach(i -> answer.add(same));
            reply.send(answer);
        });
        ProbeOutcome outcome = lab.ask(quick(), "processors");
        assertThat(ProbeLab.signals(outcome)).containsEntry("process.count", 1.0);
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("again and again");
        assertThat(agent.heard).hasSizeLessThan(3);
    }

    @Test
    void tableOfTenThousandRows_isReadWhole() {
        processors(10_000);
        assertThat(told(lab.ask(quick(), "processors"))).containsEntry("process.count", 10_000.0);
    }

    /** Answers with ever new rows. */
    private void endless(int octets) {
        OctetString text = new OctetString("7".repeat(octets).getBytes(StandardCharsets.US_ASCII));
        agent.does((request, reply) -> {
            if (request.getType() == PDU.GET) {
                reply.send(agent.usual(request));
                return;
            }
            PDU answer = OddAgent.empty(request);
            OID cursor = request.get(0).getOid();
            int from = cursor.size() == new OID(LOAD).size() ? 1 : cursor.last() + 1;
            for (int i = 0; i < 12; i++) {
                answer.add(new VariableBinding(new OID(LOAD + "." + (from + i)), text));
            }
            reply.send(answer);
        });
    }

    @Test
    void tableWithoutEnd_isLeftAtItsBudget_andOtherQuestionsAreOnTimeMeanwhile() {
        endless(2);
        SnmpProbe probe = quick();
        CompletableFuture<ProbeOutcome> table = CompletableFuture.supplyAsync(() -> lab.ask(probe, "processors"));
        ProbeOutcome life = lab.ask(probe, "system");
        assertThat(ProbeLab.signals(life)).containsEntry("system.name", "odd-1");
        assertThat(life.execution().duration().toMillis()).isLessThan(1_000);
        assertThat(ProbeLab.problems(ProbeLab.got(table)))
                .singleElement()
                .asString()
                .contains("more than 12000 rows");
    }

    @Test
    void tableOfHugeCellsWithoutEnd_isLeftAtItsBudgetOfOctets() {
        endless(5_000);
        ProbeOutcome outcome = lab.ask(quick(), "processors");
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("larger than 4 MB");
        assertThat(agent.heard).hasSizeLessThan(100);
    }

    @Test
    void answersFromAnotherSocket_count() {
        processors(3);
        agent.does((request, reply) -> reply.elsewhere(agent.usual(request)));
        SnmpProbe probe = quick();
        assertThat(told(lab.ask(probe, "system"))).containsEntry("system.name", "odd-1");
        assertThat(told(lab.ask(probe, "processors"))).containsEntry("process.count", 3.0);
    }

    @Test
    void tableAnsweredAfterThreeSeconds_isWaitedFor() {
        processors(3);
        agent.does((request, reply) -> {
            if (request.getType() == PDU.GETBULK) {
                lab.vertx.setTimer(3_000, late -> reply.send(agent.usual(request)));
            } else {
                reply.send(agent.usual(request));
            }
        });
        Probe probe = lab.snmp("computer", agent.port(), ", profile: host-resources");
        assertThat(told(lab.ask(probe, "processors"))).containsEntry("cpu.utilization.ratio", 0.5);
    }

    @Test
    void percentagesToldAHundredfold_areBroughtBack_andGarbageIsDropped() {
        agent.put(LOAD + ".1", new Integer32(750));
        agent.put(LOAD + ".2", new org.snmp4j.smi.Gauge32(4294967172L));
        agent.put(LOAD + ".3", new Integer32(-124));
        ProbeOutcome outcome = lab.ask(quick(), "processors");
        assertThat(ProbeLab.signals(outcome)).containsEntry("cpu.utilization.ratio", 0.075);
        assertThat(ProbeLab.problems(outcome))
                .containsExactly("cpu.utilization.ratio is told a hundredfold and brought back");
    }

    @Test
    void ordinaryRow_besideHundredfoldOnes_isItself_fromAnswerToAnswer() {
        for (int row = 1; row <= 3; row++) {
            agent.put(LOAD + "." + row, new Integer32(7_500));
        }
        agent.put(LOAD + ".4", new Integer32(85));
        Probe probe = quick();
        for (int beat = 0; beat < 4; beat++) {
            assertThat(ProbeLab.signals(lab.ask(probe, "processors")))
                    .containsEntry("cpu.utilization.ratio", (3 * 75 + 85) / 400.0);
        }
    }

    @Test
    void v1AgentWithoutAClock_tellsItsPortsAllTheSame() {
        agent.objects.remove(new OID("1.3.6.1.2.1.1.3.0"));
        agent.objects.remove(new OID("1.3.6.1.2.1.1.5.0"));
        for (int port = 1; port <= 3; port++) {
            agent.put("1.3.6.1.2.1.2.2.1.3." + port, new Integer32(6));
            agent.put("1.3.6.1.2.1.2.2.1.8." + port, new Integer32(1));
        }
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            for (int i = 0; i < answer.size(); i++) {
                VariableBinding binding = answer.get(i);
                boolean clock = binding.getOid().startsWith(new OID("1.3.6.1.2.1.2"))
                        && i == 0
                        && request.get(0).getOid().equals(new OID("1.3.6.1.2.1.1.3"));
                if (clock || binding.getVariable() instanceof Null) {
                    reply.send(OddAgent.error(request, PDU.noSuchName, i + 1));
                    return;
                }
            }
            reply.send(answer);
        });
        Probe probe = lab.snmp("switch", agent.port(), new Credentials.Community("old", true, "public"), "if-mib");
        assertThat(told(lab.ask(probe, "ports")))
                .containsEntry("ports.total", 3.0)
                .containsEntry("ports.up", 3.0);
    }
}
