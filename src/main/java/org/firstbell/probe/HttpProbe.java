package org.firstbell.probe;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;

/**
 * Asks one page over HTTP or HTTPS. The body is streamed and cut at 1 MiB, or 8 where it speaks of many, the whole look has one deadline (an idle
 * time-out never ends a server that drips), and redirects are an answer, not a way to go. Confined to the polling loop.
 */
final class HttpProbe implements Probe {
    private static final int MEBIBYTE = 1024 * 1024;

    /** What speaks of hundreds of clients or metrics may be longer. */
    private static final int MOST_MEBIBYTES_OF_TABLES = 8;

    private final Target target;
    private final ProbeSpec.Http spec;
    private final HttpClient client;
    private final Timers timers;
    private final InstantSource clock;
    private final HttpQuestion question;
    private final HttpReading reading;
    private final int mostBody;
    private final Part part;

    HttpProbe(
            Target target,
            ProbeSpec.Http spec,
            boolean oneOfSeveral,
            Optional<HttpProfile> profile,
            HttpClient client,
            Timers timers,
            InstantSource clock,
            Surroundings surroundings) {
        this.target = target;
        this.spec = spec;
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        this.question = new HttpQuestion(spec, profile);
        this.reading = new HttpReading(target, question.path(), profile, spec.expectBody(), surroundings, clock);
        boolean tables = profile.filter(kind -> kind.format() == HttpProfile.Format.PROMETHEUS
                        || kind.clients().isPresent()
                        || kind.units().isPresent())
                .isPresent();
        this.mostBody = (tables ? MOST_MEBIBYTES_OF_TABLES : 1) * MEBIBYTE;
        boolean controller = profile.filter(
                        kind -> kind.clients().isPresent() || kind.units().isPresent())
                .isPresent();
        this.part = new Part(
                oneOfSeveral ? spec.url().getAuthority() + question.path() : "page",
                true,
                controller ? Part.Pace.CONTROLLER : Part.Pace.BEAT);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public List<Part> parts() {
        return List.of(part);
    }

    @Override
    public boolean counts(Part asked) {
        return reading.counts();
    }

    @Override
    public void ask(Part asked, Look look, Consumer<ProbeOutcome> answer) {
        Instant begun = clock.instant();
        Once once =
                new Once(timers, look, answer, () -> new ProbeOutcome.Silent(question(look, begun), "no page in time"));
        send(look, begun, once, true);
    }

    private void send(Look look, Instant begun, Once once, boolean first) {
        client.request(question.options()).onComplete(connected -> {
            if (connected.failed()) {
                fail(connected.cause(), look, begun, once);
                return;
            }
            HttpClientRequest request = connected.result();
            once.holds(request::reset);
            if (once.over()) {
                return;
            }
            request.connection().exceptionHandler(toldByTheRequest -> {});
            question.body().map(request::send).orElseGet(request::send).onComplete(sent -> {
                if (sent.succeeded()) {
                    read(sent.result(), look, begun, once);
                } else if (first && !once.over() && brokeOff(sent.cause())) {
                    send(look, begun, once, false);
                } else {
                    fail(sent.cause(), look, begun, once);
                }
            });
        });
    }

    /** Whether a connection that had been kept was closed meanwhile, as any server may do (RFC 9112 §9.3.1). */
    private static boolean brokeOff(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof SocketException;
    }

    private void fail(Throwable cause, Look look, Instant begun, Once once) {
        if (once.over()) {
            return;
        }
        Asked asked = question(look, begun);
        Optional<String> tls = TlsTrouble.of(cause);
        if (tls.isPresent()) {
            once.end(new ProbeOutcome.Garbled(asked, tls.get()));
        } else if (cause instanceof ConnectTimeoutException) {
            once.end(new ProbeOutcome.Silent(asked, "no connection in time"));
        } else if (cause instanceof ConnectException) {
            once.end(new ProbeOutcome.Refused(asked, "the connection is refused: nothing listens there"));
        } else if (cause instanceof UnknownHostException) {
            once.end(new ProbeOutcome.Silent(asked, "the name " + spec.url().getHost() + " is not found"));
        } else if (cause instanceof HttpClosedException || cause instanceof IOException) {
            once.end(new ProbeOutcome.Silent(asked, "the connection breaks off: " + DeviceText.of(cause)));
        } else {
            once.end(new ProbeOutcome.Garbled(asked, "what answers does not speak HTTP: " + DeviceText.of(cause)));
        }
    }

    private void read(HttpClientResponse response, Look look, Instant begun, Once once) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(broken -> fail(broken, look, begun, once));
        response.handler(chunk -> {
            if (!once.over() && body.length() + chunk.length() > mostBody) {
                once.end(new ProbeOutcome.Garbled(
                        question(look, begun), "the page is larger than " + mostBody / MEBIBYTE + " MiB"));
            } else if (!once.over()) {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            once.holds(() -> {});
            if (!once.over()) {
                once.end(reading.outcome(
                        response.statusCode(), body.toString(StandardCharsets.UTF_8), question(look, begun)));
            }
        });
    }

    private Asked question(Look look, Instant begun) {
        return new Asked(
                target, kind(), part.name(), true, begun, Duration.between(begun, clock.instant()), look.interval());
    }
}
