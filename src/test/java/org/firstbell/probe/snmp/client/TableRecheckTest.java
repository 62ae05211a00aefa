package org.firstbell.probe.snmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.firstbell.probe.snmp.SnmpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Agents whose GETBULK says something else than their objects, and those that are never asked by it. */
@Timeout(120)
class TableRecheckTest {
    private static final String LOAD = "1.3.6.1.2.1.25.3.3.1.2.";
    private static final String STORAGE = "1.3.6.1.2.1.25.2.3.1.";
    private static final String CPU = "cpu.utilization.ratio";

    /** As a person may write it: quotes of the other kind, blanks, a number instead of a limit. */
    private static final String OWN_CHECK = """
            checks:
              - id: half-idle
                title: Half of it is idle
                kinds: [computer]
                passes: signal( "cpu.utilization.ratio" ) < 0.5
                severity: advisory
                message: { wall: Busy, full: Busy }
                remedy: { wall: Wait, full: Wait }
            """;

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    @BeforeEach
    void open() {
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString("Linux lab-7 6.1.0"));
    }

    private Probe computer() {
        return lab.snmp("computer", agent.port(), ", profile: host-resources");
    }

    private void load(int percent) {
        IntStream.rangeClosed(1, 4).forEach(i -> agent.put(LOAD + i, new Integer32(percent)));
    }

    /** GETBULK tells another value of some objects than GET and GETNEXT. */
    private void bulkSays(OID below, Variable other) {
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            if (request.getType() == PDU.GETBULK) {
                for (int i = 0; i < answer.size(); i++) {
                    VariableBinding binding = answer.get(i);
                    if (binding.getOid().startsWith(below)
                            && !binding.getVariable().isException()) {
                        answer.set(i, new VariableBinding(binding.getOid(), other));
                    }
                }
            }
            reply.send(answer);
        });
    }

    private long asked(int type) {
        return agent.heard.stream().filter(request -> request.getType() == type).count();
    }

    private Object cpu(Probe probe) {
        return ProbeLab.signals(lab.ask(probe, "processors")).get(CPU);
    }

    @Test
    void fullLoad_thatOnlyGetBulkSays_isNotTold_howeverOften() {
        load(10);
        bulkSays(new OID(LOAD.substring(0, LOAD.length() - 1)), new Integer32(97));
        Probe probe = computer();
        for (int i = 0; i < 3; i++) {
            assertThat(cpu(probe)).isEqualTo(0.1);
        }
    }

    @Test
    void fullLoad_thatIsTrue_isConfirmedOnce_andToldOnWithoutFurtherQuestions() {
        load(20);
        Probe probe = computer();
        assertThat(cpu(probe)).isEqualTo(0.2);
        load(97);
        agent.heard.clear();
        assertThat(cpu(probe)).isEqualTo(0.97);
        assertThat(asked(PDU.GET)).isEqualTo(1);
        load(96);
        agent.heard.clear();
        assertThat(cpu(probe)).isEqualTo(0.96);
        assertThat(asked(PDU.GET)).isZero();
        load(30);
        assertThat(cpu(probe)).isEqualTo(0.3);
        assertThat(asked(PDU.GET)).as("that it is over is confirmed as well").isEqualTo(1);
    }

    @Test
    void loadThatStaysOnOneSideOfItsLimit_isNeverAskedTwice() {
        load(20);
        Probe probe = computer();
        cpu(probe);
        agent.heard.clear();
        for (int percent : new int[] {25, 60, 89}) {
            load(percent);
            cpu(probe);
        }
        assertThat(asked(PDU.GET)).isZero();
    }

    @Test
    void loadThatPassesANumberOfASchoolsOwnCheck_isConfirmed_andNotBesideIt() {
        load(20);
        Probe probe = lab.probes("""
                        devices: [ { id: it, kind: computer, address: 127.0.0.1, snmp: { port: %d, profile: host-resources } } ]
                        """.formatted(agent.port()), Map.of("checks/own.yaml", OWN_CHECK))
                .get(0);
        cpu(probe);
        agent.heard.clear();
        load(30);
        cpu(probe);
        assertThat(asked(PDU.GET)).isZero();
        load(60);
        cpu(probe);
        assertThat(asked(PDU.GET)).isEqualTo(1);
    }

    @Test
    void confirmationThatIsNotAnswered_hidesNothing() {
        load(97);
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GET) {
                reply.send(agent.usual(request));
            }
        });
        assertThat(cpu(computer())).isEqualTo(0.97);
    }

    @Test
    void rowThatGetDoesNotKnow_isNoRow() {
        load(40);
        agent.does((request, reply) -> {
            PDU answer = agent.usual(request);
            for (int i = 0; i < answer.size(); i++) {
                boolean bogus = answer.get(i).getOid().equals(new OID(LOAD + "4"))
                        && !answer.get(i).getVariable().isException();
                if (bogus && request.getType() == PDU.GET) {
                    answer.set(i, new VariableBinding(answer.get(i).getOid(), Null.noSuchInstance));
                } else if (bogus) {
                    answer.set(i, new VariableBinding(answer.get(i).getOid(), new Integer32(100)));
                }
            }
            reply.send(answer);
        });
        assertThat(cpu(computer())).isEqualTo(0.4);
    }

    @Test
    void cellThatGetFailsAt_staysAsItWasRead_andLifeIsAskedAsBefore() {
        load(97);
        agent.put(LOAD + "4", new Integer32(57));
        OID failing = new OID(LOAD + "4");
        agent.does((request, reply) -> {
            boolean fails = request.getType() == PDU.GET
                    && request.getVariableBindings().stream()
                            .anyMatch(asked -> asked.getOid().equals(failing));
            reply.send(fails ? OddAgent.error(request, PDU.genErr, 1) : agent.usual(request));
        });
        SnmpProbe probe = (SnmpProbe) computer();
        lab.ask(probe);
        List<Integer> before = sizes();
        assertThat(cpu(probe)).as("(3 x 97 + 57) / 4").isEqualTo(0.87);
        agent.heard.clear();
        lab.ask(probe);
        assertThat(sizes()).isEqualTo(before);
        assertThat(probe.capabilities().maxVariables()).isEqualTo(GetRequestLimit.MAX_VARIABLES);
    }

    private List<Integer> sizes() {
        return agent.heard.stream().map(PDU::size).toList();
    }

    private void disk() {
        agent.put(STORAGE + "2.1", new OID("1.3.6.1.2.1.25.2.1.4"));
        agent.put(STORAGE + "3.1", new OctetString("/srv"));
        agent.put(STORAGE + "4.1", new Integer32(4096));
        agent.put(STORAGE + "5.1", new Integer32(1_000_000));
        agent.put(STORAGE + "6.1", new Integer32(400_000));
    }

    @Test
    void agentWhoseTextsAreOthersByGetBulk_isReadByGetNextFromThenOn_andThatIsShown() {
        disk();
        bulkSays(new OID(STORAGE + "3"), new OctetString("garbage"));
        SnmpProbe probe = (SnmpProbe) computer();
        for (int used : new int[] {400_000, 990_000, 400_000}) {
            agent.put(STORAGE + "6.1", new Integer32(used));
            assertThat(ProbeLab.signals(lab.ask(probe, "storage")))
                    .containsEntry("disk.free.bytes", (1_000_000.0 - used) * 4096);
        }
        assertThat(probe.capabilities().supportsBulk()).isFalse();
        agent.heard.clear();
        lab.ask(probe, "storage");
        assertThat(asked(PDU.GETBULK)).isZero();
        assertThat(ProbeLab.signals(lab.ask(probe, "system"))).containsEntry("snmp.limits", "no GETBULK");
    }

    @Test
    void agentThatIsHonest_keepsGetBulk_thoughItsNumbersMove() {
        disk();
        int[] asked = {0};
        agent.does((request, reply) -> {
            agent.put(STORAGE + "6.1", new Integer32(400_000 + asked[0]++));
            reply.send(agent.usual(request));
        });
        SnmpProbe probe = (SnmpProbe) computer();
        for (int i = 0; i < 4; i++) {
            lab.ask(probe, "storage");
        }
        assertThat(probe.capabilities().supportsBulk()).isTrue();
    }

    @Test
    void countersOfPorts_areNeverConfirmed() {
        agent.put("1.3.6.1.2.1.2.2.1.3.1", new Integer32(6));
        agent.put("1.3.6.1.2.1.2.2.1.8.1", new Integer32(1));
        agent.put("1.3.6.1.2.1.2.2.1.10.1", new Counter32(7_000_000));
        Probe probe = lab.snmp("switch", agent.port(), ", profile: if-mib");
        lab.ask(probe, "ports");
        lab.ask(probe, "ports");
        assertThat(asked(PDU.GET)).isZero();
    }

    @Test
    void familyThatBreaksOnGetBulk_neverHearsIt() {
        agent.put("1.3.6.1.2.1.33.1.4.4.1.5.1", new Integer32(40));
        agent.does((request, reply) -> {
            if (request.getType() != PDU.GETBULK) {
                reply.send(agent.usual(request));
            }
        });
        Probe probe = lab.snmp("ups", agent.port(), ", profile: ups-mib");
        assertThat(ProbeLab.signals(lab.ask(probe, "output"))).containsEntry("power.load.ratio", 0.4);
        assertThat(asked(PDU.GETBULK)).isZero();
        assertThat(ProbeLab.signals(lab.ask(probe, "system"))).containsEntry("snmp.limits", "no GETBULK");
    }

    @Test
    void profileOfASchool_saysByItselfOrInherits_thatGetBulkBreaks() {
        List<String> profiles = List.of("plain", "child", "again");
        Map<String, String> files = Map.of(
                "profiles/snmp/a-plain.yaml", """
                        id: plain
                        title: Breaks
                        bulk: false
                        questions:
                          system: { life: true, scalars: [ { signal: system.name, oid: 1.3.6.1.2.1.1.5.0 } ] }
                          processors:
                            columns: { load: 1.3.6.1.2.1.25.3.3.1.2 }
                            uses: [ { recipe: mean, signal: cpu.utilization.ratio, column: load, scale: "0.01" } ]
                        """,
                "profiles/snmp/b-child.yaml", "id: child\ntitle: As its base\nextends: plain\n",
                "profiles/snmp/c-again.yaml", "id: again\ntitle: Not this\nextends: plain\nbulk: true\n");
        load(50);
        for (String profile : profiles) {
            agent.heard.clear();
            Probe probe =
                    lab.probes("""
                    devices: [ { id: it, kind: computer, address: 127.0.0.1, snmp: { port: %d, profile: %s } } ]
                    """.formatted(agent.port(), profile), files).get(0);
            assertThat(cpu(probe)).isEqualTo(0.5);
            assertThat(asked(PDU.GETBULK) > 0).as(profile).isEqualTo(profile.equals("again"));
        }
    }
}
