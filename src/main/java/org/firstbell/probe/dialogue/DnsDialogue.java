package org.firstbell.probe.dialogue;

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
public final class DnsDialogue implements Dialogue {
    private static final int LONGEST_MILLIS = 10_000;

    private final Vertx vertx;
    private final String name;
    private final Optional<ProbeSpec.Endpoint> server;
    private final Set<String> expected;
    private final BlockPages blockPages;
    private final InstantSource clock;

    /**
     * A question for the addresses of a name.
     *
     * @param server the name server; empty for this machine's own
     * @param expected addresses that are right whatever they look like; empty when any may be
     */
    public DnsDialogue(
            Vertx vertx,
            String name,
            Optional<ProbeSpec.Endpoint> server,
            List<String> expected,
            BlockPages blockPages,
            InstantSource clock) {
        this.vertx = vertx;
        this.name = name;
        this.server = server;
        this.expected = Set.copyOf(expected);
        this.blockPages = blockPages;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "dns";
    }

    @Override
    public String part() {
        return name;
    }

    @Override
    public String silence() {
        return "the name server" + server.map(at -> " " + at.host()).orElse("") + " does not answer";
    }

    @Override
    public Running begin(Consumer<Told> told) {
        DnsClientOptions options = new DnsClientOptions().setQueryTimeout(LONGEST_MILLIS);
        server.ifPresent(at -> options.setHost(at.host()).setPort(at.port()));
        return new Asking(vertx.createDnsClient(options), told);
    }

    private final class Asking implements Running {
        private final DnsClient client;
        private final Consumer<Told> told;
        private boolean over;

        Asking(DnsClient client, Consumer<Told> told) {
            this.client = client;
            this.told = told;
            again();
        }

        @Override
        public void again() {
            Instant begun = clock.instant();
            client.resolveA(name)
                    .compose(found ->
                            found.isEmpty() ? client.resolveAAAA(name) : io.vertx.core.Future.succeededFuture(found))
                    .onSuccess(found -> end(judge(found, Duration.between(begun, clock.instant()))))
                    .onFailure(cause -> refused(cause, Duration.between(begun, clock.instant())));
        }

        private void refused(Throwable cause, Duration took) {
            if (cause instanceof DnsException answer) {
                end(DnsDialogue.this.refused(answer.code(), took));
            }
        }

        private void end(Told outcome) {
            if (!over) {
                close();
                told.accept(outcome);
            }
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                client.close();
            }
        }
    }

    /** What an error of the name server means (RFC 1035 §4.1.1): that there is no such name is an answer. */
    private Told refused(DnsResponseCode code, Duration took) {
        if (code == DnsResponseCode.NXDOMAIN || code == DnsResponseCode.NOERROR) {
            return answered(false, took, List.of(), "the name server says that " + name + " does not exist");
        }
        return code == DnsResponseCode.REFUSED
                ? new Told.Refusal("the name server does not answer this machine (REFUSED)")
                : answered(false, took, List.of(), "the name server fails on " + name + " (" + code + ")");
    }

    private Told judge(List<String> found, Duration took) {
        Set<String> addresses = new TreeSet<>(found);
        if (addresses.isEmpty()) {
            return answered(false, took, addresses, "the name server knows no address of " + name);
        }
        if (!expected.isEmpty()) {
            return expected.containsAll(addresses)
                    ? answered(true, took, addresses, "")
                    : answered(
                            false,
                            took,
                            addresses,
                            name + " leads to " + String.join(", ", addresses) + ", not where it should");
        }
        return addresses.stream()
                .flatMap(address -> blockPages.reason(address).stream())
                .findFirst()
                .map(reason -> answered(false, took, addresses, name + " is blocked by a filter: " + reason))
                .orElseGet(() -> answered(true, took, addresses, ""));
    }

    private Told answered(boolean resolves, Duration took, Iterable<String> addresses, String problem) {
        String source = "A " + name;
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("dns.resolves", resolves, source));
        facts.add(Fact.of("dns.time.seconds", took.toNanos() / 1e9, source));
        String list = String.join(", ", addresses);
        if (!list.isEmpty()) {
            facts.add(Fact.of("dns.addresses", list, source));
        }
        return new Told.Facts(facts, problem.isEmpty() ? List.of() : List.of(problem));
    }
}
