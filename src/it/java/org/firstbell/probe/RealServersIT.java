package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.profile.RealServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Name, time, power, address and sign-in servers as schools run them: dnsmasq, chrony, Network UPS Tools, Kea, FreeRADIUS;
 * and fping and node_exporter.
 */
class RealServersIT {
    @TempDir
    Path folder;

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private Probe service(String ways) {
        return lab.probe("services: [ { id: it, kind: vendor, %s } ]".formatted(ways));
    }

    private Probe device(String kind, String ways) {
        return lab.probe("devices: [ { id: it, kind: %s, address: 127.0.0.1, %s } ]".formatted(kind, ways));
    }

    @Test
    void dnsmasq_tellsNamesAndNamesThatAreBlocked() {
        int port = RealServer.freeUdpPort();
        try (RealServer names = RealServer.start(
                folder,
                Map.of(),
                "dnsmasq",
                "-k",
                "--conf-file=/dev/null",
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--no-resolv",
                "--no-hosts",
                "--user=root",
                "--pid-file=",
                "--log-facility=-",
                "--address=/home.testnav.com/8.8.8.8",
                "--address=/blocked.example/146.112.61.106",
                "--address=/hole.example/0.0.0.0",
                "--address=/board.school.example/10.1.2.3",
                "--local=/gone.example/")) {
            names.saying("started");
            String server = ", server: 127.0.0.1, port: " + port;
            ProbeOutcome known = lab.ask(service("dns: { name: home.testnav.com%s }".formatted(server)));
            assertThat(ProbeLab.signals(known))
                    .containsEntry("dns.resolves", true)
                    .containsEntry("dns.addresses", "8.8.8.8")
                    .containsKey("dns.time.seconds");
            assertThat(ProbeLab.problems(known)).isEmpty();
            ProbeOutcome blocked = lab.ask(service("dns: { name: blocked.example%s }".formatted(server)));
            assertThat(ProbeLab.signals(blocked)).containsEntry("dns.resolves", false);
            assertThat(ProbeLab.problems(blocked))
                    .containsExactly("blocked.example is blocked by a filter: 146.112.61.106 is a block page of Cisco"
                            + " Umbrella");
            ProbeOutcome hole = lab.ask(service("dns: { name: hole.example%s }".formatted(server)));
            assertThat(ProbeLab.problems(hole))
                    .containsExactly("hole.example is blocked by a filter: 0.0.0.0 is the address of nobody");
            ProbeOutcome gone = lab.ask(service("dns: { name: x.gone.example%s }".formatted(server)));
            assertThat(ProbeLab.signals(gone)).containsEntry("dns.resolves", false);
            assertThat(ProbeLab.problems(gone))
                    .containsExactly("the name server says that x.gone.example does not exist");
            ProbeOutcome own =
                    lab.ask(service("dns: { name: board.school.example, expect: 10.1.2.3%s }".formatted(server)));
            assertThat(ProbeLab.signals(own)).containsEntry("dns.resolves", true);
            ProbeOutcome moved =
                    lab.ask(service("dns: { name: home.testnav.com, expect: 8.8.4.4%s }".formatted(server)));
            assertThat(ProbeLab.problems(moved))
                    .containsExactly("home.testnav.com leads to 8.8.8.8, not where it should");
        }
    }

    @Test
    void fping_tellsLossAndTime() {
        ProbeOutcome outcome = lab.ask(device("chromebook", "ping: true"));
        assertThat(ProbeLab.signals(outcome)).containsEntry("ping.loss.ratio", 0.0);
        assertThat((double) ProbeLab.signals(outcome).get("ping.time.seconds")).isBetween(0.0, 0.5);
    }

    @Test
    void chrony_tellsItsClock() throws IOException {
        int port = RealServer.freeUdpPort();
        Path file = folder.resolve("chrony.conf");
        Files.writeString(file, """
                port %d
                bindaddress 127.0.0.1
                allow 127.0.0.1
                local stratum 8
                cmdport 0
                bindcmdaddress /
                pidfile %s/chrony.pid
                """.formatted(port, folder));
        try (RealServer clock =
                RealServer.start(folder, Map.of(), "chronyd", "-d", "-x", "-u", "root", "-f", file.toString())) {
            clock.saying("starting");
            ProbeOutcome outcome = lab.ask(device("server", "ntp: { port: %d }".formatted(port)));
            assertThat(ProbeLab.signals(outcome))
                    .containsEntry("ntp.synchronized", true)
                    .containsEntry("ntp.stratum", 8.0);
            assertThat((double) ProbeLab.signals(outcome).get("clock.offset.seconds"))
                    .isBetween(-0.5, 0.5);
        }
    }

    @Test
    void networkUpsTools_tellTheirBattery() throws IOException {
        int port = RealServer.freeTcpPort();
        Files.writeString(folder.resolve("ups.conf"), "[closet]\n  driver = dummy-ups\n  port = closet.dev\n");
        Files.writeString(folder.resolve("closet.dev"), """
                ups.mfr: APC
                ups.model: Smart-UPS 1500
                ups.serial: AS1234
                ups.firmware: UPS 09.3
                ups.status: OB RB
                ups.load: 31.5
                battery.charge: 87
                battery.runtime: 2340
                """);
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 %d\nSTATEPATH %s\n".formatted(port, folder));
        Files.writeString(folder.resolve("upsd.users"), "");
        Map<String, String> places = Map.of(
                "NUT_CONFPATH", folder.toString(),
                "NUT_STATEPATH", folder.toString(),
                "NUT_ALTPIDPATH", folder.toString());
        try (RealServer driver =
                        RealServer.start(folder, places, "/lib/nut/dummy-ups", "-u", "root", "-D", "-a", "closet");
                RealServer minder = RealServer.start(
                        folder,
                        places,
                        "/lib/nut/upsd",
                        "-u",
                        "root",
                        "-D",
                        "-P",
                        folder.resolve("upsd.pid").toString())) {
            driver.saying("upsdrv_updateinfo");
            minder.saying("Connected to UPS");
            ProbeOutcome outcome = lab.ask(device("ups", "nut: { port: %d }".formatted(port)));
            assertThat(ProbeLab.signals(outcome))
                    .containsEntry("power.on.battery", true)
                    .containsEntry("battery.replace", true)
                    .containsEntry("battery.charge.ratio", 0.87)
                    .containsEntry("battery.runtime.seconds", 2340.0)
                    .containsEntry("power.load.ratio", 0.315)
                    .containsEntry("system.model", "APC Smart-UPS 1500")
                    .containsEntry("system.serial", "AS1234");
            ProbeOutcome unknown = lab.ask(device("ups", "nut: { port: %d, ups: attic }".formatted(port)));
            assertThat(ProbeLab.reason(unknown)).isEqualTo("the host knows no UPS of that name");
        }
    }

    @Test
    void kea_tellsItsScopes() throws IOException {
        int port = RealServer.freeTcpPort();
        Path socket = folder.resolve("kea.sock");
        Files.writeString(folder.resolve("dhcp4.json"), """
                { "Dhcp4": { "interfaces-config": { "interfaces": [], "dhcp-socket-type": "udp" },
                  "control-socket": { "socket-type": "unix", "socket-name": "%s" },
                  "lease-database": { "type": "memfile", "persist": false },
                  "subnet4": [
                    { "id": 1, "subnet": "10.4.2.0/24", "pools": [ { "pool": "10.4.2.10-10.4.2.109" } ] },
                    { "id": 2, "subnet": "10.4.3.0/24", "pools": [ { "pool": "10.4.3.10-10.4.3.19" } ] } ],
                  "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ] } }
                """.formatted(socket));
        Files.writeString(folder.resolve("agent.json"), """
                { "Control-agent": { "http-host": "127.0.0.1", "http-port": %d,
                  "control-sockets": { "dhcp4": { "socket-type": "unix", "socket-name": "%s" } },
                  "loggers": [ { "name": "kea-ctrl-agent", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ] } }
                """.formatted(port, socket));
        Map<String, String> places =
                Map.of("KEA_PIDFILE_DIR", folder.toString(), "KEA_LOCKFILE_DIR", folder.toString());
        String pool = folder.resolve("dhcp4.json").toString();
        String agent = folder.resolve("agent.json").toString();
        String asked = Integer.toString(RealServer.freeUdpPort());
        try (RealServer server = RealServer.start(folder, places, "kea-dhcp4", "-p", asked, "-c", pool);
                RealServer door = RealServer.start(folder, places, "kea-ctrl-agent", "-c", agent)) {
            server.saying("DHCP4_STARTED");
            door.saying("HTTP_SERVICE_STARTED");
            ProbeOutcome outcome = lab.ask(
                    device("dhcp-server", "http: { url: \"http://127.0.0.1:%d\", profile: kea }".formatted(port)));
            assertThat(ProbeLab.signals(outcome))
                    .containsEntry("http.body.ok", true)
                    .containsEntry("dhcp.utilization.ratio", 0.0)
                    .containsKey("dhcp.addresses.free");
        }
    }

    @Test
    void nodeExporter_tellsItsComputer() {
        int port = RealServer.freeTcpPort();
        try (RealServer exporter = RealServer.start(
                folder, Map.of(), "prometheus-node-exporter", "--web.listen-address=127.0.0.1:" + port)) {
            exporter.saying("Listening on");
            ProbeOutcome outcome = lab.ask(
                    device("server", "http: { url: \"http://127.0.0.1:%d\", profile: node-exporter }".formatted(port)));
            assertThat(ProbeLab.signals(outcome))
                    .containsKeys("uptime.seconds", "memory.utilization.ratio", "disk.free.ratio", "system.name");
        }
    }

    @Test
    void freeRadius_showsItsCertificateToANameWithoutAnAccount() throws Exception {
        int port = RealServer.freeUdpPort();
        certificate();
        Files.writeString(folder.resolve("dictionary"), "$INCLUDE /usr/share/freeradius/dictionary\n");
        Files.writeString(folder.resolve("radiusd.conf"), """
                prefix = /usr
                libdir = /usr/lib/freeradius
                name = freeradius
                raddbdir = %1$s
                logdir = %1$s
                run_dir = %1$s
                pidfile = %1$s/radius.pid
                security {
                  allow_vulnerable_openssl = yes
                  status_server = yes
                }
                modules {
                  eap {
                    default_eap_type = md5
                    md5 {
                    }
                    tls-config common {
                      private_key_file = %1$s/key.pem
                      certificate_file = %1$s/cert.pem
                      tls_max_version = "1.2"
                      fragment_size = 400
                    }
                    peap {
                      tls = common
                      virtual_server = inner
                    }
                  }
                  always reject {
                    rcode = reject
                  }
                }
                server inner {
                  authorize {
                    reject
                  }
                }
                server default {
                  listen {
                    type = auth
                    ipaddr = 127.0.0.1
                    port = %2$d
                  }
                  authorize {
                    eap
                  }
                  authenticate {
                    eap
                  }
                }
                client loopback {
                  ipaddr = 127.0.0.1
                  secret = testing123
                }
                """.formatted(folder, port));
        try (RealServer radius = RealServer.start(
                folder, Map.of(), "freeradius", "-d", folder.toString(), "-n", "radiusd", "-fxx", "-l", "stdout")) {
            radius.saying("Ready to process requests");
            String way = "radius: { port: %d, secret: %s%s }";
            ProbeOutcome shown =
                    lab.ask(device("server", way.formatted(port, "testing123", ", identity: guest@lincoln.example")));
            assertThat(ProbeLab.signals(shown))
                    .containsEntry("radius.answers", true)
                    .containsEntry("tls.issuer", "O=Lincoln,CN=radius.lincoln.example");
            assertThat((double) ProbeLab.signals(shown).get("tls.expires.seconds"))
                    .isBetween(29 * 86_400.0, 31 * 86_400.0);
            ProbeOutcome lives = lab.ask(device("server", way.formatted(port, "testing123", ", status: true")));
            assertThat(ProbeLab.signals(lives)).containsEntry("radius.answers", true);
            ProbeOutcome stranger = lab.ask(device("server", way.formatted(port, "wrongsecret", "")));
            assertThat(ProbeLab.reason(stranger))
                    .isEqualTo("no answer on UDP port " + port
                            + ": is this machine a client of the RADIUS server, and is the secret right?");
        }
    }

    private void certificate() throws IOException, InterruptedException {
        Process made = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "30",
                        "-subj",
                        "/CN=radius.lincoln.example/O=Lincoln",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("cert.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(made.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }
}
