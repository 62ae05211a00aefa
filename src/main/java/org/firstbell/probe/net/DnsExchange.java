package org.firstbell.probe.net;

import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.firstbell.model.setup.ProbeSpec;

/**
 * Asks a name server for the addresses of one name, and whether they are the name's own: a filter answers with an address
 * of its block page, or of nobody. Confined to the polling loop.
 */
public final class DnsExchange implements ProtocolExchange {
    private static final int MAX_MILLIS = 10_000;

    private final Vertx vertx;
    private final String name;
    private final Optional<ProbeSpec.Endpoint> server;
    private final Set<String> expectedAddresses;
    private final BlockPageAddresses blockPages;
    private final InstantSource clock;

    /**
     * A question for the addresses of a name.
     *
     * @param server the name server; empty for this machine's own
     * @param expected addresses that are right whatever they look like; empty when any may be
     */
    public DnsExchange(
            Vertx vertx,
            String name,
            Optional<ProbeSpec.Endpoint> server,
            List<String> expected,
            BlockPageAddresses blockPages,
            InstantSource clock) {
        this.vertx = vertx;
        this.name = name;
        this.server = server;
        this.expectedAddresses = Set.copyOf(expected);
        this.blockPages = blockPages;
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return "dns";
    }

    @Override
    public String queryName() {
        return name;
    }

    @Override
    public String timeoutReason() {
        return "the name server" + server.map(at -> " " + at.host()).orElse("") + " does not answer";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        DnsClientOptions options = new DnsClientOptions().setQueryTimeout(MAX_MILLIS);
        server.ifPresent(at -> options.setHost(at.host()).setPort(at.port()));
        return new DnsLookup(vertx.createDnsClient(options), told);
    }

    private final class DnsLookup implements RunningExchange {
        private final DnsClient client;
        private final Consumer<ExchangeResult> callback;
        private boolean finished;

        DnsLookup(DnsClient client, Consumer<ExchangeResult> told) {
            this.client = client;
            this.callback = told;
            resend();
        }

        @Override
        public void resend() {
            Instant begun = clock.instant();
            client.resolveA(name)
                    .compose(found ->
                            found.isEmpty() ? client.resolveAAAA(name) : io.vertx.core.Future.succeededFuture(found))
                    .onSuccess(found -> finish(assessAddresses(found, Duration.between(begun, clock.instant()))))
                    .onFailure(cause -> lookupFailed(cause, Duration.between(begun, clock.instant())));
        }

        private void lookupFailed(Throwable cause, Duration took) {
            if (cause instanceof DnsException answer) {
                finish(DnsExchange.this.errorResult(answer.code(), took));
            }
        }

        private void finish(ExchangeResult outcome) {
            if (!finished) {
                close();
                callback.accept(outcome);
            }
        }

        @Override
        public void close() {
            if (!finished) {
                finished = true;
                client.close();
            }
        }
    }

    /** What an error of the name server means (RFC 1035 §4.1.1): that there is no such name is an answer. */
    private ExchangeResult errorResult(DnsResponseCode code, Duration took) {
        if (code == DnsResponseCode.NXDOMAIN || code == DnsResponseCode.NOERROR) {
            return answerResult(false, took, List.of(), "the name server says that " + name + " does not exist");
        }
        return code == DnsResponseCode.REFUSED
                ? new ExchangeResult.ExchangeRefused("the name server does not answer this machine (REFUSED)")
                : answerResult(false, took, List.of(), "the name server fails on " + name + " (" + code + ")");
    }

    private ExchangeResult assessAddresses(List<String> found, Duration took) {
        Set<String> addresses = new TreeSet<>(found);
        if (addresses.isEmpty()) {
            return answerResult(false, took, addresses, "the name server knows no address of " + name);
        }
        if (!expectedAddresses.isEmpty()) {
            return expectedAddresses.containsAll(addresses)
                    ? answerResult(true, took, addresses, "")
                    : answerResult(
                            false,
                            took,
                            addresses,
                            name + " leads to " + String.join(", ", addresses) + ", not where it should");
        }
        return addresses.stream()
                .flatMap(address -> blockPages.reason(address).stream())
                .findFirst()
                .map(reason -> answerResult(false, took, addresses, name + " is blocked by a filter: " + reason))
                .orElseGet(() -> answerResult(true, took, addresses, ""));
    }

    private ExchangeResult answerResult(boolean resolves, Duration took, Iterable<String> addresses, String problem) {
        String source = "A " + name;
        List<ProtocolReading> facts = new ArrayList<>();
        facts.add(ProtocolReading.of("dns.resolves", resolves, source));
        facts.add(ProtocolReading.of("dns.time.seconds", took.toNanos() / 1e9, source));
        String list = String.join(", ", addresses);
        if (!list.isEmpty()) {
            facts.add(ProtocolReading.of("dns.addresses", list, source));
        }
        return new ExchangeResult.ExchangeAnswered(facts, problem.isEmpty() ? List.of() : List.of(problem));
    }
}
