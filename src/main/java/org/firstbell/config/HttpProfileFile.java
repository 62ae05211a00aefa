package org.firstbell.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.setup.HttpProfile;

/** Reads an HTTP profile: {@code id}, {@code title}, {@code statuses}, {@code good}, {@code fields}. */
final class HttpProfileFile {
    private HttpProfileFile() {}

    static Optional<HttpProfile> read(YamlMap map) {
        map.only("id", "title", "statuses", "good", "fields");
        Set<Integer> statuses = new HashSet<>();
        map.list("statuses").forEach(value -> value.whole(100, 599).ifPresent(statuses::add));
        Map<String, Set<String>> good = new LinkedHashMap<>();
        map.map("good")
                .ifPresent(all -> all.names().forEach(pointer -> good.put(pointer, Set.copyOf(all.texts(pointer)))));
        List<HttpProfile.Field> fields = new ArrayList<>();
        for (YamlValue value : map.list("fields")) {
            value.map().flatMap(HttpProfileFile::field).ifPresent(fields::add);
        }
        return map.needText("id")
                .flatMap(id -> map.needText("title")
                        .map(title ->
                                new HttpProfile(id, title, statuses.isEmpty() ? Set.of(200) : statuses, good, fields)));
    }

    private static Optional<HttpProfile.Field> field(YamlMap map) {
        map.only("signal", "pointer", "scale", "app");
        Optional<String> signal = map.needText("signal")
                .filter(name -> name.equals("app.*.version")
                        || map.get("signal").flatMap(SnmpProfileFile::signal).isPresent());
        double scale =
                map.get("scale").flatMap(value -> value.number(-1e15, 1e15)).orElse(1.0);
        return signal.flatMap(name ->
                map.needText("pointer").map(pointer -> new HttpProfile.Field(name, pointer, scale, map.text("app"))));
    }
}
