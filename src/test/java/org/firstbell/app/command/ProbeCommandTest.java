package org.firstbell.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.app.Main;
import org.firstbell.discovery.ProbeAddress;
import org.firstbell.model.setup.ProbeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code firstbell probe}: what it can be pointed at, and what it says when that is nonsense. */
class ProbeCommandTest {
    @TempDir
    Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls://home.testnav.com | Tls[endpoint=Endpoint[host=home.testnav.com, port=443], interception=FORBIDDEN]",
                "tcp://10.0.0.1:4480 | Tcp[endpoints=[Endpoint[host=10.0.0.1, port=4480]]]",
                "ntp://10.0.0.1 | Ntp[endpoint=Endpoint[host=10.0.0.1, port=123]]",
                "ping://10.0.0.1 | Ping[address=10.0.0.1]",
                "pjlink://10.0.0.1 | PjLink[Endpoint[host=10.0.0.1, port=4352]]",
                "nut://10.0.0.1/closet | Nut[endpoint=Endpoint[host=10.0.0.1, port=3493], ups=Optional[closet]]",
                "dns://10.0.0.53/a.example | Dns[name=a.example, server=Optional[Endpoint[host=10.0.0.53, port=53]], expectedAddresses=[]]",
                "dns:a.example | Dns[name=a.example, server=Optional.empty, expectedAddresses=[]]"
            })
    void place_asPeopleWriteIt_isRead(String text, String way) throws CommandFailure {
        assertThat(ProbeAddress.parse(text, Optional.empty())
                        .map(ProbeAddress::spec)
                        .map(ProbeSpec::toString))
                .contains(way);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10.0.0.1", "10.0.0.1:1161", "sw-2.lincoln.example", "sw-2:161", "::1", "fe80::1", "dead::beef"})
    void address_isNoPlaceOfAnotherWay(String text) throws CommandFailure {
        assertThat(ProbeAddress.parse(text, Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tcp://10.0.0.1 | write tcp://10.0.0.1:PORT",
                "gopher://10.0.0.1 | 'gopher' is no way of asking",
                "dns://10.0.0.53 | asks for no name",
                "http:///page | is not a web address",
                "http://ann:hunter2@10.0.0.1/ | leave name and password out",
                "10.0.0.1:99999 | is not a port"
            })
    void nonsense_isWrongUsage_withWhatToWriteInstead(String text, String said) {
        Ran ran = run("probe", text);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(said).doesNotContain("hunter2");
    }

    @Test
    void profilesAndKinds_thatThereAreNot_areToldWithThoseThatThereAre() {
        Ran profile = run("probe", "127.0.0.1", "--profile", "node_exporter");
        assertThat(profile.exit()).isEqualTo(2);
        assertThat(profile.err())
                .isEqualToIgnoringNewLines("There is no profile 'node_exporter'; there are: node-exporter,"
                        + " process-exporter, windows-exporter.");
        Ran kind = run("probe", "127.0.0.1", "--kind", "laptop");
        assertThat(kind.exit()).isEqualTo(2);
        assertThat(kind.err()).contains("'laptop' is not a kind of device; there are: computer, chromebook,");
    }

    @Test
    void name_thatIsNowhere_cannotBeTold() {
        Ran ran = run("probe", "ntp://clock.invalid");
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("'clock.invalid' cannot be resolved");
    }

    @Test
    void id_ofTheConfiguration_isAskedInAllItsWays() throws IOException {
        try (ServerSocket open = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            int closed;
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = other.getLocalPort();
            }
            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(file, """
                    school: { name: Lincoln, timezone: UTC }
                    rooms: [ { id: r, name: Room } ]
                    devices:
                      - { id: cache, kind: cache-server, platforms: [testnav], address: 127.0.0.1, tcp: [%d, %d] }
                      - { id: cb-1, kind: chromebook, room: r, mac: "00:00:5e:00:53:01" }
                    """.formatted(open.getLocalPort(), closed));
            Ran ran = run("probe", "cache", "-c", file.toString());
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exit()).isZero();
            assertThat(ran.out())
                    .contains(
                            "cache answers", "tcp." + open.getLocalPort() + ".open", "refuses: nothing listens there");
            Ran sighted = run("probe", "cb-1", "-c", file.toString());
            assertThat(sighted.exit()).isEqualTo(2);
            assertThat(sighted.err()).contains("Nobody asks cb-1");
        }
    }
}
