package org.firstbell.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Optional;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.setup.HttpProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page says, read as its profile tells. Remembers counts and access points; confined to its probe. */
final class HttpReading {
    private static final int DEEPEST = 100;
    /** A console's page of two thousand clients has a third of that; each token takes some 50 bytes while it is read. */
    private static final long MOST_TOKENS = 1_000_000;

    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(HttpReading.class);

    private final Target target;
    private final String path;
    private final Optional<HttpProfile> profile;
    private final Optional<String> expect;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Memory memory = new Memory();
    private final Optional<MetricFields> metrics;

    /**
     * @param path what stands in evidence as the source
     * @param expect text that must stand in the body
     */
    HttpReading(
            Target target,
            String path,
            Optional<HttpProfile> profile,
            Optional<String> expect,
            Surroundings surroundings,
            InstantSource clock) {
        this.target = target;
        this.path = path;
        this.profile = profile;
        this.expect = expect;
        this.surroundings = surroundings;
        this.clock = clock;
        this.metrics = profile.filter(kind -> kind.format() == HttpProfile.Format.PROMETHEUS)
                .map(MetricFields::new);
    }

    /** Whether rates are among its signals, which need two answers. */
    boolean counts() {
        return metrics.map(MetricFields::counts).orElse(false);
    }

    /** The profile that reads it; empty when only the answer counts. */
    Optional<String> profile() {
        return profile.map(HttpProfile::id);
    }

    /**
     * A page as an outcome; never an exception, whatever stands in it.
     *
     * @param location where it sends on to, with a status of 300 to 399
     */
    ProbeOutcome outcome(int status, String text, Optional<String> location, Asked asked) {
        try {
            return read(status, text, location, asked);
        } catch (RuntimeException unreadable) {
            LOG.error("A page of {} could not be read", target, unreadable);
            return new ProbeOutcome.Garbled(asked, "its page could not be read: " + DeviceText.of(unreadable));
        }
    }

    private ProbeOutcome read(int status, String text, Optional<String> location, Asked asked) {
        Answer answer = new Answer(target, clock.instant(), path, true, memory, surroundings);
        answer.quantity("http.status", status);
        answer.quantity("http.time.seconds", asked.took().toNanos() / 1e9);
        answer.quantity("response.time.seconds", asked.took().toNanos() / 1e9);
        boolean good = expect.map(text::contains).orElse(true);
        if (profile.isPresent()) {
            if (!profile.get().statuses().contains(status)) {
                answer.problem(complaint(status, location));
                good = false;
            } else if (metrics.isPresent()) {
                if (!metrics.get().read(text, answer)) {
                    return new ProbeOutcome.Garbled(asked, "its page is not in Prometheus' text format");
                }
            } else {
                Optional<JsonNode> root = json(text, profile.get());
                if (root.isEmpty()) {
                    return new ProbeOutcome.Garbled(asked, "its page is not the JSON object that its profile expects");
                }
                good &= says(profile.get(), root.get(), answer);
            }
        } else if (status >= REDIRECTION && status < CLIENT_ERROR) {
            answer.problem(complaint(status, location));
        } else if (!good) {
            answer.problem("its page does not say what it should");
        }
        if (profile.isPresent() || expect.isPresent()) {
            answer.flag("http.body.ok", good);
        }
        return new ProbeOutcome.Answered(asked, answer.readings(), answer.sightings(), answer.problems());
    }

    /** What a status means that was not expected. Of where it sends on to, only the host is told: the rest may be secret. */
    private static String complaint(int status, Optional<String> location) {
        if (status == 401 || status == 403) {
            return "it does not let Firstbell in (status " + status + ")";
        }
        if (status >= REDIRECTION && status < CLIENT_ERROR && location.isPresent()) {
            return "it sends on to " + host(location.get()) + " (status " + status
                    + "), where Firstbell does not follow: ask"
                    + " that address, or let this machine past the page that asks people to sign in";
        }
        return "it answers with status " + status;
    }

    private static String host(String location) {
        try {
            String host = new URI(location.strip()).getHost();
            return host == null ? "another page" : DeviceText.clean(host);
        } catch (URISyntaxException unreadable) {
            return "another page";
        }
    }

    private static Optional<JsonNode> json(String text, HttpProfile kind) {
        boolean lists = kind.scopes().isPresent()
                || kind.fields().stream().anyMatch(field -> field.pointer().isEmpty())
                || kind.clients().filter(table -> table.list().isEmpty()).isPresent()
                || kind.units().filter(table -> table.list().isEmpty()).isPresent();
        try {
            return Optional.ofNullable(JSON.readTree(text))
                    .filter(node -> node.isObject() || (lists && node.isContainerNode()));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Reads a profile's fields and tables; whether the page says that all is well. */
    private static boolean says(HttpProfile kind, JsonNode root, Answer answer) {
        kind.fields().forEach(field -> JsonFields.read(field, root, answer));
        kind.units().ifPresent(table -> JsonTables.units(table, root, answer));
        kind.clients().ifPresent(table -> JsonTables.clients(table, root, answer));
        kind.scopes().ifPresent(scopes -> JsonTables.scopes(scopes, root, answer));
        boolean well = true;
        for (var good : kind.good().entrySet()) {
            JsonNode told = root.at(good.getKey());
            if (!told.isMissingNode() && !told.isNull() && !good.getValue().contains(told.asText())) {
                answer.problem("it says of itself: " + complaint(kind, root, good.getKey(), told));
                well = false;
            }
        }
        for (var pair : kind.begins().entrySet()) {
            String whole = root.at(pair.getKey()).asText("");
            String start = root.at(pair.getValue()).asText("");
            if (!whole.isEmpty() && !start.isEmpty() && !whole.startsWith(start)) {
                answer.problem(pair.getKey().substring(1) + " is " + DeviceText.clean(whole) + ", not "
                        + DeviceText.clean(start));
                well = false;
            }
        }
        return well;
    }

    /** The device's own words where it has some, else the value, with its name when that is not plain. */
    private static String complaint(HttpProfile kind, JsonNode root, String pointer, JsonNode told) {
        Optional<String> words =
                kind.explains().map(at -> DeviceText.clean(root.at(at).asText("")));
        String value = DeviceText.clean(told.asText());
        return words.filter(text -> !text.isBlank())
                .orElse(pointer.endsWith("status") ? value : pointer.substring(1) + " is " + value);
    }
}
