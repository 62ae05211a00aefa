package org.firstbell.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.firstbell.model.SchoolId;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Server;

/** Schools, server, access, data folder, pace, alerts, metrics. */
final class SettingsSection {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Sources sources;
    private final Problems problems;

    SettingsSection(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    List<School> schools(Ids ids) {
        List<School> schools = new ArrayList<>();
        for (YamlValue one : sources.once("school")) {
            one.map().flatMap(map -> school(map, ids, false)).ifPresent(schools::add);
        }
        sources.entries("schools")
                .forEach(entry ->
                        entry.map().flatMap(map -> school(map, ids, true)).ifPresent(schools::add));
        if (sources.all("school").findAny().isPresent()) {
            sources.all("schools").forEach(both -> both.problem("stands beside 'school'", "keep one of the two"));
        }
        if (schools.isEmpty() && problems.isEmpty()) {
            sources.root().self().problem("lacks 'school'", "add school: { name: …, timezone: … }");
        }
        return schools;
    }

    private Optional<School> school(YamlMap map, Ids ids, boolean several) {
        map.only("id", "name", "timezone", "roles", "help");
        Optional<String> id =
                several ? map.needText("id") : Optional.of(map.text("id").orElse("school"));
        Optional<String> name = map.needText("name");
        Optional<ZoneId> zone = map.need("timezone").flatMap(SettingsSection::zone);
        Map<String, String> roles = new LinkedHashMap<>();
        map.map("roles")
                .ifPresent(words ->
                        words.names().forEach(role -> words.text(role).ifPresent(word -> roles.put(role, word))));
        School.Help help = map.map("help")
                .map(words -> {
                    words.only("name", "phone");
                    return new School.Help(
                            words.text("name").orElse(""), words.text("phone").orElse(""));
                })
                .orElse(new School.Help(roles.getOrDefault("technician", "Tech office"), ""));
        if (id.isEmpty() || name.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return ids.add(id.get(), map.origin(), map.self().path(), SchoolId::new)
                .map(school -> new School(school, name.get(), zone.get(), roles, help));
    }

    private static Optional<ZoneId> zone(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                value.problem(
                        "'" + text + "' is not a time zone",
                        Suggestion.closest(text, ZoneId.getAvailableZoneIds())
                                .map(zone -> "did you mean '" + zone + "'?")
                                .orElse("write it as region and city, such as America/Chicago"));
                return Optional.empty();
            }
        });
    }

    Server server() {
        List<String> readers = new ArrayList<>();
        List<String> staff = new ArrayList<>();
        for (YamlValue access : sources.once("access")) {
            access.map().ifPresent(map -> {
                map.only("readers", "staff");
                readers.addAll(tokens(map, "readers"));
                staff.addAll(tokens(map, "staff"));
            });
        }
        Server server = new Server("127.0.0.1", 8080, readers, staff);
        for (YamlValue value : sources.once("server")) {
            Optional<YamlMap> map = value.map();
            if (map.isPresent()) {
                map.get().only("host", "port");
                String host = map.get().text("host").orElse(server.host());
                int port =
                        map.get().get("port").flatMap(p -> p.whole(0, 65_535)).orElse(server.port());
                if (!server.guarded() && !loopback(host)) {
                    map.get()
                            .get("host")
                            .ifPresent(at -> at.problem(
                                    "'" + host + "' can be reached from outside, and nobody is asked for a token",
                                    "add access: { readers: […], staff: […] }, or use host: 127.0.0.1"));
                }
                server = new Server(host, port, readers, staff);
            }
        }
        return server;
    }

    private static List<String> tokens(YamlMap map, String key) {
        List<String> tokens = new ArrayList<>();
        for (YamlValue value : map.list(key)) {
            value.text().ifPresent(token -> {
                if (token.length() < 16) {
                    value.problem("is too short to be a secret", "16 characters or more: openssl rand -hex 16");
                } else {
                    tokens.add(token);
                }
            });
        }
        return tokens;
    }

    private static boolean loopback(String host) {
        if (!host.matches("[0-9.]+|[0-9a-fA-F:]+|localhost")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    Path data() {
        Path folder = sources.folder().resolve("data");
        for (YamlValue value : sources.once("data")) {
            folder = value.text().map(text -> value.folder().resolve(text)).orElse(folder);
        }
        return folder.normalize();
    }

    int deviceMetrics() {
        int most = 20_000;
        for (YamlValue value : sources.once("metrics")) {
            most = value.map()
                    .map(map -> map.only("device-series"))
                    .flatMap(map -> map.get("device-series"))
                    .flatMap(series -> series.whole(0, 1_000_000))
                    .orElse(most);
        }
        return most;
    }

    Polling polling() {
        Polling polling = Polling.DEFAULT;
        for (YamlValue value : sources.once("polling")) {
            polling = value.map().map(SettingsSection::polling).orElse(polling);
        }
        return polling;
    }

    private static Polling polling(YamlMap map) {
        map.only("every", "timeout", "retries", "settle");
        Polling usual = Polling.DEFAULT;
        Optional<YamlMap> every = map.map("every").map(pace -> pace.only("idle", "today", "soon", "live"));
        BiFunction<String, Duration, Duration> pace = (key, otherwise) -> every.flatMap(paces -> paces.get(key))
                .flatMap(value -> value.duration(SECOND, HOUR))
                .orElse(otherwise);
        return new Polling(
                pace.apply("idle", usual.idle()),
                pace.apply("today", usual.today()),
                pace.apply("soon", usual.soon()),
                pace.apply("live", usual.live()),
                map.get("timeout")
                        .flatMap(value -> value.duration(Duration.ofMillis(100), Duration.ofSeconds(30)))
                        .orElse(usual.timeout()),
                map.get("retries").flatMap(value -> value.whole(0, 5)).orElse(usual.retries()),
                map.get("settle").flatMap(value -> value.duration(SECOND, HOUR)).orElse(usual.settle()));
    }

    Alerts alerts() {
        Alerts alerts = Alerts.NONE;
        for (YamlValue value : sources.once("alerts")) {
            alerts = value.map().map(this::alerts).orElse(alerts);
        }
        return alerts;
    }

    private Alerts alerts(YamlMap map) {
        map.only("mail", "staff-hours");
        Optional<YamlMap> hours = map.map("staff-hours").map(words -> words.only("from", "to"));
        LocalTime from = hours.flatMap(words -> words.get("from"))
                .flatMap(SettingsSection::time)
                .orElse(Alerts.NONE.staffHoursFrom());
        LocalTime to = hours.flatMap(words -> words.get("to"))
                .flatMap(SettingsSection::time)
                .orElse(Alerts.NONE.staffHoursTo());
        return new Alerts(map.map("mail").flatMap(this::mail), from, to);
    }

    private static Optional<LocalTime> time(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text));
            } catch (DateTimeException wrong) {
                value.problem("'" + text + "' is not a time of day", "write it as 6:30 or 16:30, in quotes");
                return Optional.empty();
            }
        });
    }

    private Optional<Alerts.Mail> mail(YamlMap map) {
        map.only("host", "port", "from", "to", "user", "password", "tls", "board-url");
        Optional<String> host = map.needText("host");
        Optional<String> from = map.need("from").flatMap(SettingsSection::address);
        List<String> to = map.need("to").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> address(value).stream())
                .toList();
        String tls = map.get("tls")
                .flatMap(value -> value.oneOf(
                        Map.of("none", "none", "starttls", "starttls", "tls", "tls"), "a way to secure mail"))
                .orElse("none");
        int usual = tls.equals("tls") ? 465 : tls.equals("starttls") ? 587 : 25;
        int port = map.get("port").flatMap(value -> value.whole(1, 65_535)).orElse(usual);
        Optional<String> user = map.text("user");
        if (user.isPresent() && map.get("password").isEmpty()) {
            map.self().problem("has 'user' and lacks 'password'", "add password: \"${env:MAIL_PASSWORD}\"");
        }
        if (host.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Alerts.Mail(
                host.get(), port, from.get(), to, user, map.text("password").orElse(""), tls, map.text("board-url")));
    }

    private static Optional<String> address(YamlValue value) {
        return value.text().flatMap(text -> {
            if (!text.matches("[^@\\s<>\"(),:;]{1,64}@[^@\\s<>\"(),:;]{1,255}")) {
                value.problem("'" + text + "' is not an e-mail address", "write it as name@example.org");
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }
}
