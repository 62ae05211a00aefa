package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.firstbell.demo.Agent;
import org.firstbell.demo.Families;
import org.firstbell.demo.SimDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A trap as the whole daemon takes it: a reason to look at once, and no more. */
@Timeout(120)
class TrapLookTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Instant> asked = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    /** A switch that tells of each question that it hears. */
    private int aSwitch() throws Exception {
        SimDevice device = new SimDevice("sw-2", "sw-2", "", Instant.now().minus(Duration.ofHours(30)));
        Families families = new Families(InstantSource.system());
        Agent agent = new Agent(
                vertx, "127.0.0.1", "public", families.networkSwitch(device, 8, 2), () -> asked.add(Instant.now()));
        return vertx.getOrCreateContext()
                .<Agent>executeBlocking(() -> agent, false)
                .compose(ready -> ready.open(0))
                .await(20, TimeUnit.SECONDS)
                .port();
    }

    private static int freePort() throws Exception {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return probe.getLocalPort();
        }
    }

    private static void trap(int port, String community) throws Exception {
        try (Snmp sender = new Snmp(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")))) {
            PDU trap = new PDU();
            trap.setType(PDU.TRAP);
            trap.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(42)));
            trap.add(new VariableBinding(SnmpConstants.snmpTrapOID, SnmpConstants.linkDown));
            CommunityTarget<UdpAddress> target =
                    new CommunityTarget<>(new UdpAddress("127.0.0.1/" + port), new OctetString(community));
            target.setVersion(SnmpConstants.version2c);
            sender.send(trap, target);
        }
    }

    /** Waits until nothing was asked for a while, as between two beats that are far apart. */
    private void quiet() throws InterruptedException {
        assertThat(asked.poll(30, TimeUnit.SECONDS)).as("the first question").isNotNull();
        while (asked.poll(3, TimeUnit.SECONDS) != null) {
            // the questions of the first beat
        }
    }

    @Test
    void trapOfADevice_hasItAskedAtOnce_thoughItsNextBeatIsFar_andAForgedOneHasNot() throws Exception {
        int traps = freePort();
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                data: data
                credentials: { campus: { version: 2c, community: public } }
                traps: { host: 127.0.0.1, port: %d }
                devices:
                  - { id: sw-2, kind: switch, address: 127.0.0.1, every: 60m, snmp: { port: %d, profile: if-mib } }
                """.formatted(traps, aSwitch()));
        try (App app = Start.daemon(file, NEVER)) {
            assertThat(app.address()).isNotNull();
            quiet();
            trap(traps, "forged");
            assertThat(asked.poll(2, TimeUnit.SECONDS))
                    .as("nobody is believed who does not know the community")
                    .isNull();
            trap(traps, "public");
            assertThat(asked.poll(10, TimeUnit.SECONDS)).as("a look").isNotNull();
        }
    }
}
