package org.firstbell.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;

/**
 * Asks one page over HTTP or HTTPS. The body is streamed and cut at 1 MiB, the whole look has one deadline (an idle
 * time-out never ends a server that drips), and redirects are an answer, not a way to go. Confined to the polling loop.
 */
final class HttpProbe implements Probe {
    private static final int MOST_BODY = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

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
        Once once = new Once(
                timers, look, answer, () -> new ProbeOutcome.Silent(question(look, begun), "no page in time"));
        send(look, begun, once, true);
    }

    private void send(Look look, Instant begun, Once once, boolean first) {
        client.request(options()).onComplete(connected -> {
            if (connected.failed()) {
                fail(connected.cause(), look, begun, once);
                return;
            }
            connected.result().putHeader("accept", "application/json, text/html;q=0.8, */*;q=0.5");
            connected.result().send().onComplete(sent -> {
                if (sent.succeeded()) {
                    read(sent.result(), look, begun, once);
                } else if (first && !once.over() && !(sent.cause() instanceof SSLException)) {
                    send(look, begun, once, false);
                } else {
                    fail(sent.cause(), look, begun, once);
                }
            });
        });
    }

    private RequestOptions options() {
        URI url = spec.url();
        boolean tls = "https".equals(url.getScheme());
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .putHeader("user-agent", "Firstbell (readiness check of a school)")
                .setFollowRedirects(false);
    }

    private void fail(Throwable cause, Look look, Instant begun, Once once) {
        Asked asked = question(look, begun);
        if (cause instanceof ConnectException) {
            once.end(new ProbeOutcome.Refused(asked, "the connection is refused"));
        } else if (cause instanceof SSLException) {
            once.end(new ProbeOutcome.Garbled(asked, "the secure connection fails: " + DeviceText.of(cause)));
        } else if (cause instanceof java.net.UnknownHostException) {
            once.end(new ProbeOutcome.Silent(asked, "the name " + spec.url().getHost() + " is not found"));
        } else {
            once.end(new ProbeOutcome.Garbled(asked, "the answer breaks off: " + DeviceText.of(cause)));
        }
    }

    private void read(HttpClientResponse response, Look look, Instant begun, Once once) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(broken -> fail(broken, look, begun, once));
        response.handler(chunk -> {
            if (once.over() || body.length() + chunk.length() > MOST_BODY) {
                response.request().reset();
                once.end(new ProbeOutcome.Garbled(question(look, begun), "the page is larger than 1 MiB"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            if (!once.over()) {
                once.end(judge(response.statusCode(), body, look, begun));
            }
        });
    }

    private ProbeOutcome judge(int status, Buffer body, Look look, Instant begun) {
        Asked asked = question(look, begun);
        Answer answer = new Answer(
                target, clock.instant(), spec.url().getPath(), true, new Memory(), surroundings);
        answer.quantity("http.status", status);
        answer.quantity("http.time.seconds", asked.took().toNanos() / 1e9);
        answer.quantity("response.time.seconds", asked.took().toNanos() / 1e9);
        String text = body.toString(StandardCharsets.UTF_8);
        Optional<String> bad = profile.flatMap(kind -> json(kind, status, text, answer));
        boolean good = bad.isEmpty()
                && status < 500
                && spec.expectBody().map(text::contains).orElse(true);
        if (profile.isPresent() || spec.expectBody().isPresent()) {
            answer.flag("http.body.ok", good);
        }
        if (bad.isPresent()) {
            return new ProbeOutcome.Garbled(asked, bad.get());
        }
        return new ProbeOutcome.Answered(asked, answer.readings(), Optional.empty(), answer.problems());
    }

    /** Reads a profile's fields; the sentence why the answer is not good, if it is not. */
    private Optional<String> json(HttpProfile kind, int status, String text, Answer answer) {
        if (!kind.statuses().contains(status)) {
            return Optional.of("it answers with status " + status);
        }
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                return Optional.of("the page is not a JSON object");
            }
            for (var good : kind.good().entrySet()) {
                JsonNode told = root.at(good.getKey());
                if (!told.isMissingNode() && !good.getValue().contains(told.asText())) {
                    return Optional.of("it says of itself: " + DeviceText.clean(told.asText()));
                }
            }
            kind.fields().forEach(field -> JsonFields.read(field, root, answer));
            return Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.of("the page is not JSON");
        }
    }

    private Asked question(Look look, Instant begun) {
        return new Asked(
                target, kind(), part.name(), true, begun, Duration.between(begun, clock.instant()), look.interval());
    }
}
