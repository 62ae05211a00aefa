package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.ProbeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.Null;

/** Who is found by which credentials. */
class DiscoveryTest {
    private static final Credentials SECOND = new Credentials.Community("campus", false, "public");
    private static final Credentials FIRST = new Credentials.Community("campus-v1", true, "public");

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);
    private final List<Discovery.Progress> progress = new CopyOnWriteArrayList<>();

    private static Credentials of(Found found) {
        return ((ProbeSpec.Snmp) found.ways().get(0)).credentials();
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
        List<Found> found = lab.discover(agent.port(), List.of(SECOND, FIRST), progress);
        assertThat(found).hasSize(1);
        assertThat(of(found.get(0))).isEqualTo(FIRST);
        assertThat(found.get(0).name()).isEqualTo("odd-1");
    }

    @Test
    void agentThatSpeaksBoth_isAskedByVersion2_andNeverByThe1() {
        List<Found> found = lab.discover(agent.port(), List.of(SECOND, FIRST), progress);
        assertThat(found).extracting(DiscoveryTest::of).containsExactly(SECOND);
        assertThat(agent.heard).noneMatch(PDUv1.class::isInstance);
    }

    @Test
    void progress_isTold_fromTheFirstQuestionOn() {
        lab.discover(agent.port(), List.of(SECOND), progress);
        assertThat(progress.get(0)).isEqualTo(new Discovery.Progress(0, 1, 0, 0));
    }
}
