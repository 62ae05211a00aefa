package org.firstbell.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Signers;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Stakes;
import org.firstbell.probe.dialogue.BlockPages;
import org.firstbell.probe.dialogue.Dialogue;
import org.firstbell.probe.dialogue.DnsDialogue;
import org.firstbell.probe.dialogue.NtpDialogue;
import org.firstbell.probe.dialogue.NutDialogue;
import org.firstbell.probe.dialogue.PingDialogue;
import org.firstbell.probe.dialogue.Pings;
import org.firstbell.probe.dialogue.PjLinkDialogue;
import org.firstbell.probe.dialogue.RadiusDialogue;
import org.jspecify.annotations.Nullable;

/**
 * Every way of asking there is: the table of probe types, and the clients that they share. Process-scoped; made and used
 * on the polling loop.
 */
public final class Probes implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 60;
    /** To one host and port, which may be a proxy with a whole lab behind it. */
    private static final int MOST_CONNECTIONS = 4;

    private static final int MOST_WAITING = 256;

    private final Vertx vertx;
    private final Timers timers;
    private final InstantSource clock;
    private final Executor loop;
    private final Function<String, Future<InetAddress>> names;
    private final SnmpPorts snmpPorts;
    /** Held here because a client that nobody holds is closed when it is collected. */
    private final HttpClient http;

    private final NetClient tcp;
    private @Nullable Future<PublicRoots> roots;
    private final SeenIssuers issuers = new SeenIssuers();
    private final BlockPages blockPages = BlockPages.shipped();
    private final Pings pings;
    /** Of devices that are asked nothing about others. */
    private final SnmpProbe.Ways plain = new SnmpProbe.Ways(this::echo, vlan -> {
        throw new IllegalStateException("nobody asked for VLAN " + vlan);
    });

    public Probes(Vertx vertx, Timers timers, InstantSource clock, Executor loop) {
        this.vertx = vertx;
        this.pings = new Pings(
                vertx, timers, Optional.ofNullable(System.getenv("PATH")).orElse(""));
        this.timers = timers;
        this.clock = clock;
        this.loop = loop;
        this.names = name -> vertx.executeBlocking(() -> InetAddress.getByName(name), false);
        this.snmpPorts = new SnmpPorts(loop);
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(32 * 1024)
                        .setDecompressionSupported(false)
                        .setShared(false)
                        .setName("probe"),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
        this.tcp = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    /** Read by a worker as soon as a certificate is to be judged at all: they are some 150 certificates to decode. */
    private Future<PublicRoots> roots() {
        Future<PublicRoots> read = roots;
        if (read == null) {
            read = vertx.executeBlocking(PublicRoots::ofThisMachine, false);
            roots = read;
        }
        return read;
    }

    /** Remembers who signs certificates over restarts; called once, before any probe asks. */
    public void keep(Signers signers) {
        issuers.keep(signers);
    }

    /**
     * Probes for every device in use and every service of a configuration, in its order.
     *
     * @param stakes what its checks rest on: confirmed before it is told
     */
    public List<Probe> of(Configuration configuration, Stakes stakes) {
        return of(configuration, stakes, true);
    }

    /** The same; with kinds unknown, families are told apart by what devices answer alone. */
    public List<Probe> of(Configuration configuration, Stakes stakes, boolean kindsKnown) {
        return ways(configuration, stakes, kindsKnown).stream().map(Way::probe).toList();
    }

    /** A probe and the way of asking that it stands for; a way with several ports has a probe for each. */
    public record Way(ProbeSpec spec, Probe probe) {}

    /** The same, each with the way of asking that it stands for. */
    public List<Way> ways(Configuration configuration, Stakes stakes, boolean kindsKnown) {
        Surroundings surroundings = Surroundings.of(configuration, stakes);
        Identification families = new Identification(configuration.snmpProfiles());
        List<Way> ways = new ArrayList<>();
        for (Device device : configuration.inventory().devices()) {
            if (device.inUse()) {
                Optional<DeviceKind> kind = kindsKnown ? Optional.of(device.kind()) : Optional.empty();
                for (ProbeSpec spec : device.probes()) {
                    of(device.id(), spec, kind, configuration, families, surroundings)
                            .forEach(probe -> ways.add(new Way(spec, probe)));
                }
            }
        }
        configuration
                .inventory()
                .services()
                .forEach(service -> service.probes()
                        .forEach(spec -> of(service.id(), spec, Optional.empty(), configuration, families, surroundings)
                                .forEach(probe -> ways.add(new Way(spec, probe)))));
        return ways;
    }

    /** A probe of a target that no inventory names, so that no check is known to rest on what it tells. */
    public Probe probe(DeviceId target, ProbeSpec spec, Configuration shipped) {
        Identification families = new Identification(shipped.snmpProfiles());
        return of(target, spec, Optional.empty(), shipped, families, Surroundings.of(shipped, Stakes.EVERYTHING))
                .get(0);
    }

    /** The same over SNMP. */
    SnmpProbe snmp(DeviceId target, ProbeSpec.Snmp spec, Configuration shipped) {
        Identification families = new Identification(shipped.snmpProfiles());
        return snmp(target, spec, Optional.empty(), families, Surroundings.of(shipped, Stakes.EVERYTHING));
    }

    private SnmpProbe snmp(
            Target target,
            ProbeSpec.Snmp spec,
            Optional<DeviceKind> kind,
            Identification families,
            Surroundings surroundings) {
        SnmpAsking asking = asking(spec);
        boolean sights = surroundings.sights(target);
        return new SnmpProbe(
                target,
                asking,
                families,
                spec.profile(),
                kind,
                sights,
                surroundings,
                clock,
                sights ? ways(asking) : plain);
    }

    /** The clock by which its probes ask. */
    InstantSource clock() {
        return clock;
    }

    Timers timers() {
        return timers;
    }

    SnmpAsking asking(ProbeSpec.Snmp snmp) {
        return new SnmpAsking(snmpPorts, snmp.address(), snmp.port(), snmp.credentials(), timers, clock, loop, names);
    }

    private List<Probe> of(
            Target target,
            ProbeSpec spec,
            Optional<DeviceKind> kind,
            Configuration configuration,
            Identification families,
            Surroundings surroundings) {
        if (spec instanceof ProbeSpec.Snmp snmp) {
            return List.of(snmp(target, snmp, kind, families, surroundings));
        } else if (spec instanceof ProbeSpec.Http page) {
            Optional<HttpProfile> profile = page.profile()
                    .flatMap(name -> configuration.httpProfiles().stream()
                            .filter(one -> one.id().equals(name))
                            .findFirst());
            return List.of(new HttpProbe(
                    target, page, severalPages(target, configuration), profile, http, timers, clock, surroundings));
        } else if (spec instanceof ProbeSpec.Tcp ports) {
            return ports.endpoints().stream()
                    .map(endpoint -> (Probe) new TcpProbe(target, endpoint, tcp, timers, clock))
                    .toList();
        } else if (spec instanceof ProbeSpec.Tls certificate) {
            return List.of(new TlsProbe(target, certificate, tcp, roots(), issuers, timers, clock, surroundings));
        } else {
            return List.of(new DialogueProbe(target, dialogue(spec), timers, clock, surroundings));
        }
    }

    private SnmpProbe.Ways ways(SnmpAsking asking) {
        Map<Integer, SnmpAsking> contexts = new HashMap<>();
        return new SnmpProbe.Ways(
                this::echo,
                vlan -> contexts.computeIfAbsent(
                        vlan, number -> asking.as(VlanTables.in(asking.credentials(), number))));
    }

    private void echo(String address, Consumer<Boolean> answers) {
        new PingDialogue(pings, address).begin(told -> answers.accept(told instanceof Dialogue.Told.Facts));
    }

    private static boolean severalPages(Target target, Configuration configuration) {
        List<ProbeSpec> specs = target instanceof DeviceId id
                ? configuration.inventory().device(id).map(Device::probes).orElse(List.of())
                : configuration.inventory().services().stream()
                        .filter(service -> service.id().equals(target))
                        .flatMap(service -> service.probes().stream())
                        .toList();
        return specs.stream().filter(ProbeSpec.Http.class::isInstance).count() > 1;
    }

    private Dialogue dialogue(ProbeSpec spec) {
        if (spec instanceof ProbeSpec.Dns dns) {
            return new DnsDialogue(vertx, dns.name(), dns.server(), dns.expect(), blockPages, clock);
        } else if (spec instanceof ProbeSpec.Ping ping) {
            return new PingDialogue(pings, ping.address());
        } else if (spec instanceof ProbeSpec.Ntp ntp) {
            return new NtpDialogue(vertx, ntp.endpoint().host(), ntp.endpoint().port(), clock);
        } else if (spec instanceof ProbeSpec.PjLink projector) {
            return new PjLinkDialogue(
                    tcp, projector.endpoint().host(), projector.endpoint().port(), projector.password());
        } else if (spec instanceof ProbeSpec.Nut nut) {
            return new NutDialogue(tcp, nut.endpoint().host(), nut.endpoint().port(), nut.ups());
        } else if (spec instanceof ProbeSpec.Radius radius) {
            return new RadiusDialogue(vertx, radius, clock);
        }
        throw new IllegalStateException("nobody knows how to ask " + spec);
    }

    @Override
    public void close() {
        snmpPorts.close();
        http.close();
        tcp.close();
    }
}
