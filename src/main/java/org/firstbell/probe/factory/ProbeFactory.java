package org.firstbell.probe.factory;

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
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.IssuerStore;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.http.HttpProbe;
import org.firstbell.probe.net.BlockPageAddresses;
import org.firstbell.probe.net.DnsExchange;
import org.firstbell.probe.net.ExchangeProbe;
import org.firstbell.probe.net.NtpExchange;
import org.firstbell.probe.net.NutExchange;
import org.firstbell.probe.net.PingExchange;
import org.firstbell.probe.net.PingRunner;
import org.firstbell.probe.net.PjLinkExchange;
import org.firstbell.probe.net.ProtocolExchange;
import org.firstbell.probe.net.RadiusExchange;
import org.firstbell.probe.net.TcpProbe;
import org.firstbell.probe.profile.ProfileMatcher;
import org.firstbell.probe.snmp.SnmpProbe;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.VlanTableWalk;
import org.firstbell.probe.snmp.transport.SnmpSockets;
import org.firstbell.probe.tls.KnownIssuers;
import org.firstbell.probe.tls.PublicRoots;
import org.firstbell.probe.tls.TlsProbe;
import org.jspecify.annotations.Nullable;

/**
 * The construction of all probes: the table of probe types, and the clients that they share. Process-scoped; made and used
 * on the polling loop.
 */
public final class ProbeFactory implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 60;
    /** To one host and port, which may be a proxy with a whole lab behind it. */
    private static final int MAX_CONNECTIONS = 4;

    private static final int MAX_WAITING = 256;

    private final Vertx vertx;
    private final Timers timers;
    private final InstantSource clock;
    private final Executor loop;
    private final Function<String, Future<InetAddress>> nameResolver;
    private final SnmpSockets snmpSockets;
    /** Held here because a client that nobody holds is closed when it is collected. */
    private final HttpClient httpClient;

    private final NetClient tcpClient;
    private @Nullable Future<PublicRoots> publicRoots;
    private final KnownIssuers knownIssuers = new KnownIssuers();
    private final BlockPageAddresses blockPages = BlockPageAddresses.shipped();
    private final PingRunner pingRunner;
    private final Map<Class<? extends ProbeSpec>, ProbeMaker<ProbeSpec>> makers = new HashMap<>();
    /** Of devices that are asked nothing about others. */
    private final SnmpProbe.SnmpFollowUps singleDeviceFollowUps = new SnmpProbe.SnmpFollowUps(this::ping, vlan -> {
        throw new IllegalStateException("nobody asked for VLAN " + vlan);
    });

    public ProbeFactory(Vertx vertx, Timers timers, InstantSource clock, Executor loop) {
        this.vertx = vertx;
        this.pingRunner = new PingRunner(
                vertx, timers, Optional.ofNullable(System.getenv("PATH")).orElse(""));
        this.timers = timers;
        this.clock = clock;
        this.loop = loop;
        this.nameResolver = name -> vertx.executeBlocking(() -> InetAddress.getByName(name), false);
        this.snmpSockets = new SnmpSockets(loop);
        this.httpClient = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(32 * 1024)
                        .setDecompressionSupported(false)
                        .setShared(false)
                        .setName("probe"),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
        this.tcpClient = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
        addProbeTypes();
    }

    /** Read by a worker as soon as a certificate is to be judged at all: they are some 150 certificates to decode. */
    private Future<PublicRoots> publicRoots() {
        Future<PublicRoots> read = publicRoots;
        if (read == null) {
            read = vertx.executeBlocking(PublicRoots::ofThisMachine, false);
            publicRoots = read;
        }
        return read;
    }

    /** Remembers who signs certificates over restarts; called once, before any probe asks. */
    public void useIssuerStore(IssuerStore signers) {
        knownIssuers.useStore(signers);
    }

    /**
     * Probes for every device in use and every service of a configuration, in its order.
     *
     * @param stakes what its checks rest on: confirmed before it is told
     */
    public List<Probe> create(Configuration configuration, CheckThresholds thresholds) {
        return create(configuration, thresholds, true);
    }

    /** The same; with kinds unknown, families are told apart by what devices answer alone. */
    public List<Probe> create(Configuration configuration, CheckThresholds thresholds, boolean kindsKnown) {
        return createAll(configuration, thresholds, kindsKnown).stream()
                .map(ConfiguredProbe::probe)
                .toList();
    }

    /** A probe and the way of asking that it stands for; a way with several ports has a probe for each. */
    public record ConfiguredProbe(ProbeSpec spec, Probe probe) {}

    /** The same, each with the way of asking that it stands for. */
    public List<ConfiguredProbe> createAll(
            Configuration configuration, CheckThresholds thresholds, boolean kindsKnown) {
        ProbeContext context = ProbeContext.of(configuration, thresholds);
        ProfileMatcher families = new ProfileMatcher(configuration.snmpProfiles());
        List<ConfiguredProbe> ways = new ArrayList<>();
        for (Device device : configuration.inventory().devices()) {
            if (device.inUse()) {
                Optional<DeviceKind> kind = kindsKnown ? Optional.of(device.kind()) : Optional.empty();
                for (ProbeSpec spec : device.probes()) {
                    create(device.id(), spec, kind, configuration, families, context)
                            .forEach(probe -> ways.add(new ConfiguredProbe(spec, probe)));
                }
            }
        }
        configuration
                .inventory()
                .services()
                .forEach(service -> service.probes()
                        .forEach(spec -> create(service.id(), spec, Optional.empty(), configuration, families, context)
                                .forEach(probe -> ways.add(new ConfiguredProbe(spec, probe)))));
        return ways;
    }

    /** A probe of a target that no inventory names, so that no check is known to rest on what it tells. */
    public Probe createUnlisted(DeviceId target, ProbeSpec spec, Configuration shipped) {
        ProfileMatcher families = new ProfileMatcher(shipped.snmpProfiles());
        return create(
                        target,
                        spec,
                        Optional.empty(),
                        shipped,
                        families,
                        ProbeContext.of(shipped, CheckThresholds.ALL_SIGNALS))
                .get(0);
    }

    /** The same over SNMP. */
    public SnmpProbe createSnmp(DeviceId target, ProbeSpec.Snmp spec, Configuration shipped) {
        ProfileMatcher families = new ProfileMatcher(shipped.snmpProfiles());
        return createSnmp(
                target, spec, Optional.empty(), families, ProbeContext.of(shipped, CheckThresholds.ALL_SIGNALS));
    }

    private SnmpProbe createSnmp(
            Target target,
            ProbeSpec.Snmp spec,
            Optional<DeviceKind> kind,
            ProfileMatcher families,
            ProbeContext context) {
        SnmpClient client = createSnmpClient(spec);
        boolean sights = context.readsClientTables(target);
        return new SnmpProbe(
                target,
                client,
                families,
                spec.profile(),
                kind,
                sights,
                context,
                clock,
                sights ? createAll(client) : singleDeviceFollowUps);
    }

    /** The clock by which its probes ask. */
    public InstantSource clock() {
        return clock;
    }

    public Timers timers() {
        return timers;
    }

    public SnmpClient createSnmpClient(ProbeSpec.Snmp snmp) {
        return new SnmpClient(
                snmpSockets, snmp.address(), snmp.port(), snmp.credentials(), timers, clock, loop, nameResolver);
    }

    private List<Probe> create(
            Target target,
            ProbeSpec spec,
            Optional<DeviceKind> kind,
            Configuration configuration,
            ProfileMatcher families,
            ProbeContext context) {
        ProbeMaker<ProbeSpec> maker = makers.get(spec.getClass());
        if (maker == null) {
            throw new IllegalStateException("no probe type polls as " + spec);
        }
        return maker.make(new ProbeRequest(target, kind, configuration, families, context), spec);
    }

    /** The target of a probe, and what of the configuration it needs. */
    private record ProbeRequest(
            Target target,
            Optional<DeviceKind> kind,
            Configuration configuration,
            ProfileMatcher families,
            ProbeContext context) {}

    /** The construction of the probes of one type. */
    private interface ProbeMaker<S extends ProbeSpec> {
        List<Probe> make(ProbeRequest request, S spec);
    }

    private <S extends ProbeSpec> void add(Class<S> type, ProbeMaker<S> maker) {
        makers.put(type, (request, spec) -> maker.make(request, type.cast(spec)));
    }

    private <S extends ProbeSpec> void addExchange(Class<S> type, Function<S, ProtocolExchange> exchange) {
        add(
                type,
                (request, spec) -> List.of(
                        new ExchangeProbe(request.target(), exchange.apply(spec), timers, clock, request.context())));
    }

    /** The table of probe types: one entry for each case of {@link ProbeSpec}. */
    private void addProbeTypes() {
        add(
                ProbeSpec.Snmp.class,
                (request, snmp) -> List.of(
                        createSnmp(request.target(), snmp, request.kind(), request.families(), request.context())));
        add(ProbeSpec.Http.class, (request, page) -> List.of(createHttp(request, page)));
        add(
                ProbeSpec.Tcp.class,
                (request, ports) -> ports.endpoints().stream()
                        .<Probe>map(endpoint -> new TcpProbe(request.target(), endpoint, tcpClient, timers, clock))
                        .toList());
        add(
                ProbeSpec.Tls.class,
                (request, tls) -> List.of(new TlsProbe(
                        request.target(),
                        tls,
                        tcpClient,
                        publicRoots(),
                        knownIssuers,
                        timers,
                        clock,
                        request.context())));
        addExchange(
                ProbeSpec.Dns.class,
                dns -> new DnsExchange(vertx, dns.name(), dns.server(), dns.expectedAddresses(), blockPages, clock));
        addExchange(ProbeSpec.Ping.class, ping -> new PingExchange(pingRunner, ping.address()));
        addExchange(
                ProbeSpec.Ntp.class,
                ntp -> new NtpExchange(
                        vertx, ntp.endpoint().host(), ntp.endpoint().port(), clock));
        addExchange(
                ProbeSpec.PjLink.class,
                projector -> new PjLinkExchange(
                        tcpClient,
                        projector.endpoint().host(),
                        projector.endpoint().port(),
                        projector.password()));
        addExchange(
                ProbeSpec.Nut.class,
                nut -> new NutExchange(
                        tcpClient, nut.endpoint().host(), nut.endpoint().port(), nut.ups()));
        addExchange(ProbeSpec.Radius.class, radius -> new RadiusExchange(vertx, radius, clock));
    }

    private HttpProbe createHttp(ProbeRequest request, ProbeSpec.Http page) {
        Configuration configuration = request.configuration();
        Optional<HttpProfile> profile = page.profile()
                .flatMap(name -> configuration.httpProfiles().stream()
                        .filter(one -> one.id().equals(name))
                        .findFirst());
        return new HttpProbe(
                request.target(),
                page,
                hasSeveralPages(request.target(), configuration),
                profile,
                httpClient,
                timers,
                clock,
                request.context());
    }

    private SnmpProbe.SnmpFollowUps createAll(SnmpClient client) {
        Map<Integer, SnmpClient> contexts = new HashMap<>();
        return new SnmpProbe.SnmpFollowUps(
                this::ping,
                vlan -> contexts.computeIfAbsent(
                        vlan,
                        number -> client.withCredentials(VlanTableWalk.inVlanContext(client.credentials(), number))));
    }

    private void ping(String address, Consumer<Boolean> answers) {
        new PingExchange(pingRunner, address)
                .start(told -> answers.accept(told instanceof ProtocolExchange.ExchangeResult.ExchangeAnswered));
    }

    private static boolean hasSeveralPages(Target target, Configuration configuration) {
        List<ProbeSpec> specs = target instanceof DeviceId id
                ? configuration.inventory().device(id).map(Device::probes).orElse(List.of())
                : configuration.inventory().services().stream()
                        .filter(service -> service.id().equals(target))
                        .flatMap(service -> service.probes().stream())
                        .toList();
        return specs.stream().filter(ProbeSpec.Http.class::isInstance).count() > 1;
    }

    @Override
    public void close() {
        snmpSockets.close();
        httpClient.close();
        tcpClient.close();
    }
}
