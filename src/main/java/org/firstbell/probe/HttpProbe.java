package org.firstbell.probe;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
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
 * Asks one page over HTTP or HTTPS. The body is streamed and cut at 1 MiB, or 8 where it speaks of many; the whole look has
 * one deadline, since an idle time-out never ends a server that drips; what fails before a page came is asked once more on
 * another connection (RFC 9112 §9.3.1); and redirects are an answer, not a way to go. Confined to the polling loop.
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
        boolean tables = profile.filter(HttpProbe::tellsOfMany).isPresent();
        this.question = new HttpQuestion(spec, profile, tables);
        this.reading = new HttpReading(target, question.path(), profile, spec.expectBody(), surroundings, clock);
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
        new Fetch(look, answer).send(true);
    }

    /** The profile that reads the page; empty when only the answer counts. */
    Optional<String> profile() {
        return reading.profile();
    }

    /** One look: what came of it so far says what to tell at its deadline. */
    private final class Fetch {
        private final Once once;
        private final Buffer body = Buffer.buffer();
        private String stage = "https".equals(spec.url().getScheme())
                ? "no secure connection in time: it is off, a firewall is between, or it is slow to answer TLS"
                : "no connection in time: it is off, or a firewall is between";

        Fetch(Look look, Consumer<ProbeOutcome> answer) {
            this.once = new Once(HttpProbe.this, look, clock, timers, answer, this::stage);
        }

        private String stage() {
            return body.length() == 0
                    ? stage
                    : "the page does not end in time: " + body.length() + " bytes came, and then too little";
        }

        private void send(boolean first) {
            Future<HttpClientRequest> connecting;
            try {
                connecting = client.request(question.options());
            } catch (IllegalArgumentException unsendable) {
                once.end(new ProbeOutcome.Skipped(once.asked(), "its user, password or key cannot stand in a header"));
                return;
            } catch (IllegalStateException closed) {
                once.end(new ProbeOutcome.Skipped(once.asked(), "Firstbell is stopping"));
                return;
            }
            connecting.onComplete(connected -> {
                if (connected.failed()) {
                    fail(connected.cause());
                    return;
                }
                HttpClientRequest request = connected.result();
                once.holds(request::reset);
                if (once.over()) {
                    return;
                }
                stage = "it takes the connection and sends no page in time";
                request.connection().exceptionHandler(toldByTheRequest -> {});
                question.body().map(request::send).orElseGet(request::send).onComplete(sent -> {
                    if (sent.succeeded()) {
                        read(sent.result());
                    } else if (first && !once.over()) {
                        // A kept connection may have been closed meanwhile, or hold the rest of a page that was too
                        // long.
                        send(false);
                    } else {
                        fail(sent.cause());
                    }
                });
            });
        }

        private void read(HttpClientResponse response) {
            stage = "it begins to answer and sends no page in time";
            response.exceptionHandler(this::fail);
            response.handler(chunk -> {
                if (!once.over() && body.length() + chunk.length() > mostBody) {
                    once.end(tooLarge());
                } else if (!once.over()) {
                    body.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> {
                once.holds(() -> {});
                if (!once.over()) {
                    once.end(whole(response));
                }
            });
        }

        private ProbeOutcome whole(HttpClientResponse response) {
            try {
                return HttpBody.text(body.getBytes(), response.getHeader("content-encoding"), mostBody)
                        .map(text -> reading.outcome(
                                response.statusCode(),
                                text,
                                Optional.ofNullable(response.getHeader("location")),
                                once.asked()))
                        .orElseGet(this::tooLarge);
            } catch (IOException unreadable) {
                return new ProbeOutcome.Garbled(once.asked(), DeviceText.of(unreadable));
            }
        }

        private ProbeOutcome tooLarge() {
            return new ProbeOutcome.Garbled(once.asked(), "the page is larger than " + mostBody / MEBIBYTE + " MiB");
        }

        private void fail(Throwable cause) {
            if (!once.over()) {
                once.end(trouble(cause, once.asked()));
            }
        }

        private ProbeOutcome trouble(Throwable cause, Asked asked) {
            Optional<String> tls = TlsTrouble.of(cause);
            if (tls.isPresent()) {
                return new ProbeOutcome.Garbled(asked, tls.get());
            } else if (cause instanceof ConnectTimeoutException) {
                return new ProbeOutcome.Silent(asked, stage);
            } else if (cause instanceof NoRouteToHostException) {
                return new ProbeOutcome.Silent(asked, "there is no way to it from here: " + DeviceText.of(cause));
            } else if (cause instanceof ConnectException) {
                return new ProbeOutcome.Refused(asked, "the connection is refused: nothing listens there");
            } else if (cause instanceof UnknownHostException) {
                return new ProbeOutcome.Silent(asked, "the name " + spec.url().getHost() + " is not found");
            } else if (cause instanceof ConnectionPoolTooBusyException) {
                return new ProbeOutcome.Skipped(asked, "too many questions wait for that server already");
            } else if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
                return new ProbeOutcome.Garbled(asked, "its headers are longer than any page needs");
            } else if (cause instanceof HttpClosedException || cause instanceof IOException) {
                return new ProbeOutcome.Silent(asked, hungUp() + DeviceText.of(cause));
            } else {
                return new ProbeOutcome.Garbled(asked, "what answers does not speak HTTP: " + DeviceText.of(cause));
            }
        }

        private String hungUp() {
            return body.length() == 0
                    ? "the connection breaks off before a page came: "
                    : "the connection breaks off in the middle of the page, after " + body.length() + " bytes: ";
        }
    }

    /** Whether a page speaks of many: metrics, clients, or years of a service's troubles. */
    private static boolean tellsOfMany(HttpProfile kind) {
        return kind.format() == HttpProfile.Format.PROMETHEUS
                || kind.clients().isPresent()
                || kind.units().isPresent()
                || kind.fields().stream().anyMatch(field -> field.without().isPresent());
    }
}
