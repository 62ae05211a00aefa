package org.firstbell.probe;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
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
    private final Target target;
    private final ProbeSpec.Tls spec;
    private final NetClient client;
    private final PublicRoots roots;
    private final Timers timers;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Part part;

    TlsProbe(
            Target target,
            ProbeSpec.Tls spec,
            NetClient client,
            PublicRoots roots,
            Timers timers,
            InstantSource clock,
            Surroundings surroundings) {
        this.target = target;
        this.spec = spec;
        this.client = client;
        this.roots = roots;
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
        Instant begun = clock.instant();
        Once once = new Once(
                timers,
                look,
                answer,
                () -> new ProbeOutcome.Silent(question(look, begun), "no secure connection in time"));
        ProbeSpec.Endpoint to = spec.endpoint();
        client.connect(to.port(), to.host(), to.host()).onComplete(connected -> {
            if (connected.succeeded()) {
                NetSocket socket = connected.result();
                once.end(read(socket, question(look, begun)));
                socket.close();
            } else if (connected.cause() instanceof ConnectException
                    && !(connected.cause() instanceof ConnectTimeoutException)) {
                once.end(new ProbeOutcome.Refused(question(look, begun), "port " + to.port() + " refuses"));
            } else if (TlsTrouble.of(connected.cause()).isPresent()) {
                once.end(new ProbeOutcome.Garbled(
                        question(look, begun), TlsTrouble.of(connected.cause()).get()));
            } else {
                once.end(new ProbeOutcome.Silent(question(look, begun), DeviceText.of(connected.cause())));
            }
        });
    }

    private ProbeOutcome read(NetSocket socket, Asked asked) {
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
        Answer answer = new Answer(target, clock.instant(), spec.endpoint().host(), true, new Memory(), surroundings);
        X509Certificate leaf = chain.get(0);
        String issuer = DeviceText.clean(leaf.getIssuerX500Principal().getName());
        double left =
                Duration.between(answer.now(), leaf.getNotAfter().toInstant()).toSeconds();
        answer.quantity("tls.expires.seconds", left);
        answer.text("tls.issuer", issuer);
        if (spec.intercepted() == ProbeSpec.Intercepted.FORBIDDEN) {
            boolean opened = !expected(issuer) && !roots.reachedFrom(chain);
            if (!opened || roots.judges()) {
                answer.flag("tls.intercepted", opened);
            }
            if (opened) {
                answer.problem(
                        roots.judges()
                                ? "its certificate leads to no public authority: signed by " + issuer
                                : "this machine's Java has no public authorities, so a filter cannot be told");
            }
        }
        return new ProbeOutcome.Answered(asked, answer.readings(), Optional.empty(), answer.problems());
    }

    private boolean expected(String issuer) {
        String low = issuer.toLowerCase(Locale.ROOT);
        return surroundings.platforms().stream()
                .flatMap(platform -> platform.issuers().stream())
                .anyMatch(word -> low.contains(word.toLowerCase(Locale.ROOT)));
    }

    private Asked question(Look look, Instant begun) {
        return new Asked(
                target, kind(), part.name(), true, begun, Duration.between(begun, clock.instant()), look.interval());
    }
}
