package org.firstbell.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.Credentials.AuthProtocol;
import org.firstbell.model.setup.Credentials.PrivProtocol;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Net-snmp's own agent, asked as a school would ask it. */
@Timeout(120)
class SnmpdIT {
    private static final Map<PrivProtocol, String> NET_SNMP_PRIV = Map.of(
            PrivProtocol.DES, "DES",
            PrivProtocol.AES_128, "AES",
            PrivProtocol.AES_192, "AES-192",
            PrivProtocol.AES_256, "AES-256",
            PrivProtocol.AES_192_3DES, "AES-192-C",
            PrivProtocol.AES_256_3DES, "AES-256-C");

    @TempDir
    Path folder;

    private final List<Agent> agents = new ArrayList<>();

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    /** One snmpd, a child of the test. */
    private static final class Agent {
        private final Path home;
        private final int port;
        private Process process;

        private Agent(Path home, int port) {
            this.home = home;
            this.port = port;
        }

        private void start(String configuration) throws IOException {
            Files.createDirectories(home);
            Path file = home.resolve("snmpd.conf");
            Files.writeString(file, configuration);
            ProcessBuilder builder = new ProcessBuilder(
                            "/usr/sbin/snmpd", "-f", "-Lo", "-C", "-c", file.toString(), "udp:127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("output.log").toFile());
            builder.environment()
                    .put("SNMP_PERSISTENT_DIR", home.resolve("kept").toString());
            process = builder.start();
        }

        private void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }

        /** Forgets boots and localised users, as an agent that was set up anew. */
        private void forget() throws IOException {
            try (Stream<Path> kept = Files.walk(home.resolve("kept"))) {
                for (Path file : kept.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Agent agent : agents) {
            agent.stop();
        }
    }

    private Agent agent(String configuration) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Agent agent = new Agent(folder.resolve("agent" + agents.size()), socket.getLocalPort());
            agents.add(agent);
            socket.close();
            agent.start(configuration);
            return agent;
        }
    }

    private static String user(String name, String auth, String priv) {
        return """
                sysName lab-pc-1
                createUser %1$s %2$s "authpass1" %3$s "privpass1"
                rouser %1$s priv
                """.formatted(name, auth, priv);
    }

    private static Credentials.UsmCredentials credentials(
            String user, AuthProtocol auth, String authSecret, PrivProtocol priv, String privSecret) {
        return new Credentials.UsmCredentials(
                "v3", user, Optional.of(auth), authSecret, Optional.of(priv), privSecret, "");
    }

    private static Credentials.UsmCredentials usual() {
        return credentials("firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1");
    }

    private Probe probe(Agent agent, Credentials credentials) {
        return lab.snmp("computer", agent.port, credentials, "snmp");
    }

    /** Asks until it is answered, as looks after a miss do; an agent needs a moment to start. */
    private ProbeOutcome answered(Probe probe) {
        ProbeOutcome outcome = lab.ask(probe);
        for (int look = 1; look < 8 && !(outcome instanceof ProbeOutcome.Answered); look++) {
            outcome = lab.ask(probe);
        }
        return outcome;
    }

    private static Stream<Arguments> words() {
        List<Arguments> words = new ArrayList<>();
        for (AuthProtocol auth : AuthProtocol.values()) {
            words.add(Arguments.of(auth, PrivProtocol.AES_128));
        }
        for (PrivProtocol priv : PrivProtocol.values()) {
            words.add(Arguments.of(AuthProtocol.SHA_256, priv));
        }
        words.add(Arguments.of(AuthProtocol.SHA_512, PrivProtocol.AES_256));
        return words.stream();
    }

    @ParameterizedTest
    @MethodSource("words")
    void v3_everyWordOfTheConfiguration_isAnswered(AuthProtocol auth, PrivProtocol priv) throws IOException {
        String name = auth == AuthProtocol.SHA_1 ? "SHA" : auth.keyword();
        Agent agent = agent(user("firstbell", name, NET_SNMP_PRIV.get(priv)));
        Probe probe = probe(agent, credentials("firstbell", auth, "authpass1", priv, "privpass1"));
        assertThat(ProbeLab.signals(answered(probe))).containsEntry("system.name", "lab-pc-1");
    }

    @Test
    void v3_eachCauseOfRefusal_isToldApart() throws IOException {
        Agent agent = agent(user("firstbell", "SHA-256", "AES"));
        answered(probe(agent, usual()));
        assertThat(refusal(
                        agent,
                        credentials("nobody", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("does not know this user");
        assertThat(refusal(
                        agent,
                        credentials(
                                "firstbell", AuthProtocol.SHA_256, "otherpass1", PrivProtocol.AES_128, "privpass1")))
                .contains("wrong digest");
        assertThat(refusal(
                        agent,
                        credentials(
                                "firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "otherpass1")))
                .contains("priv secret");
        assertThat(refusal(
                        agent,
                        new Credentials.UsmCredentials(
                                "v3",
                                "firstbell",
                                Optional.of(AuthProtocol.SHA_256),
                                "authpass1",
                                Optional.empty(),
                                "",
                                "")))
                .containsIgnoringCase("authorization");
    }

    private String refusal(Agent agent, Credentials credentials) {
        ProbeOutcome outcome = lab.ask(probe(agent, credentials));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
        return ProbeLab.reason(outcome);
    }

    @Test
    void v3_agentThatDiedAfterAnswering_isSilentOrClosed_andNotRefusedByItsOldDiscovery() throws Exception {
        Agent agent = agent(user("firstbell", "SHA-256", "AES"));
        Probe probe = probe(agent, usual());
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        agent.stop();
        assertThat(ProbeLab.reason(lab.ask(probe))).contains("nothing listens");
    }

    @Test
    void v3_agentRestarted_isAnsweredByTheNextLook() throws Exception {
        Agent agent = agent(user("firstbell", "SHA-256", "AES"));
        Probe probe = probe(agent, usual());
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        agent.stop();
        agent.start(user("firstbell", "SHA-256", "AES"));
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
    }

    @Test
    void v3_agentSetUpAnew_withTheSameEngineAndBootsFromTheStart_isFoundAgain() throws Exception {
        String configuration = "exactEngineID 0x80001f8804666972737462656c6c\n" + user("firstbell", "SHA-256", "AES");
        Agent agent = agent(configuration);
        Probe probe = probe(agent, usual());
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        for (int restart = 0; restart < 3; restart++) {
            agent.stop();
            agent.start(configuration);
            assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        }
        agent.stop();
        agent.forget();
        agent.start(configuration);
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
    }

    @Test
    void v3_twoAgentsWithOneEngineId_areBothAnswered_andToldOf() throws Exception {
        String configuration = "exactEngineID 0x80001f8804666972737462656c6c\n" + user("firstbell", "SHA-256", "AES");
        Agent first = agent(configuration);
        Probe one = probe(first, usual());
        assertThat(answered(one)).isInstanceOf(ProbeOutcome.Answered.class);
        first.stop();
        first.start(configuration);
        assertThat(answered(one)).isInstanceOf(ProbeOutcome.Answered.class);
        Probe two = probe(agent(configuration), usual());
        assertThat(answered(two)).isInstanceOf(ProbeOutcome.Answered.class);
        for (int round = 0; round < 4; round++) {
            assertThat(lab.ask(one)).isInstanceOf(ProbeOutcome.Answered.class);
            ProbeOutcome outcome = lab.ask(two);
            assertThat(outcome).isInstanceOf(ProbeOutcome.Answered.class);
            assertThat(ProbeLab.problems(outcome)).anyMatch(problem -> problem.contains("same SNMPv3 engine id"));
        }
    }

    @Test
    void v2c_thisComputer_tellsDiskMemoryProcessorsProgramsAndClock() throws IOException {
        Agent agent = agent("sysName lab-pc-1\nrocommunity public 127.0.0.1\n");
        Probe probe = lab.snmp("computer", agent.port, "");
        assertThat(answered(probe)).isInstanceOf(ProbeOutcome.Answered.class);
        answered(probe);
        assertThat(((SnmpProbe) probe).profileSummary())
                .hasValueSatisfying(why -> assertThat(why).startsWith("host-resources"));
        Map<String, Object> system = ProbeLab.signals(lab.ask(probe, "system"));
        assertThat(system).containsEntry("system.name", "lab-pc-1").containsKeys("uptime.seconds", "process.count");
        assertThat((double) system.get("clock.offset.seconds")).isBetween(-3.0, 3.0);
        Map<String, Object> storage = ProbeLab.signals(lab.ask(probe, "storage"));
        assertThat((double) storage.get("memory.total.bytes")).isGreaterThan(100e6);
        assertThat((double) storage.get("memory.utilization.ratio")).isBetween(0.0, 1.0);
        assertThat(ProbeLab.signals(lab.ask(probe, "programs"))).containsEntry("app.testnav.running", false);
    }
}
