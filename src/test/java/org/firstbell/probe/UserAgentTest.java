package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.Credentials.AuthProtocol;
import org.firstbell.model.setup.Credentials.PrivProtocol;
import org.firstbell.probe.snmp.transport.UserAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SNMPv3: every level and protocol, the causes of refusal, and engines that restart or jump. */
@Timeout(180)
class UserAgentTest {
    private final List<UserAgent> agents = new ArrayList<>();

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    @AfterEach
    void close() throws IOException {
        for (UserAgent agent : agents) {
            agent.close();
        }
    }

    private UserAgent agent(String engineId, Credentials.UsmCredentials... users) throws IOException {
        UserAgent agent = new UserAgent(engineId, users);
        agents.add(agent);
        return agent;
    }

    private static Credentials.UsmCredentials user(
            String name, @Nullable AuthProtocol auth, String secret, @Nullable PrivProtocol priv, String privSecret) {
        return new Credentials.UsmCredentials(
                "v3",
                name,
                Optional.ofNullable(auth),
                auth == null ? "" : secret,
                Optional.ofNullable(priv),
                priv == null ? "" : privSecret,
                "");
    }

    private static final Credentials.UsmCredentials USUAL =
            user("firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1");

    private Probe probe(UserAgent agent, Credentials.UsmCredentials user) {
        return lab.snmp("computer", agent.port(), user, "snmp");
    }

    private static Stream<Arguments> levels() {
        List<Arguments> all = new ArrayList<>();
        all.add(Arguments.of(user("firstbell", null, "", null, "")));
        for (AuthProtocol auth : AuthProtocol.values()) {
            all.add(Arguments.of(user("firstbell", auth, "authpass1", null, "")));
            for (PrivProtocol priv : PrivProtocol.values()) {
                all.add(Arguments.of(user("firstbell", auth, "authpass1", priv, "privpass1")));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void everyLevelAndPairOfProtocols_isAnswered(Credentials.UsmCredentials user) throws IOException {
        UserAgent agent = agent("one", user);
        assertThat(ProbeLab.signals(lab.ask(probe(agent, user)))).containsEntry("system.name", "agent-one");
    }

    private String refusal(UserAgent agent, Credentials.UsmCredentials user) {
        ProbeOutcome outcome = lab.ask(probe(agent, user));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
        return ProbeLab.reason(outcome);
    }

    @Test
    void causesOfRefusal_areToldApart_andNameWhatToCompare() throws IOException {
        UserAgent agent = agent("one", USUAL, user("halfway", AuthProtocol.SHA_256, "authpass1", null, ""));
        assertThat(refusal(agent, user("nobody", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("does not know this user");
        assertThat(refusal(
                        agent,
                        user("firstbell", AuthProtocol.SHA_256, "otherpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("wrong digest: the auth secret or protocol differs");
        assertThat(refusal(agent, user("firstbell", AuthProtocol.MD5, "authpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("wrong digest");
        assertThat(refusal(
                        agent, user("halfway", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("does not support this security level");
        assertThat(refusal(
                        agent,
                        user("firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "otherpass1")))
                .contains("priv secret or protocol");
        assertThat(refusal(agent, user("firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.DES, "privpass1")))
                .contains("priv secret or protocol");
        assertThat(agent.answered).hasValue(0);
    }

    @Test
    void agentWhoseClockJumpsForEver_isToldAsNotInTimeWindow() throws IOException {
        Credentials.UsmCredentials signing = user("firstbell", AuthProtocol.SHA_256, "authpass1", null, "");
        UserAgent agent = agent("one", signing);
        agent.jumpsAlways();
        Probe probe = probe(agent, signing);
        for (int look = 0; look < 3; look++) {
            ProbeOutcome outcome = lab.ask(probe);
            assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
            assertThat(ProbeLab.reason(outcome)).contains("clocks do not agree: not in time window");
        }
        assertThat(agent.answered).hasValue(0);
    }

    @Test
    void agentThatIsAnotherEngineEachTime_isToldAsSuch() throws IOException {
        UserAgent agent = agent("one", USUAL);
        agent.renamesItselfAlways();
        Probe probe = probe(agent, USUAL);
        for (int look = 0; look < 3; look++) {
            ProbeOutcome outcome = lab.ask(probe);
            assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
            assertThat(ProbeLab.reason(outcome)).contains("it calls its engine otherwise each time");
        }
        assertThat(agent.answered).hasValue(0);
    }

    @Test
    void secrets_neverStandInAReason() throws IOException {
        UserAgent agent = agent("one", USUAL);
        assertThat(refusal(
                        agent,
                        user("firstbell", AuthProtocol.SHA_256, "otherpass1", PrivProtocol.AES_128, "privpass1")))
                .doesNotContain("otherpass1")
                .doesNotContain("privpass1");
    }

    /** Asked as a beat and its second look would ask. */
    private void isAnsweredWithinTwoLooks(Probe probe) {
        ProbeOutcome first = lab.ask(probe);
        assertThat(first instanceof ProbeOutcome.Answered ? first : lab.ask(probe))
                .isInstanceOf(ProbeOutcome.Answered.class);
    }

    @Test
    void engine_thatRestartsReloadsJumpsOrFallsBack_isAnsweredAgainWithinTwoLooks() throws IOException {
        UserAgent agent = agent("one", USUAL);
        Probe probe = probe(agent, USUAL);
        agent.engine(5, 4_000);
        assertThat(lab.ask(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        agent.engine(5, 9_000);
        isAnsweredWithinTwoLooks(probe);
        agent.engine(6, 0);
        isAnsweredWithinTwoLooks(probe);
        agent.engine(6, 100_000);
        isAnsweredWithinTwoLooks(probe);
        agent.engine(6, 200);
        isAnsweredWithinTwoLooks(probe);
        agent.engine(2, 10);
        isAnsweredWithinTwoLooks(probe);
        agent.engine(0, 0);
        isAnsweredWithinTwoLooks(probe);
    }

    @Test
    void sameUser_onSeveralDevices_eachWithItsEngine_isAnsweredByAll() throws IOException {
        List<Probe> probes = new ArrayList<>();
        for (String id : List.of("one", "two", "three", "four")) {
            probes.add(probe(agent(id, USUAL), USUAL));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < probes.size(); i++) {
                assertThat(ProbeLab.signals(lab.ask(probes.get(i))))
                        .containsEntry(
                                "system.name",
                                List.of("agent-one", "agent-two", "agent-three", "agent-four")
                                        .get(i));
            }
        }
    }

    @Test
    void twoDevicesOfOneEngineId_withClocksFarApart_areBothAnswered_andToldOf() throws IOException {
        UserAgent first = agent("clone", USUAL);
        UserAgent second = agent("clone", USUAL);
        first.engine(40, 1_000_000);
        second.engine(3, 50);
        Probe one = probe(first, USUAL);
        Probe two = probe(second, USUAL);
        isAnsweredWithinTwoLooks(one);
        isAnsweredWithinTwoLooks(two);
        for (int round = 0; round < 3; round++) {
            assertThat(lab.ask(one)).isInstanceOf(ProbeOutcome.Answered.class);
            ProbeOutcome outcome = lab.ask(two);
            assertThat(outcome).isInstanceOf(ProbeOutcome.Answered.class);
            assertThat(ProbeLab.problems(outcome)).anyMatch(problem -> problem.contains("same SNMPv3 engine id"));
        }
    }
}
