package org.firstbell.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.firstbell.app.Main;
import org.firstbell.demo.DemoSchool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code firstbell reach}: counts, likely reasons, and sentences for the network team. */
class ReachCommandTest {
    @TempDir
    Path folder;

    private static String run(int exit, Path file, String... more) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        String[] arguments = new String[3 + more.length];
        System.arraycopy(new String[] {"reach", "-c", file.toString()}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(line.execute(arguments)).isEqualTo(exit);
        return out.toString();
    }

    @Test
    void demo_getsThroughEverywhere() {
        try (DemoSchool school = DemoSchool.open(InstantSource.system(), ZoneOffset.UTC, "calm", 1, 0)) {
            String said = run(0, school.configurationFile());
            assertThat(said)
                    .contains("127.20.4.0/24\n", "30 of 30 answer", "outside the school")
                    .endsWith("Everything gets through.\n");
        }
    }

    @Test
    void silenceThatAnswersPings_isTheFirewallsOrTheCommunitys() throws Exception {
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                credentials: { campus: { version: 2c, community: public } }
                devices:
                  - { id: "pc-{1..3}", kind: computer, address: "127.77.0.{1..3}", snmp: { port: 9, credentials: campus } }
                  - { id: gone, kind: computer, address: 127.78.0.1, tcp: [9] }
                """);
        String said = run(1, file);
        assertThat(said).endsWith("The network lets everything through; what fails is on the devices themselves.\n");
        assertThat(said).contains("127.77.0.0/24\n  SNMP, UDP port 9", "0 of 3 answer");
        assertThat(said).contains("127.78.0.0/24\n  TCP port 9", "does not answer");
        assertThat(run(1, file, "--json")).contains("\"answered\" : 0", "\"subnet\" : \"127.77.0.0/24\"");
    }

    @Test
    void sentences_askTheNetworkTeamForWhatIsMissing() {
        ReachabilityReport reached = new ReachabilityReport();
        for (int n = 1; n <= 8; n++) {
            reached.add("10.4.2.0/24", tried("pc-" + n, ReachabilityReport.ReachResult.FILTERED, "no answer"));
            reached.add("10.4.3.0/24", tried("ap-" + n, ReachabilityReport.ReachResult.NO_RESPONSE, "no answer"));
            reached.add(
                    "10.4.4.0/24",
                    tried(
                            "sw-" + n,
                            n == 3 ? ReachabilityReport.ReachResult.FILTERED : ReachabilityReport.ReachResult.ANSWERED,
                            "no answer"));
        }
        assertThat(reached.requestSentences())
                .isEqualTo(List.of(
                        "Please let SNMP, UDP port 161 through from 10.1.0.9 to 10.4.2.0/24: pings pass, it does not.",
                        "Nothing in 10.4.3.0/24 can be reached from 10.1.0.9, by ping neither (tried: SNMP, UDP port 161)."
                                + " Is there a way, and does a firewall drop it?",
                        "Please check SNMP, UDP port 161 from 10.1.0.9 to sw-3 (10.9.9.9): pings pass, it does not."));
        assertThat(reached.text())
                .contains(
                        "pc-1, pc-2, pc-3, pc-4, pc-5, pc-6 and 2 more: it answers pings and not SNMP: SNMP is off there,"
                                + " the community or access list differs, or a firewall is between");
    }

    @Test
    void services_areNamedWithTheirPorts_andWhatAFilterDoes() {
        ReachabilityReport reached = new ReachabilityReport();
        String out = "outside the school";
        String here = "10.1.0.9";
        reached.add(
                out,
                new ReachabilityReport.ReachAttempt(
                        "edge",
                        "home.testnav.com",
                        "HTTPS, TCP port 443",
                        here,
                        ReachabilityReport.ReachResult.NO_RESPONSE,
                        "no"));
        reached.add(
                out,
                new ReachabilityReport.ReachAttempt(
                        "edge",
                        "home.testnav.com",
                        "TLS, TCP port 443",
                        here,
                        ReachabilityReport.ReachResult.INTERCEPTED,
                        "signed by X"));
        reached.add(
                "10.4.10.0/24",
                new ReachabilityReport.ReachAttempt(
                        "names",
                        "10.4.10.53",
                        "DNS, UDP port 53",
                        here,
                        ReachabilityReport.ReachResult.WRONG_DNS_ANSWER,
                        "a is blocked"));
        reached.add("10.4.9.0/24", tried("sw-1", ReachabilityReport.ReachResult.ANSWERED, ""));
        assertThat(reached.requestSentences())
                .containsExactly(
                        "Please check what 10.4.10.53 answers to 10.1.0.9: a is blocked.",
                        "Please let HTTPS, TCP port 443 through from 10.1.0.9 to home.testnav.com: nothing comes back.",
                        "Please exempt home.testnav.com from the filter's inspection of secure connections (TLS, TCP"
                                + " port 443): signed by X.");
        assertThat(reached.text()).startsWith("""
                10.4.9.0/24
                  SNMP, UDP port 161   answers
                10.4.10.0/24
                  DNS, UDP port 53     does not answer
                """);
    }

    private static ReachabilityReport.ReachAttempt tried(
            String device, ReachabilityReport.ReachResult ended, String reason) {
        return new ReachabilityReport.ReachAttempt(device, "10.9.9.9", "SNMP, UDP port 161", "10.1.0.9", ended, reason);
    }
}
