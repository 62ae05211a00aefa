package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.ProbeOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many objects an agent is asked for at once, when it is silent to more. */
class VariableLimitTest {
    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    @Test
    void agent_silentToMoreThanThree_isReachedAndAskedForNoMoreFromThenOn() {
        agent.does((request, reply) -> {
            if (request.size() <= 3) {
                reply.send(agent.usual(request));
            }
        });
        Probe probe = lab.snmp("server", agent.port(), ", profile: snmp");

        int looks = 1;
        while (!(lab.ask(probe) instanceof ProbeOutcome.Answered) && looks < 5) {
            looks++;
        }
        assertThat(looks).isLessThan(4);
        lab.ask(probe);
        agent.heard.clear();

        for (int i = 0; i < 3; i++) {
            assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("system.name", "odd-1");
        }
        assertThat(agent.heard).allMatch(request -> request.size() <= 3);
    }

    @Test
    void agent_thatWasOnlySwitchedOff_isAskedForAllAtOnceAfterItsReturn() {
        VariableLimit limit = new VariableLimit();
        limit.silent(10);
        assertThat(limit.most()).isEqualTo(5);
        limit.answered(5);
        assertThat(limit.most()).isEqualTo(10);
        limit.answered(10);
        limit.silent(10);
        assertThat(limit.most()).isEqualTo(10);
    }

    @Test
    void agent_neverHeard_isAskedForFewerAndThenForAllAgain() {
        VariableLimit limit = new VariableLimit();
        for (int expected : new int[] {5, 2, 1, 10, 5}) {
            limit.silent(limit.most());
            assertThat(limit.most()).isEqualTo(expected);
        }
    }

    @Test
    void agent_thatRefuses_isAskedForHalf() {
        VariableLimit limit = new VariableLimit();
        limit.refused(10);
        assertThat(limit.most()).isEqualTo(5);
        limit.answered(5);
        limit.silent(5);
        assertThat(limit.most()).isEqualTo(5);
    }
}
