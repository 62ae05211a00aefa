package org.firstbell.probe.tls;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.PendingAttempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.Query;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ProbeMemory;
import org.firstbell.probe.profile.ReadingCollector;

/**
 * Shakes hands over TLS and looks at the certificate: when it ends, who signed it, and whether a filter opened the
 * connection. Any certificate is taken, so that an expired or foreign one is seen and told apart; no data is sent.
 * Confined to the polling loop.
 */
public final class TlsProbe implements Probe {
    private static final int MAX_NAMES = 5;
    private static final String NO_ROOTS_REASON =
            "this machine's public authorities cannot be read, so its certificate is not judged";
    private static final ClientSSLOptions ANY_CERTIFICATE =
            new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");

    private final Target target;
    private final ProbeSpec.Tls spec;
    private final NetClient client;
    private final Future<PublicRoots> publicRoots;
    private final KnownIssuers knownIssuers;
    private final Timers timers;
    private final InstantSource clock;
    private final ProbeContext context;
    private final Query query;

    public TlsProbe(
            Target target,
            ProbeSpec.Tls spec,
            NetClient client,
            Future<PublicRoots> roots,
            KnownIssuers seen,
            Timers timers,
            InstantSource clock,
            ProbeContext context) {
        this.target = target;
        this.spec = spec;
        this.client = client;
        this.publicRoots = roots;
        this.knownIssuers = seen;
        this.timers = timers;
        this.clock = clock;
        this.context = context;
        this.query = new Query(Integer.toString(spec.endpoint().port()), true, Query.QueryPace.SESSION);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String type() {
        return "tls";
    }

    @Override
    public List<Query> queries() {
        return List.of(query);
    }

    @Override
    public void execute(Query asked, Attempt attempt, Consumer<ProbeOutcome> answer) {
        String[] stage = {"no connection in time: it is off, or a firewall is between"};
        PendingAttempt once = new PendingAttempt(this, attempt, clock, timers, answer, () -> stage[0]);
        ProbeSpec.Endpoint to = spec.endpoint();
        client.connect(to.port(), to.host())
                .onFailure(cause -> handleFailure(cause, once))
                .onSuccess(socket -> {
                    socket.exceptionHandler(toldByTheHandshake -> {});
                    once.closeWith(socket::close);
                    if (!once.finished()) {
                        stage[0] = "it takes the connection and does not answer TLS in time";
                        socket.upgradeToSsl(ANY_CERTIFICATE, to.host())
                                .onFailure(cause -> handleFailure(cause, once))
                                .onSuccess(secure -> publicRoots
                                        .onFailure(unread -> once.finish(
                                                new ProbeOutcome.Garbled(once.execution(), NO_ROOTS_REASON)))
                                        .onSuccess(known ->
                                                once.finish(readCertificates(socket, known, once.execution()))));
                    }
                });
    }

    private void handleFailure(Throwable cause, PendingAttempt once) {
        if (once.finished()) {
            return;
        }
        QueryExecution execution = once.execution();
        Optional<String> tls = TlsFailure.describe(cause);
        if (cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)) {
            once.finish(new ProbeOutcome.Refused(
                    execution, "port " + spec.endpoint().port() + " refuses: nothing listens there"));
        } else if (tls.isPresent()) {
            once.finish(new ProbeOutcome.Garbled(execution, tls.get()));
        } else {
            once.finish(new ProbeOutcome.Silent(execution, failureReason(cause)));
        }
    }

    private String failureReason(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "the name " + spec.endpoint().host() + " is not found";
        }
        return cause instanceof ConnectTimeoutException
                ? "no connection in time: it is off, or a firewall is between"
                : "the connection breaks off before a certificate came: " + SafeText.of(cause);
    }

    private ProbeOutcome readCertificates(NetSocket socket, PublicRoots roots, QueryExecution execution) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : socket.peerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException none) {
            return new ProbeOutcome.Garbled(execution, "the server shows no certificate");
        }
        if (chain.isEmpty()) {
            return new ProbeOutcome.Garbled(execution, "the server shows no certificate");
        }
        return assessCertificates(chain, roots, execution);
    }

    private ProbeOutcome assessCertificates(List<X509Certificate> chain, PublicRoots roots, QueryExecution execution) {
        ReadingCollector answer =
                new ReadingCollector(target, clock.instant(), spec.endpoint().host(), true, new ProbeMemory(), context);
        X509Certificate leaf = chain.get(0);
        String issuer = SafeText.clean(leaf.getIssuerX500Principal().getName());
        answer.addQuantity(
                "tls.expires.seconds",
                Duration.between(answer.now(), leaf.getNotAfter().toInstant()).toSeconds());
        answer.addText("tls.issuer", issuer);
        answer.addFlag(
                "tls.name.ok", CertificateNames.matches(leaf, spec.endpoint().host()));
        addCertificateProblems(leaf, answer);
        boolean known = isExpectedIssuer(issuer) || roots.isReachedFrom(chain);
        Optional<String> before = knownIssuers.issuerOf(endpointKey());
        boolean other = before.filter(one -> !one.equals(issuer)).isPresent();
        if (spec.interception() == ProbeSpec.InterceptionPolicy.FORBIDDEN) {
            // Where this machine cannot tell public authorities, only a change shows a filter.
            if (known || roots.hasAnchors() || before.isPresent()) {
                answer.addFlag("tls.intercepted", !known && (roots.hasAnchors() || other));
            }
            if (!known) {
                answer.addProblem(unknownIssuerMessage(leaf, issuer, roots.hasAnchors(), before.filter(one -> other)));
            }
        } else if (!known && other) {
            answer.addProblem("its certificate is signed by " + issuer + ", and was by " + before.orElse("")
                    + " before: renewed by another authority, or opened by a filter");
        }
        if (known
                || (before.isEmpty() && !roots.hasAnchors())
                || spec.interception() == ProbeSpec.InterceptionPolicy.ALLOWED) {
            knownIssuers.recordIssuer(endpointKey(), known || before.isEmpty() ? issuer : before.orElse(issuer), known);
        }
        return new ProbeOutcome.Answered(execution, answer.readings(), Optional.empty(), answer.problems());
    }

    /** What apps refuse a certificate for, whoever signed it. */
    private void addCertificateProblems(X509Certificate leaf, ReadingCollector answer) {
        Instant ends = leaf.getNotAfter().toInstant();
        Instant begins = leaf.getNotBefore().toInstant();
        if (ends.isBefore(answer.now())) {
            answer.addProblem("its certificate ended on " + isoDate(ends) + ": it must be renewed");
        } else if (begins.isAfter(answer.now())) {
            answer.addProblem("its certificate is valid from " + isoDate(begins)
                    + " on only, or the clock of this machine is wrong");
        }
        if (!CertificateNames.matches(leaf, spec.endpoint().host())) {
            List<String> names = CertificateNames.of(leaf);
            answer.addProblem("its certificate is not for the name "
                    + spec.endpoint().host() + ": "
                    + (names.isEmpty()
                            ? "it is for none"
                            : "it is for " + String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))));
        }
    }

    private static String unknownIssuerMessage(
            X509Certificate leaf, String issuer, boolean judged, Optional<String> before) {
        String was = before.map(one -> "; before, it was signed by " + one).orElse("");
        if (!judged) {
            return before.isPresent()
                    ? "its certificate is signed by " + issuer + was
                            + ": renewed by another authority, or opened by a filter"
                    : "this machine's Java has no public authorities, so a filter cannot be told";
        }
        if (leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
            return "its certificate signed itself (" + issuer + "): no public authority stands behind it" + was;
        }
        return "its certificate leads to no public authority: signed by " + issuer + was;
    }

    private String endpointKey() {
        return spec.endpoint().host() + ":" + spec.endpoint().port();
    }

    private static String isoDate(Instant instant) {
        return instant.toString().substring(0, "2026-11-27".length());
    }

    private boolean isExpectedIssuer(String issuer) {
        String low = issuer.toLowerCase(Locale.ROOT);
        return context.platforms().stream()
                .flatMap(platform -> platform.issuers().stream())
                .anyMatch(word -> low.contains(word.toLowerCase(Locale.ROOT)));
    }
}
