package org.firstbell.probe.http;

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
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.PendingAttempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.Query;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.tls.TlsFailure;

/**
 * Asks one page over HTTP or HTTPS. The body is streamed and cut at 1 MiB, or 8 where it speaks of many; the whole look has
 * one deadline, since an idle time-out never ends a server that drips; what fails before a page came is asked once more on
 * another connection (RFC 9112 §9.3.1); and redirects are an answer, not a way to go. Confined to the polling loop.
 */
public final class HttpProbe implements Probe {
    private static final int MEBIBYTE = 1024 * 1024;

    /** What speaks of hundreds of clients or metrics may be longer. */
    private static final int MAX_TABLE_MEBIBYTES = 8;

    private final Target target;
    private final ProbeSpec.Http spec;
    private final HttpClient client;
    private final Timers timers;
    private final InstantSource clock;
    private final HttpRequestTemplate requestTemplate;
    private final HttpResponseReader responseReader;
    private final int maxBodyOctets;
    private final Query query;

    public HttpProbe(
            Target target,
            ProbeSpec.Http spec,
            boolean oneOfSeveral,
            Optional<HttpProfile> profile,
            HttpClient client,
            Timers timers,
            InstantSource clock,
            ProbeContext context) {
        this.target = target;
        this.spec = spec;
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        boolean tables = profile.filter(HttpProbe::readsTables).isPresent();
        this.requestTemplate = new HttpRequestTemplate(spec, profile, tables);
        this.responseReader =
                new HttpResponseReader(target, requestTemplate.path(), profile, spec.expectedBody(), context, clock);
        this.maxBodyOctets = (tables ? MAX_TABLE_MEBIBYTES : 1) * MEBIBYTE;
        boolean controller = profile.filter(kind ->
                        kind.clients().isPresent() || kind.accessPoints().isPresent())
                .isPresent();
        this.query = new Query(
                oneOfSeveral ? spec.url().getAuthority() + requestTemplate.path() : "page",
                true,
                controller ? Query.QueryPace.CONTROLLER : Query.QueryPace.SESSION);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public List<Query> queries() {
        return List.of(query);
    }

    @Override
    public boolean hasRates(Query asked) {
        return responseReader.hasRates();
    }

    @Override
    public void execute(Query asked, Attempt attempt, Consumer<ProbeOutcome> answer) {
        new PageFetch(attempt, answer).send(true);
    }

    /** The profile that reads the page; empty when only the answer counts. */
    public Optional<String> profileId() {
        return responseReader.profileId();
    }

    /** One look: what came of it so far says what to tell at its deadline. */
    private final class PageFetch {
        private final PendingAttempt attempt;
        private final Buffer body = Buffer.buffer();
        private String timeoutReason = "https".equals(spec.url().getScheme())
                ? "no secure connection in time: it is off, a firewall is between, or it is slow to answer TLS"
                : "no connection in time: it is off, or a firewall is between";

        PageFetch(Attempt attempt, Consumer<ProbeOutcome> answer) {
            this.attempt = new PendingAttempt(HttpProbe.this, attempt, clock, timers, answer, this::timeoutReason);
        }

        private String timeoutReason() {
            return body.length() == 0
                    ? timeoutReason
                    : "the page does not end in time: " + body.length() + " bytes came, and then too little";
        }

        private void send(boolean first) {
            Future<HttpClientRequest> connecting;
            try {
                connecting = client.request(requestTemplate.options());
            } catch (IllegalArgumentException unsendable) {
                attempt.finish(new ProbeOutcome.Skipped(
                        attempt.execution(), "its user, password or key cannot stand in a header"));
                return;
            } catch (IllegalStateException closed) {
                attempt.finish(new ProbeOutcome.Skipped(attempt.execution(), "Firstbell is stopping"));
                return;
            }
            connecting.onComplete(connected -> {
                if (connected.failed()) {
                    fail(connected.cause());
                    return;
                }
                HttpClientRequest request = connected.result();
                attempt.closeWith(request::reset);
                if (attempt.finished()) {
                    return;
                }
                timeoutReason = "it takes the connection and sends no page in time";
                request.connection().exceptionHandler(toldByTheRequest -> {});
                requestTemplate
                        .body()
                        .map(request::send)
                        .orElseGet(request::send)
                        .onComplete(sent -> {
                            if (sent.succeeded()) {
                                receive(sent.result());
                            } else if (first && !attempt.finished()) {
                                // A kept connection may have been closed meanwhile, or hold the rest of a page that was
                                // too
                                // long.
                                send(false);
                            } else {
                                fail(sent.cause());
                            }
                        });
            });
        }

        private void receive(HttpClientResponse response) {
            timeoutReason = "it begins to answer and sends no page in time";
            response.exceptionHandler(this::fail);
            response.handler(chunk -> {
                if (!attempt.finished() && body.length() + chunk.length() > maxBodyOctets) {
                    attempt.finish(tooLarge());
                } else if (!attempt.finished()) {
                    body.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> {
                attempt.closeWith(() -> {});
                if (!attempt.finished()) {
                    attempt.finish(pageOutcome(response));
                }
            });
        }

        private ProbeOutcome pageOutcome(HttpClientResponse response) {
            try {
                return HttpBody.decode(body.getBytes(), response.getHeader("content-encoding"), maxBodyOctets)
                        .map(text -> responseReader.outcome(
                                response.statusCode(),
                                text,
                                Optional.ofNullable(response.getHeader("location")),
                                attempt.execution()))
                        .orElseGet(this::tooLarge);
            } catch (IOException unreadable) {
                return new ProbeOutcome.Garbled(attempt.execution(), SafeText.of(unreadable));
            }
        }

        private ProbeOutcome tooLarge() {
            return new ProbeOutcome.Garbled(
                    attempt.execution(), "the page is larger than " + maxBodyOctets / MEBIBYTE + " MiB");
        }

        private void fail(Throwable cause) {
            if (!attempt.finished()) {
                attempt.finish(failureOutcome(cause, attempt.execution()));
            }
        }

        private ProbeOutcome failureOutcome(Throwable cause, QueryExecution execution) {
            Optional<String> tls = TlsFailure.describe(cause);
            if (tls.isPresent()) {
                return new ProbeOutcome.Garbled(execution, tls.get());
            } else if (cause instanceof ConnectTimeoutException) {
                return new ProbeOutcome.Silent(execution, timeoutReason);
            } else if (cause instanceof NoRouteToHostException) {
                return new ProbeOutcome.Silent(execution, "there is no way to it from here: " + SafeText.of(cause));
            } else if (cause instanceof ConnectException) {
                return new ProbeOutcome.Refused(execution, "the connection is refused: nothing listens there");
            } else if (cause instanceof UnknownHostException) {
                return new ProbeOutcome.Silent(
                        execution, "the name " + spec.url().getHost() + " is not found");
            } else if (cause instanceof ConnectionPoolTooBusyException) {
                return new ProbeOutcome.Skipped(execution, "too many questions wait for that server already");
            } else if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
                return new ProbeOutcome.Garbled(execution, "its headers are longer than any page needs");
            } else if (cause instanceof HttpClosedException || cause instanceof IOException) {
                return new ProbeOutcome.Silent(execution, disconnectReason() + SafeText.of(cause));
            } else {
                return new ProbeOutcome.Garbled(execution, "what answers does not speak HTTP: " + SafeText.of(cause));
            }
        }

        private String disconnectReason() {
            return body.length() == 0
                    ? "the connection breaks off before a page came: "
                    : "the connection breaks off in the middle of the page, after " + body.length() + " bytes: ";
        }
    }

    /** Whether a page speaks of many: metrics, clients, or years of a service's troubles. */
    private static boolean readsTables(HttpProfile kind) {
        return kind.format() == HttpProfile.BodyFormat.PROMETHEUS
                || kind.clients().isPresent()
                || kind.accessPoints().isPresent()
                || kind.fields().stream().anyMatch(field -> field.withoutField().isPresent());
    }
}
