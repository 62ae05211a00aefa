package org.firstbell.probe.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.tls.PinnedCertificateTrust;

/** How one page is asked for: its address, headers and body, with what lets us in. Secrets stay in here. Immutable. */
final class HttpRequestTemplate {
    private static final Map<String, String> PLACEHOLDERS =
            Map.of("{user}", "user", "{password}", "password", "{key}", "key");

    private final ProbeSpec.Http spec;
    private final HttpProfile.ProfileRequest request;
    private final boolean prometheus;
    private final boolean acceptsGzip;
    private final Optional<ClientSSLOptions> tlsOptions;

    /**
     * A question for one page.
     *
     * @param packed whether the page may come packed, which large ones better do
     */
    HttpRequestTemplate(ProbeSpec.Http spec, Optional<HttpProfile> profile, boolean packed) {
        this.spec = spec;
        this.acceptsGzip = packed;
        this.tlsOptions = spec.certificate().map(HttpRequestTemplate::trusting);
        this.request = profile.map(HttpProfile::request).orElse(HttpProfile.ProfileRequest.GET);
        this.prometheus = profile.filter(kind -> kind.format() == HttpProfile.BodyFormat.PROMETHEUS)
                .isPresent();
    }

    private static ClientSSLOptions trusting(String certificate) {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
        return certificate.equals(ProbeSpec.Http.ANY_CERTIFICATE)
                ? options.setTrustAll(true)
                : options.setTrustOptions(TrustOptions.wrap(new PinnedCertificateTrust(certificate)));
    }

    /** The page's path without its query, which may hold a secret. */
    String path() {
        String path = requestUri().split("\\?", 2)[0];
        return path.isEmpty() ? "/" : path;
    }

    private String requestUri() {
        URI url = spec.url();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if ((path.isEmpty() || path.equals("/"))
                && url.getRawQuery() == null
                && request.path().isPresent()) {
            return request.path().get();
        }
        return (path.isEmpty() ? "/" : path) + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    RequestOptions options() {
        URI url = spec.url();
        boolean tls = "https".equals(url.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(fillPlaceholders(requestUri(), secret -> URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .putHeader("user-agent", "Firstbell (readiness check of a school)")
                .putHeader(
                        "accept",
                        prometheus ? "text/plain;version=0.0.4" : "application/json, text/html;q=0.8, */*;q=0.5")
                .setFollowRedirects(false);
        if (acceptsGzip) {
            options.putHeader("accept-encoding", "gzip");
        }
        if (tls) {
            tlsOptions.ifPresent(options::setSslOptions);
        }
        request.headers().forEach((name, value) -> options.putHeader(name, fillPlaceholders(value, secret -> secret)));
        authorization().ifPresent(value -> options.putHeader("authorization", value));
        return options;
    }

    /** Its body, where it has one. */
    Optional<Buffer> body() {
        return request.body().map(text -> Buffer.buffer(fillPlaceholders(text, HttpRequestTemplate::escapeJson)));
    }

    /** What lets us in, where the profile has no place of its own for it (RFC 7617, RFC 6750). */
    private Optional<String> authorization() {
        if (hasPlaceholder()) {
            return Optional.empty();
        }
        ProbeSpec.HttpLogin login = spec.login();
        if (login.user().isPresent() && login.password().isPresent()) {
            String pair = login.user().get() + ":" + login.password().get();
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return login.key().map(key -> "Bearer " + key);
    }

    private boolean hasPlaceholder() {
        return PLACEHOLDERS.keySet().stream()
                .anyMatch(word -> requestUri().contains(word)
                        || request.body().orElse("").contains(word)
                        || request.headers().values().stream().anyMatch(value -> value.contains(word)));
    }

    private String fillPlaceholders(String text, UnaryOperator<String> escaped) {
        String filled = text;
        for (var word : PLACEHOLDERS.entrySet()) {
            if (filled.contains(word.getKey())) {
                filled = filled.replace(
                        word.getKey(),
                        escaped.apply(spec.login().value(word.getValue()).orElse("")));
            }
        }
        return filled;
    }

    private static String escapeJson(String secret) {
        return secret.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
