package org.firstbell.probe.snmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.firstbell.probe.snmp.SnmpProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/** How many objects an agent is asked for at once, when it is silent to more. */
class GetRequestLimitTest {
    /** Long enough for a look that nothing will answer. */
    private static final Attempt MISSED = new Attempt(1, Duration.ofMillis(200), 0, Duration.ofSeconds(5), () -> {});

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    private Probe silentToMoreThanThree() {
        agent.does((request, reply) -> {
            if (request.size() <= 3) {
                reply.send(agent.usual(request));
            }
        });
        return lab.snmp("server", agent.port(), ", profile: snmp");
    }

    private void looks(Probe probe, boolean... answered) {
        for (boolean one : answered) {
            ProbeOutcome outcome = one ? lab.ask(probe) : lab.ask(probe, MISSED);
            assertThat(outcome instanceof ProbeOutcome.Answered).isEqualTo(one);
        }
        agent.heard.clear();
    }

    private List<Integer> sizes() {
        return agent.heard.stream().map(PDU::size).toList();
    }

    @Test
    void agent_silentToMoreThanThree_isReached_andAskedForNoMoreOnceThatIsSure() {
        Probe probe = silentToMoreThanThree();
        looks(probe, false, false, true, false, true, false, true);
        assertThat(((SnmpProbe) probe).capabilities().maxVariables()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(ProbeLab.signals(lab.ask(probe)))
                    .containsEntry("system.name", "odd-1")
                    .containsEntry("snmp.limits", "2 objects at once");
        }
        assertThat(sizes()).allMatch(size -> size <= 2);
    }

    @Test
    void agent_thatWasLimited_isTriedAgainLater_andAskedForAllOnceItCanAnswer() {
        Probe probe = silentToMoreThanThree();
        looks(probe, false, false, true, false, true, false, true);
        agent.does((request, reply) -> reply.send(agent.usual(request)));
        int looks = 0;
        while (sizes().stream().allMatch(size -> size <= 2) && looks < GetRequestLimit.RETRY_AFTER_ANSWERS) {
            looks++;
            assertThat(lab.ask(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        }
        assertThat(looks).isBetween(20, GetRequestLimit.RETRY_AFTER_ANSWERS - 1);
        assertThat(((SnmpProbe) probe).capabilities().maxVariables()).isEqualTo(GetRequestLimit.MAX_VARIABLES);
        agent.heard.clear();
        lab.ask(probe);
        assertThat(sizes()).as("all at once").hasSize(1);
    }

    @Test
    void packetLost_afterTheAgentWoke_limitsNothing() {
        agent.does((request, reply) -> {});
        Probe probe = lab.snmp("server", agent.port(), ", profile: snmp");
        looks(probe, false, false);
        agent.does((request, reply) -> reply.send(agent.usual(request)));
        looks(probe, true);
        agent.does((request, reply) -> {});
        looks(probe, false);
        agent.does((request, reply) -> reply.send(agent.usual(request)));
        looks(probe, true);
        assertThat(ProbeLab.signals(lab.ask(probe))).doesNotContainKey("snmp.limits");
        assertThat(sizes()).as("all at once").hasSize(1);
    }

    @Test
    void limitOfSilence_isTriedEverLessOften() {
        GetRequestLimit limit = new GetRequestLimit();
        limit.timedOut(10);
        limit.answered(5);
        for (int i = 0; i < 2; i++) {
            limit.timedOut(10);
            limit.answered(5);
        }
        for (int answers : new int[] {
            GetRequestLimit.RETRY_AFTER_ANSWERS,
            2 * GetRequestLimit.RETRY_AFTER_ANSWERS,
            4 * GetRequestLimit.RETRY_AFTER_ANSWERS
        }) {
            for (int i = 0; i < answers; i++) {
                assertThat(limit.currentLimit()).isEqualTo(5);
                limit.answered(5);
            }
            assertThat(limit.currentLimit()).isEqualTo(10);
            limit.timedOut(10);
            limit.answered(5);
            assertThat(limit.knownLimit()).isEqualTo(5);
        }
    }

    @Test
    void agentThatIsOff_nightAfterNight_isNotLimitedByIt() {
        GetRequestLimit limit = new GetRequestLimit();
        limit.timedOut(10);
        for (int night = 0; night < 5; night++) {
            limit.timedOut(limit.currentLimit());
            limit.timedOut(limit.currentLimit());
            limit.answered(limit.currentLimit());
            assertThat(limit.currentLimit()).isEqualTo(10);
        }
    }

    @Test
    void agent_thatFailsAtTooMany_isAskedForFewer_onceThatCameTwice() {
        agent.does((request, reply) ->
                reply.send(request.size() > 3 ? OddAgent.error(request, PDU.genErr, 0) : agent.usual(request)));
        Probe probe = lab.snmp("server", agent.port(), ", profile: snmp");
        looks(probe, true, true);
        assertThat(((SnmpProbe) probe).capabilities().maxVariables()).isLessThanOrEqualTo(3);
        looks(probe, true);
        lab.ask(probe);
        assertThat(sizes()).allMatch(size -> size <= 3);
    }

    @Test
    void agent_thatFailsAtOneObject_isNotLimitedByIt() {
        OID bad = new OID("1.3.6.1.2.1.1.1.0");
        agent.does((request, reply) -> reply.send(
                request.getVariableBindings().stream().anyMatch(asked -> bad.equals(asked.getOid()))
                        ? OddAgent.error(request, PDU.genErr, 1)
                        : agent.usual(request)));
        Probe probe = lab.snmp("server", agent.port(), ", profile: snmp");
        looks(probe, true, true, true);
        assertThat(((SnmpProbe) probe).capabilities().maxVariables()).isEqualTo(GetRequestLimit.MAX_VARIABLES);
    }

    @Test
    void agent_thatWasOnlySwitchedOff_isAskedForAllAtOnceAfterItsReturn() {
        GetRequestLimit limit = new GetRequestLimit();
        limit.timedOut(10);
        assertThat(limit.currentLimit()).isEqualTo(5);
        limit.answered(5);
        assertThat(limit.currentLimit()).isEqualTo(10);
        limit.answered(10);
        limit.timedOut(10);
        assertThat(limit.currentLimit()).isEqualTo(10);
    }

    @Test
    void agent_neverHeard_isAskedForFewerAndThenForAllAgain() {
        GetRequestLimit limit = new GetRequestLimit();
        for (int expected : new int[] {5, 2, 1, 10, 5}) {
            limit.timedOut(limit.currentLimit());
            assertThat(limit.currentLimit()).isEqualTo(expected);
        }
    }

    @Test
    void agent_thatRefuses_isAskedForHalf() {
        GetRequestLimit limit = new GetRequestLimit();
        limit.tooBig(10);
        assertThat(limit.currentLimit()).isEqualTo(5);
        limit.answered(5);
        limit.timedOut(5);
        assertThat(limit.currentLimit()).isEqualTo(5);
    }
}
