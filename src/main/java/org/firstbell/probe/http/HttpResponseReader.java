package org.firstbell.probe.http;

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
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ProbeMemory;
import org.firstbell.probe.profile.ReadingCollector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader of pages by the rules of their profile. Remembers counts and access points; confined to its probe. */
public final class HttpResponseReader {
    private static final int MAX_NESTING = 100;
    /** A console's page of two thousand clients has a third of that; each token takes some 50 bytes while it is read. */
    private static final long MAX_TOKENS = 1_000_000;

    private static final int REDIRECTION = 300;
    private static final int CLIENT_ERROR = 400;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(HttpResponseReader.class);

    private final Target target;
    private final String path;
    private final Optional<HttpProfile> profile;
    private final Optional<String> expectedText;
    private final ProbeContext context;
    private final InstantSource clock;
    private final ProbeMemory memory = new ProbeMemory();
    private final Optional<MetricMapper> metrics;

    /**
     * @param path what stands in evidence as the source
     * @param expect text that must stand in the body
     */
    public HttpResponseReader(
            Target target,
            String path,
            Optional<HttpProfile> profile,
            Optional<String> expect,
            ProbeContext context,
            InstantSource clock) {
        this.target = target;
        this.path = path;
        this.profile = profile;
        this.expectedText = expect;
        this.context = context;
        this.clock = clock;
        this.metrics = profile.filter(kind -> kind.format() == HttpProfile.BodyFormat.PROMETHEUS)
                .map(MetricMapper::new);
    }

    /** Whether rates are among its signals, which need two answers. */
    boolean hasRates() {
        return metrics.map(MetricMapper::hasRates).orElse(false);
    }

    /** The profile that reads it; empty when only the answer counts. */
    Optional<String> profileId() {
        return profile.map(HttpProfile::id);
    }

    /**
     * A page as an outcome; never an exception, whatever stands in it.
     *
     * @param location where it sends on to, with a status of 300 to 399
     */
    public ProbeOutcome outcome(int status, String text, Optional<String> location, QueryExecution execution) {
        try {
            return read(status, text, location, execution);
        } catch (RuntimeException unreadable) {
            LOG.error("A page of {} could not be read", target, unreadable);
            return new ProbeOutcome.Garbled(execution, "its page could not be read: " + SafeText.of(unreadable));
        }
    }

    private ProbeOutcome read(int status, String text, Optional<String> location, QueryExecution execution) {
        ReadingCollector answer = new ReadingCollector(target, clock.instant(), path, true, memory, context);
        answer.addQuantity("http.status", status);
        answer.addQuantity("http.time.seconds", execution.duration().toNanos() / 1e9);
        answer.addQuantity("response.time.seconds", execution.duration().toNanos() / 1e9);
        boolean good = expectedText.map(text::contains).orElse(true);
        if (profile.isPresent()) {
            if (!profile.get().statuses().contains(status)) {
                answer.addProblem(problemMessage(status, location));
                good = false;
            } else if (metrics.isPresent()) {
                if (!metrics.get().map(text, answer)) {
                    return new ProbeOutcome.Garbled(execution, "its page is not in Prometheus' text format");
                }
            } else {
                Optional<JsonNode> root = parseJson(text, profile.get());
                if (root.isEmpty()) {
                    return new ProbeOutcome.Garbled(
                            execution, "its page is not the JSON object that its profile expects");
                }
                good &= mapBody(profile.get(), root.get(), answer);
            }
        } else if (status >= REDIRECTION && status < CLIENT_ERROR) {
            answer.addProblem(problemMessage(status, location));
        } else if (!good) {
            answer.addProblem("its page does not say what it should");
        }
        if (profile.isPresent() || expectedText.isPresent()) {
            answer.addFlag("http.body.ok", good);
        }
        return new ProbeOutcome.Answered(execution, answer.readings(), answer.sightings(), answer.problems());
    }

    /** What a status means that was not expected. Of where it sends on to, only the host is told: the rest may be secret. */
    private static String problemMessage(int status, Optional<String> location) {
        if (status == 401 || status == 403) {
            return "it does not let Firstbell in (status " + status + ")";
        }
        if (status >= REDIRECTION && status < CLIENT_ERROR && location.isPresent()) {
            return "it sends on to " + redirectHost(location.get()) + " (status " + status
                    + "), where Firstbell does not follow: ask"
                    + " that address, or let this machine past the page that asks people to sign in";
        }
        return "it answers with status " + status;
    }

    private static String redirectHost(String location) {
        try {
            String host = new URI(location.strip()).getHost();
            return host == null ? "another page" : SafeText.clean(host);
        } catch (URISyntaxException unreadable) {
            return "another page";
        }
    }

    private static Optional<JsonNode> parseJson(String text, HttpProfile kind) {
        boolean lists = kind.scopes().isPresent()
                || kind.fields().stream().anyMatch(field -> field.pointer().isEmpty())
                || kind.clients().filter(table -> table.list().isEmpty()).isPresent()
                || kind.accessPoints().filter(table -> table.list().isEmpty()).isPresent();
        try {
            return Optional.ofNullable(JSON.readTree(text))
                    .filter(node -> node.isObject() || (lists && node.isContainerNode()));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Reads a profile's fields and tables; whether the page says that all is well. */
    private static boolean mapBody(HttpProfile kind, JsonNode root, ReadingCollector answer) {
        kind.fields().forEach(field -> JsonFieldMapper.map(field, root, answer));
        kind.accessPoints().ifPresent(table -> JsonTableMapper.mapAccessPoints(table, root, answer));
        kind.clients().ifPresent(table -> JsonTableMapper.mapClients(table, root, answer));
        kind.scopes().ifPresent(scopes -> JsonTableMapper.mapScopes(scopes, root, answer));
        boolean well = true;
        for (var good : kind.expectedValues().entrySet()) {
            JsonNode told = root.at(good.getKey());
            if (!told.isMissingNode() && !told.isNull() && !good.getValue().contains(told.asText())) {
                answer.addProblem("it says of itself: " + problemMessage(kind, root, good.getKey(), told));
                well = false;
            }
        }
        for (var pair : kind.requiredPrefixes().entrySet()) {
            String whole = root.at(pair.getKey()).asText("");
            String start = root.at(pair.getValue()).asText("");
            if (!whole.isEmpty() && !start.isEmpty() && !whole.startsWith(start)) {
                answer.addProblem(
                        pair.getKey().substring(1) + " is " + SafeText.clean(whole) + ", not " + SafeText.clean(start));
                well = false;
            }
        }
        return well;
    }

    /** The device's own words where it has some, else the value, with its name when that is not plain. */
    private static String problemMessage(HttpProfile kind, JsonNode root, String pointer, JsonNode told) {
        Optional<String> words =
                kind.explanation().map(at -> SafeText.clean(root.at(at).asText("")));
        String value = SafeText.clean(told.asText());
        return words.filter(text -> !text.isBlank())
                .orElse(pointer.endsWith("status") ? value : pointer.substring(1) + " is " + value);
    }
}
