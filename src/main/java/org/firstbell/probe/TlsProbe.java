package org.firstbell.probe;

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
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.ProbeSpec;

/**
 * Shakes hands over TLS and looks at the certificate: when it ends, who signed it, and whether a filter opened the
 * connection. Any certificate is taken, so that an expired or foreign one is seen and told apart; no data is sent.
 * Confined to the polling loop.
 */
final class TlsProbe implements Probe {
    private static final int MOST_NAMES = 5;
    private static final String NO_ROOTS =
            "this machine's public authorities cannot be read, so its certificate is not judged";
    private static final ClientSSLOptions ANY_CERTIFICATE =
            new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");

    private final Target target;
    private final ProbeSpec.Tls spec;
    private final NetClient client;
    private final Future<PublicRoots> roots;
    private final SeenIssuers seen;
    private final Timers timers;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Part part;

    TlsProbe(
            Target target,
            ProbeSpec.Tls spec,
            NetClient client,
            Future<PublicRoots> roots,
            SeenIssuers seen,
            Timers timers,
            InstantSource clock,
            Surroundings surroundings) {
        this.target = target;
        this.spec = spec;
        this.client = client;
        this.roots = roots;
        this.seen = seen;
        this.timers = timers;
        this.clock = clock;
        this.surroundings = surroundings;
        this.part = new Part(Integer.toString(spec.endpoint().port()), true, Part.Pace.BEAT);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String kind() {
        return "tls";
    }

    @Override
    public List<Part> parts() {
        return List.of(part);
    }

    @Override
    public void ask(Part asked, Look look, Consumer<ProbeOutcome> answer) {
        String[] stage = {"no connection in time: it is off, or a firewall is between"};
        Once once = new Once(this, look, clock, timers, answer, () -> stage[0]);
        ProbeSpec.Endpoint to = spec.endpoint();
        client.connect(to.port(), to.host())
                .onFailure(cause -> failed(cause, once))
                .onSuccess(socket -> {
                    socket.exceptionHandler(toldByTheHandshake -> {});
                    once.holds(socket::close);
                    if (!once.over()) {
                        stage[0] = "it takes the connection and does not answer TLS in time";
                        socket.upgradeToSsl(ANY_CERTIFICATE, to.host())
                                .onFailure(cause -> failed(cause, once))
                                .onSuccess(secure -> roots.onFailure(
                                                unread -> once.end(new ProbeOutcome.Garbled(once.asked(), NO_ROOTS)))
                                        .onSuccess(known -> once.end(read(socket, known, once.asked()))));
                    }
                });
    }

    private void failed(Throwable cause, Once once) {
        if (once.over()) {
            return;
        }
        Asked asked = once.asked();
        Optional<String> tls = TlsTrouble.of(cause);
        if (cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)) {
            once.end(new ProbeOutcome.Refused(
                    asked, "port " + spec.endpoint().port() + " refuses: nothing listens there"));
        } else if (tls.isPresent()) {
            once.end(new ProbeOutcome.Garbled(asked, tls.get()));
        } else {
            once.end(new ProbeOutcome.Silent(asked, why(cause)));
        }
    }

    private String why(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "the name " + spec.endpoint().host() + " is not found";
        }
        return cause instanceof ConnectTimeoutException
                ? "no connection in time: it is off, or a firewall is between"
                : "the connection breaks off before a certificate came: " + DeviceText.of(cause);
    }

    private ProbeOutcome read(NetSocket socket, PublicRoots roots, Asked asked) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : socket.peerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException none) {
            return new ProbeOutcome.Garbled(asked, "the server shows no certificate");
        }
        if (chain.isEmpty()) {
            return new ProbeOutcome.Garbled(asked, "the server shows no certificate");
        }
        return judge(chain, roots, asked);
    }

    private ProbeOutcome judge(List<X509Certificate> chain, PublicRoots roots, Asked asked) {
        Answer answer = new Answer(target, clock.instant(), spec.endpoint().host(), true, new Memory(), surroundings);
        X509Certificate leaf = chain.get(0);
        String issuer = DeviceText.clean(leaf.getIssuerX500Principal().getName());
        answer.quantity(
                "tls.expires.seconds",
                Duration.between(answer.now(), leaf.getNotAfter().toInstant()).toSeconds());
        answer.text("tls.issuer", issuer);
        answer.flag("tls.name.ok", CertificateNames.fit(leaf, spec.endpoint().host()));
        complaints(leaf, answer);
        boolean known = expected(issuer) || roots.reachedFrom(chain);
        Optional<String> before = seen.before(place());
        boolean other = before.filter(one -> !one.equals(issuer)).isPresent();
        if (spec.intercepted() == ProbeSpec.Intercepted.FORBIDDEN) {
            // Where this machine cannot tell public authorities, only a change shows a filter.
            if (known || roots.judges() || before.isPresent()) {
                answer.flag("tls.intercepted", !known && (roots.judges() || other));
            }
            if (!known) {
                answer.problem(unknownIssuer(leaf, issuer, roots.judges(), before.filter(one -> other)));
            }
        } else if (!known && other) {
            answer.problem("its certificate is signed by " + issuer + ", and was by " + before.orElse("")
                    + " before: renewed by another authority, or opened by a filter");
        }
        if (known || (before.isEmpty() && !roots.judges()) || spec.intercepted() == ProbeSpec.Intercepted.ALLOWED) {
            seen.remember(place(), known || before.isEmpty() ? issuer : before.orElse(issuer), known);
        }
        return new ProbeOutcome.Answered(asked, answer.readings(), Optional.empty(), answer.problems());
    }

    /** What apps refuse a certificate for, whoever signed it. */
    private void complaints(X509Certificate leaf, Answer answer) {
        Instant ends = leaf.getNotAfter().toInstant();
        Instant begins = leaf.getNotBefore().toInstant();
        if (ends.isBefore(answer.now())) {
            answer.problem("its certificate ended on " + day(ends) + ": it must be renewed");
        } else if (begins.isAfter(answer.now())) {
            answer.problem(
                    "its certificate is valid from " + day(begins) + " on only, or the clock of this machine is wrong");
        }
        if (!CertificateNames.fit(leaf, spec.endpoint().host())) {
            List<String> names = CertificateNames.of(leaf);
            answer.problem("its certificate is not for the name "
                    + spec.endpoint().host() + ": "
                    + (names.isEmpty()
                            ? "it is for none"
                            : "it is for " + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))));
        }
    }

    private static String unknownIssuer(X509Certificate leaf, String issuer, boolean judged, Optional<String> before) {
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

    private String place() {
        return spec.endpoint().host() + ":" + spec.endpoint().port();
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, "2026-11-27".length());
    }

    private boolean expected(String issuer) {
        String low = issuer.toLowerCase(Locale.ROOT);
        return surroundings.platforms().stream()
                .flatMap(platform -> platform.issuers().stream())
                .anyMatch(word -> low.contains(word.toLowerCase(Locale.ROOT)));
    }
}
