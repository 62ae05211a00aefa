package org.firstbell.bench;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.firstbell.demo.Agent;
import org.firstbell.demo.Mib;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/** Many SNMP agents that tell ten values each, all on one port, each on a loopback address of its own. */
public final class Farm {
    private Farm() {}

    /** The address of the n-th device. */
    static String address(int n) {
        return "127.40." + n / 250 + "." + (n % 250 + 1);
    }

    /** Opens as many agents as the argument says, prints {@code port N}, and answers until its input ends. */
    public static void main(String[] arguments) throws Exception {
        int devices = Integer.parseInt(arguments[0]);
        Vertx vertx = Vertx.vertx();
        int port = 0;
        for (int n = 0; n < devices; n++) {
            Agent agent = new Agent(vertx, address(n), "public", values(n), () -> true);
            port = agent.open(port).await(10, TimeUnit.SECONDS).port();
        }
        System.out.println("port " + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            // The driver closes our input when it is done.
        }
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Mib values(int n) {
        Instant start = Instant.now();
        return new Mib()
                .put("1.3.6.1.2.1.1.1.0", new OctetString("bench device"))
                .put("1.3.6.1.2.1.1.2.0", new org.snmp4j.smi.OID("1.3.6.1.4.1.99999.1"))
                .put(
                        "1.3.6.1.2.1.1.3.0",
                        () -> new TimeTicks(
                                java.time.Duration.between(start, Instant.now()).toMillis() / 10 + 8640000))
                .put("1.3.6.1.2.1.1.5.0", new OctetString("bench-" + n))
                .put("1.3.6.1.2.1.2.1.0", new Integer32(2))
                .put("1.3.6.1.2.1.2.2.1.8.1", new Integer32(1))
                .put("1.3.6.1.2.1.31.1.1.1.6.1", () -> new Counter64(System.nanoTime() / 1000))
                .put("1.3.6.1.2.1.31.1.1.1.10.1", () -> new Counter64(System.nanoTime() / 3000))
                .put("1.3.6.1.4.1.99999.1.2.1.3.1", new Gauge32(17))
                .put("1.3.6.1.4.1.99999.1.2.1.3.2", new Gauge32(4))
                .put("1.3.6.1.4.1.99999.1.2.1.5.1", new Gauge32(23))
                .put("1.3.6.1.4.1.99999.1.2.1.5.2", new Gauge32(11));
    }
}
