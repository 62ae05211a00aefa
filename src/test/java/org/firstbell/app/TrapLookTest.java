package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.demo.SimulatedAgent;
import org.firstbell.demo.SimulatedDevice;
import org.firstbell.demo.SimulatedMibs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
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
    private static final Pattern HEARD_ON = Pattern.compile("Traps are heard on .*, UDP port (\\d+)\\.");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.firstbell.probe.trap");
    private final Log log = new Log();

    @TempDir
    Path folder;

    /** What the daemon says. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(log);
        logger.setLevel(null);
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    private int aSwitch() throws Exception {
        SimulatedDevice device =
                new SimulatedDevice("sw-2", "sw-2", "", Instant.now().minus(Duration.ofHours(30)));
        SimulatedMibs families = new SimulatedMibs(InstantSource.system());
        SimulatedAgent agent =
                new SimulatedAgent(vertx, "127.0.0.1", "public", families.networkSwitch(device, 8, 2), () -> true);
        return vertx.getOrCreateContext()
                .<SimulatedAgent>executeBlocking(() -> agent, false)
                .compose(ready -> ready.open(0))
                .await(20, TimeUnit.SECONDS)
                .port();
    }

    /** The port that the system chose for traps, as the log tells it to operators. */
    private int trapPort() throws InterruptedException {
        for (; ; ) {
            Matcher heardOn = HEARD_ON.matcher(log.lines.take());
            if (heardOn.matches()) {
                return Integer.parseInt(heardOn.group(1));
            }
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

    private String metrics(Daemon app) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(app.address() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static long number(String metrics, String series) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\d+)").matcher(metrics);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private static String traps(String outcome) {
        return "firstbell_traps_total{outcome=\"" + outcome + "\"}";
    }

    /** The metrics as soon as a counter has come so far. */
    private String metricsOnce(Daemon app, String series, long count) throws Exception {
        String metrics;
        do {
            metrics = metrics(app);
        } while (number(metrics, series) < count);
        return metrics;
    }

    @Test
    void trapOfADevice_hasItAskedAtOnce_thoughItsNextBeatIsFar_andAForgedOneHasNot() throws Exception {
        Files.createDirectories(folder.resolve("profiles/snmp"));
        Files.writeString(folder.resolve("profiles/snmp/one-question.yaml"), """
                id: one-question
                title: Is asked one thing only
                questions:
                  system: { life: true, scalars: [ { signal: system.name, oid: 1.3.6.1.2.1.1.5.0 } ] }
                """);
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                data: data
                credentials: { campus: { version: 2c, community: public } }
                traps: { host: 127.0.0.1, port: 0 }
                devices:
                  - { id: sw-2, kind: switch, address: 127.0.0.1, every: 60m, snmp: { port: %d, profile: one-question } }
                """.formatted(aSwitch()));
        String polls = "firstbell_polls_total{outcome=\"answered\",probe=\"snmp\"}";
        try (Daemon app = Wiring.startDaemon(file, NEVER)) {
            int port = trapPort();
            metricsOnce(app, polls, 1);

            trap(port, "forged");
            metricsOnce(app, traps("refused"), 1);
            trap(port, "public");
            metricsOnce(app, traps("looked"), 1);
            String metrics = metricsOnce(app, polls, 2);

            assertThat(number(metrics, polls)).as("the first beat and one look").isEqualTo(2);
            assertThat(number(metrics, traps("refused")))
                    .as("nobody is believed who does not know the community")
                    .isEqualTo(1);
            assertThat(number(metrics, traps("looked"))).isEqualTo(1);
            assertThat(number(metrics, traps("merged"))).isZero();
        }
    }
}
