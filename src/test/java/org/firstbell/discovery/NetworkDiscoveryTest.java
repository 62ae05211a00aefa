package org.firstbell.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Who is found by which credentials. */
class NetworkDiscoveryTest {
    private static final Credentials SECOND = new Credentials.Community("campus", false, "public");
    private static final Credentials FIRST = new Credentials.Community("campus-v1", true, "public");

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);
    private final List<NetworkDiscovery.DiscoveryProgress> progress = new CopyOnWriteArrayList<>();

    private static Credentials of(DiscoveredDevice detected) {
        return ((ProbeSpec.Snmp) detected.probes().get(0)).credentials();
    }

    @Test
    void agentThatSpeaksVersion1Only_isFoundByIt() {
        agent.does((request, reply) -> {
            if (request instanceof PDUv1) {
                PDU answer = agent.usual(request);
                for (int i = 0; i < answer.size(); i++) {
                    if (answer.get(i).getVariable() instanceof Null) {
                        reply.send(OddAgent.error(request, PDU.noSuchName, i + 1));
                        return;
                    }
                }
                reply.send(answer);
            }
        });
        List<DiscoveredDevice> found = lab.discover(agent.port(), List.of(SECOND, FIRST), progress);
        assertThat(found).hasSize(1);
        assertThat(of(found.get(0))).isEqualTo(FIRST);
        assertThat(found.get(0).name()).isEqualTo("odd-1");
    }

    @Test
    void agentThatSpeaksBoth_isAskedByVersion2_andNeverByThe1() {
        List<DiscoveredDevice> found = lab.discover(agent.port(), List.of(SECOND, FIRST), progress);
        assertThat(found).extracting(NetworkDiscoveryTest::of).containsExactly(SECOND);
        assertThat(agent.heard).noneMatch(PDUv1.class::isInstance);
    }

    @Test
    void printerWhoseFamilyBreaksOnGetbulk_isNeverAskedByIt() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.11.2.3.9.1"));
        agent.put("1.3.6.1.2.1.43.11.1.1.9.1.1", new Integer32(70));
        agent.put("1.3.6.1.2.1.2.2.1.6.1", OctetString.fromHexString("94:18:82:00:00:01"));
        DiscoveredDevice printer =
                lab.discover(agent.port(), List.of(SECOND), progress).get(0);
        assertThat(printer.profile())
                .hasValueSatisfying(family -> assertThat(family).startsWith("printer-hp"));
        assertThat(printer.node().macs()).hasSize(1);
        assertThat(agent.heard).noneMatch(request -> request.getType() == PDU.GETBULK);
    }

    @Test
    void progress_isTold_fromTheFirstQuestionToTheLastDevice() {
        lab.discover(agent.port(), List.of(SECOND), progress);
        assertThat(progress).first().isEqualTo(new NetworkDiscovery.DiscoveryProgress(0, 1, 0, 0));
        assertThat(progress).last().isEqualTo(new NetworkDiscovery.DiscoveryProgress(1, 1, 1, 1));
    }
}
