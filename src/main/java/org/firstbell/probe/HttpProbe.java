package org.firstbell.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one page over HTTP or HTTPS. The body is streamed and cut at 1 MiB, the whole look has one deadline (an idle
 * time-out never ends a server that drips), and redirects are an answer, not a way to go. Confined to the polling loop.
 */
final class HttpProbe implements Probe {
    private static final int MOST_BODY = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(HttpProbe.class);

    private final Target target;
    private final ProbeSpec.Http spec;
    private final Optional<HttpProfile> profile;
    private final HttpClient client;
    private final Timers timers;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Part part = new Part("page", true, Part.Pace.BEAT);

    HttpProbe(
            Target target,
            ProbeSpec.Http spec,
            Optional<HttpProfile> profile,
            HttpClient client,
            Timers timers,
            InstantSource clock,
            Surroundings surroundings) {
        this.target = target;
        this.spec = spec;
        this.profile = profile;
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        this.surroundings = surroundings;
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
    public void ask(Part asked, Look look, Consumer<ProbeOutcome> answer) {
        Instant begun = clock.instant();
        Once once =
                new Once(timers, look, answer, () -> new ProbeOutcome.Silent(question(look, begun), "no page in time"));
        send(look, begun, once, true);
    }

    private void send(Look look, Instant begun, Once once, boolean first) {
        client.request(options()).onComplete(connected -> {
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
            request.putHeader("accept", "application/json, text/html;q=0.8, */*;q=0.5");
            request.send().onComplete(sent -> {
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

    private RequestOptions options() {
        URI url = spec.url();
        boolean tls = "https".equals(url.getScheme());
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? source() : source() + "?" + url.getRawQuery())
                .putHeader("user-agent", "Firstbell (readiness check of a school)")
                .setFollowRedirects(false);
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
            if (!once.over() && body.length() + chunk.length() > MOST_BODY) {
                once.end(new ProbeOutcome.Garbled(question(look, begun), "the page is larger than 1 MiB"));
            } else if (!once.over()) {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            once.holds(() -> {});
            if (!once.over()) {
                once.end(judge(response.statusCode(), body, question(look, begun)));
            }
        });
    }

    private ProbeOutcome judge(int status, Buffer body, Asked asked) {
        try {
            return judged(status, body, asked);
        } catch (RuntimeException unreadable) {
            LOG.error("A page of {} could not be read", target, unreadable);
            return new ProbeOutcome.Garbled(asked, "its page could not be read: " + DeviceText.of(unreadable));
        }
    }

    private ProbeOutcome judged(int status, Buffer body, Asked asked) {
        Answer answer = new Answer(target, clock.instant(), source(), true, new Memory(), surroundings);
        answer.quantity("http.status", status);
        answer.quantity("http.time.seconds", asked.took().toNanos() / 1e9);
        answer.quantity("response.time.seconds", asked.took().toNanos() / 1e9);
        String text = body.toString(StandardCharsets.UTF_8);
        boolean good = spec.expectBody().map(text::contains).orElse(true);
        if (profile.isPresent()) {
            if (!profile.get().statuses().contains(status)) {
                answer.problem("it answers with status " + status);
                good = false;
            } else {
                Optional<JsonNode> root = object(text);
                if (root.isEmpty()) {
                    return new ProbeOutcome.Garbled(asked, "its page is not the JSON object that its profile expects");
                }
                good &= says(profile.get(), root.get(), answer);
            }
        } else if (!good) {
            answer.problem("its page does not say what it should");
        }
        if (profile.isPresent() || spec.expectBody().isPresent()) {
            answer.flag("http.body.ok", good);
        }
        return new ProbeOutcome.Answered(asked, answer.readings(), Optional.empty(), answer.problems());
    }

    private String source() {
        return spec.url().getRawPath() == null || spec.url().getRawPath().isEmpty()
                ? "/"
                : spec.url().getRawPath();
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Reads a profile's fields; whether the page says that all is well. */
    private static boolean says(HttpProfile kind, JsonNode root, Answer answer) {
        kind.fields().forEach(field -> JsonFields.read(field, root, answer));
        boolean well = true;
        for (var good : kind.good().entrySet()) {
            JsonNode told = root.at(good.getKey());
            if (!told.isMissingNode() && !told.isNull() && !good.getValue().contains(told.asText())) {
                answer.problem("it says of itself: " + DeviceText.clean(told.asText()));
                well = false;
            }
        }
        return well;
    }

    private Asked question(Look look, Instant begun) {
        return new Asked(
                target, kind(), part.name(), true, begun, Duration.between(begun, clock.instant()), look.interval());
    }
}
