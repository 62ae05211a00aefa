package org.firstbell.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A Grafana dashboard as its file tells it: panels with their place, and queries with their variables. */
public record Dashboard(JsonNode json) {

    private static final Pattern METRIC = Pattern.compile("\\bfirstbell_[a-z0-9_]+");

    /** A panel; {@code x}, {@code y}, {@code width} and {@code height} are in Grafana's grid of 24 columns. */
    public record Panel(
            int id,
            String type,
            String title,
            String description,
            Optional<String> unit,
            int x,
            int y,
            int width,
            int height,
            List<String> queries) {

        boolean isRow() {
            return type.equals("row");
        }

        boolean overlaps(Panel other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    public static Dashboard read(Path file) {
        try {
            return new Dashboard(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Panel> panels() {
        return stream(json.path("panels")).map(Dashboard::panel).toList();
    }

    private static Panel panel(JsonNode node) {
        JsonNode place = node.path("gridPos");
        return new Panel(
                node.path("id").asInt(),
                node.path("type").asText(),
                node.path("title").asText(),
                node.path("description").asText(),
                Optional.ofNullable(node.at("/fieldConfig/defaults/unit").textValue()),
                place.path("x").asInt(-1),
                place.path("y").asInt(-1),
                place.path("w").asInt(),
                place.path("h").asInt(),
                stream(node.path("targets"))
                        .map(target -> target.path("expr").asText())
                        .toList());
    }

    /** The queries of all panels as a Prometheus without Grafana understands them: every choice is "all". */
    public List<String> plainQueries() {
        return panels().stream()
                .flatMap(panel -> panel.queries().stream())
                .map(Dashboard::plain)
                .toList();
    }

    static String plain(String query) {
        return query.replaceAll("\\$(session|room)\\b", ".*")
                .replace("$__rate_interval", "1m")
                .replace("$__range", "1h");
    }

    /** The names of Firstbell's metrics that the dashboard asks for, variables included. */
    public TreeSet<String> metrics() {
        List<String> texts = new ArrayList<>(plainQueries());
        stream(json.at("/templating/list"))
                .map(variable -> variable.path("definition").asText())
                .forEach(texts::add);
        TreeSet<String> names = new TreeSet<>();
        for (String text : texts) {
            for (Matcher matcher = METRIC.matcher(text); matcher.find(); ) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    /** The data sources that panels and their queries name, which are to be the variable alone. */
    public TreeSet<String> dataSources() {
        TreeSet<String> uids = new TreeSet<>();
        stream(json.path("panels"))
                .flatMap(panel -> Stream.concat(Stream.of(panel), stream(panel.path("targets"))))
                .map(node -> node.at("/datasource/uid"))
                .filter(JsonNode::isTextual)
                .forEach(uid -> uids.add(uid.asText()));
        return uids;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
