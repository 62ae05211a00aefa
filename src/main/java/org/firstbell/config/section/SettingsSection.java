package org.firstbell.config.section;

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
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.SchoolId;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.ServerSettings;

/** Schools, server, access, data folder, pace, alerts, metrics. */
public final class SettingsSection {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ConfigurationFiles sources;
    private final ProblemCollector problems;

    public SettingsSection(ConfigurationFiles sources, ProblemCollector problems) {
        this.sources = sources;
        this.problems = problems;
    }

    public List<School> schools(IdRegistry ids) {
        List<School> schools = new ArrayList<>();
        for (YamlValue one : sources.singleValues("school")) {
            one.asMap().flatMap(map -> school(map, ids, false)).ifPresent(schools::add);
        }
        sources.entries("schools")
                .forEach(entry ->
                        entry.asMap().flatMap(map -> school(map, ids, true)).ifPresent(schools::add));
        if (sources.allValues("school").findAny().isPresent()) {
            sources.allValues("schools")
                    .forEach(both -> both.addProblem("stands beside 'school'", "keep one of the two"));
        }
        if (schools.isEmpty() && problems.isEmpty()) {
            sources.rootDocument().asValue().addProblem("lacks 'school'", "add school: { name: …, timezone: … }");
        }
        return schools;
    }

    private Optional<School> school(YamlMap map, IdRegistry ids, boolean several) {
        map.allowOnly("id", "name", "timezone", "roles", "help");
        Optional<String> id =
                several ? map.requireText("id") : Optional.of(map.text("id").orElse("school"));
        Optional<String> name = map.requireText("name");
        Optional<ZoneId> zone = map.require("timezone").flatMap(SettingsSection::timeZone);
        Map<String, String> roles = new LinkedHashMap<>();
        map.map("roles")
                .ifPresent(words ->
                        words.keys().forEach(role -> words.text(role).ifPresent(word -> roles.put(role, word))));
        School.HelpContact help = map.map("help")
                .map(words -> {
                    words.allowOnly("name", "phone");
                    return new School.HelpContact(
                            words.text("name").orElse(""), words.text("phone").orElse(""));
                })
                .orElse(new School.HelpContact(roles.getOrDefault("technician", "Tech office"), ""));
        if (id.isEmpty() || name.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return ids.register(id.get(), map.origin(), map.asValue().path(), SchoolId::new)
                .map(school -> new School(school, name.get(), zone.get(), roles, help));
    }

    private static Optional<ZoneId> timeZone(YamlValue value) {
        return value.asText().flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                value.addProblem(
                        "'" + text + "' is not a time zone",
                        SpellingSuggestion.closest(text, ZoneId.getAvailableZoneIds())
                                .map(zone -> "did you mean '" + zone + "'?")
                                .orElse("write it as region and city, such as America/Chicago"));
                return Optional.empty();
            }
        });
    }

    public ServerSettings server() {
        List<String> readers = new ArrayList<>();
        List<String> staff = new ArrayList<>();
        for (YamlValue access : sources.singleValues("access")) {
            access.asMap().ifPresent(map -> {
                map.allowOnly("readers", "staff");
                readers.addAll(tokens(map, "readers"));
                staff.addAll(tokens(map, "staff"));
            });
        }
        ServerSettings server = new ServerSettings("127.0.0.1", 8080, readers, staff);
        for (YamlValue value : sources.singleValues("server")) {
            Optional<YamlMap> map = value.asMap();
            if (map.isPresent()) {
                map.get().allowOnly("host", "port");
                String host = map.get().text("host").orElse(server.host());
                int port = map.get()
                        .get("port")
                        .flatMap(p -> p.asInteger(0, 65_535))
                        .orElse(server.port());
                if (!server.requiresToken() && !isLoopback(host)) {
                    map.get()
                            .get("host")
                            .ifPresent(at -> at.addProblem(
                                    "'" + host + "' can be reached from outside, and nobody is asked for a token",
                                    "add access: { readers: […], staff: […] }, or use host: 127.0.0.1"));
                }
                server = new ServerSettings(host, port, readers, staff);
            }
        }
        return server;
    }

    private static List<String> tokens(YamlMap map, String key) {
        List<String> tokens = new ArrayList<>();
        for (YamlValue value : map.list(key)) {
            value.asText().ifPresent(token -> {
                if (token.length() < 16) {
                    value.addProblem("is too short to be a secret", "16 characters or more: openssl rand -hex 16");
                } else {
                    tokens.add(token);
                }
            });
        }
        return tokens;
    }

    private static boolean isLoopback(String host) {
        if (!host.matches("[0-9.]+|[0-9a-fA-F:]+|localhost")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    public Path dataFolder() {
        Path folder = sources.folder().resolve("data");
        for (YamlValue value : sources.singleValues("data")) {
            folder = value.asText().map(text -> value.folder().resolve(text)).orElse(folder);
        }
        return folder.normalize();
    }

    public int deviceMetrics() {
        int most = 20_000;
        for (YamlValue value : sources.singleValues("metrics")) {
            most = value.asMap()
                    .map(map -> map.allowOnly("device-series"))
                    .flatMap(map -> map.get("device-series"))
                    .flatMap(series -> series.asInteger(0, 1_000_000))
                    .orElse(most);
        }
        return most;
    }

    public PollingSettings polling() {
        PollingSettings polling = PollingSettings.DEFAULT;
        for (YamlValue value : sources.singleValues("polling")) {
            polling = value.asMap().map(SettingsSection::polling).orElse(polling);
        }
        return polling;
    }

    private static PollingSettings polling(YamlMap map) {
        map.allowOnly("every", "timeout", "retries", "settle");
        PollingSettings usual = PollingSettings.DEFAULT;
        Optional<YamlMap> every = map.map("every").map(pace -> pace.allowOnly("idle", "today", "soon", "live"));
        BiFunction<String, Duration, Duration> pace = (key, otherwise) -> every.flatMap(paces -> paces.get(key))
                .flatMap(value -> value.asDuration(SECOND, HOUR))
                .orElse(otherwise);
        return new PollingSettings(
                pace.apply("idle", usual.idle()),
                pace.apply("today", usual.today()),
                pace.apply("soon", usual.soon()),
                pace.apply("live", usual.live()),
                map.get("timeout")
                        .flatMap(value -> value.asDuration(Duration.ofMillis(100), Duration.ofSeconds(30)))
                        .orElse(usual.timeout()),
                map.get("retries").flatMap(value -> value.asInteger(0, 5)).orElse(usual.retries()),
                map.get("settle")
                        .flatMap(value -> value.asDuration(SECOND, HOUR))
                        .orElse(usual.settleTime()));
    }

    public AlertSettings alerts() {
        AlertSettings alerts = AlertSettings.NONE;
        for (YamlValue value : sources.singleValues("alerts")) {
            alerts = value.asMap().map(this::alerts).orElse(alerts);
        }
        return alerts;
    }

    private AlertSettings alerts(YamlMap map) {
        map.allowOnly("mail", "staff-hours");
        Optional<YamlMap> hours = map.map("staff-hours").map(words -> words.allowOnly("from", "to"));
        LocalTime from = hours.flatMap(words -> words.get("from"))
                .flatMap(SettingsSection::timeOfDay)
                .orElse(AlertSettings.NONE.staffHoursFrom());
        LocalTime to = hours.flatMap(words -> words.get("to"))
                .flatMap(SettingsSection::timeOfDay)
                .orElse(AlertSettings.NONE.staffHoursTo());
        return new AlertSettings(map.map("mail").flatMap(this::mail), from, to);
    }

    private static Optional<LocalTime> timeOfDay(YamlValue value) {
        return value.asText().flatMap(text -> {
            try {
                return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text));
            } catch (DateTimeException wrong) {
                value.addProblem("'" + text + "' is not a time of day", "write it as 6:30 or 16:30, in quotes");
                return Optional.empty();
            }
        });
    }

    private Optional<AlertSettings.MailSettings> mail(YamlMap map) {
        map.allowOnly("host", "port", "from", "to", "user", "password", "tls", "board-url");
        Optional<String> host = map.requireText("host");
        Optional<String> from = map.require("from").flatMap(SettingsSection::mailAddress);
        List<String> to = map.require("to").map(YamlValue::asList).orElse(List.of()).stream()
                .flatMap(value -> mailAddress(value).stream())
                .toList();
        String tls = map.get("tls")
                .flatMap(value -> value.oneOf(
                        Map.of("none", "none", "starttls", "starttls", "tls", "tls"), "a way to secure mail"))
                .orElse("none");
        int usual = tls.equals("tls") ? 465 : tls.equals("starttls") ? 587 : 25;
        int port = map.get("port").flatMap(value -> value.asInteger(1, 65_535)).orElse(usual);
        Optional<String> user = map.text("user");
        if (user.isPresent() && map.get("password").isEmpty()) {
            map.asValue().addProblem("has 'user' and lacks 'password'", "add password: \"${env:MAIL_PASSWORD}\"");
        }
        if (host.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AlertSettings.MailSettings(
                host.get(), port, from.get(), to, user, map.text("password").orElse(""), tls, map.text("board-url")));
    }

    private static Optional<String> mailAddress(YamlValue value) {
        return value.asText().flatMap(text -> {
            if (!text.matches("[^@\\s<>\"(),:;]{1,64}@[^@\\s<>\"(),:;]{1,255}")) {
                value.addProblem("'" + text + "' is not an e-mail address", "write it as name@example.org");
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }
}
