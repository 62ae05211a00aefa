package org.firstbell.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;
import org.firstbell.model.setup.HttpProfile;

/** Lists in JSON that speak of others: a controller's access points and clients, a DHCP server's scopes. */
final class JsonTables {
    /** More clients than any one controller has. */
    private static final int MOST_ROWS = 100_000;

    private JsonTables() {}

    /** Clients by MAC: those that the inventory names are sighted, all others are counted and forgotten. */
    static void clients(HttpProfile.Table table, JsonNode root, Answer answer) {
        if (!(answer.about() instanceof DeviceId controller)
                || !root.at(table.list()).isArray()) {
            return;
        }
        List<Sighting> seen = new ArrayList<>();
        List<JsonNode> rows = rows(table, root);
        for (JsonNode row : rows) {
            Optional<MacAddress> mac = text(table, row, "mac").flatMap(MacAddress::parse);
            mac.flatMap(answer.surroundings()::named)
                    .ifPresent(device -> seen.add(new Sighting(
                            device,
                            mac.get(),
                            controller,
                            text(table, row, "unit-mac")
                                    .flatMap(MacAddress::parse)
                                    .flatMap(answer.surroundings()::named)
                                    .or(() -> text(table, row, "unit-name").flatMap(answer.surroundings()::unitByName)),
                            text(table, row, "ssid"),
                            number(table, row, "signal").filter(dbm -> dbm < 0 && dbm > -120),
                            answer.now())));
        }
        answer.sighted(new Sightings(controller, seen, rows.size() - seen.size(), rows.size() < MOST_ROWS));
        answer.quantity(answer.about(), "wifi.clients", rows.size(), table.list());
    }

    /** Access points: how many are known and connected, and what is told of those that the inventory names. */
    static void units(HttpProfile.Table table, JsonNode root, Answer answer) {
        if (!root.at(table.list()).isArray()) {
            return;
        }
        List<JsonNode> rows = rows(table, root);
        Set<DeviceId> absent = new HashSet<>(answer.memory().units());
        int connected = 0;
        for (JsonNode row : rows) {
            boolean up = text(table, row, "status").map(table.up()::contains).orElse(true);
            connected += up ? 1 : 0;
            Optional<MacAddress> mac = text(table, row, "mac").flatMap(MacAddress::parse);
            Optional<DeviceId> unit = mac.flatMap(answer.surroundings()::named)
                    .or(() -> text(table, row, "name").flatMap(answer.surroundings()::unitByName))
                    .or(() -> text(table, row, "address").flatMap(answer.surroundings()::unitByAddress));
            unit.ifPresent(id -> {
                absent.remove(id);
                mac.ifPresent(address -> answer.memory().unit(address, id));
                unit(table, row, id, up, answer);
            });
        }
        absent.forEach(id -> answer.flag(id, "up", false, table.list()));
        answer.quantity(answer.about(), "wifi.aps.known", rows.size(), table.list());
        answer.quantity(answer.about(), "wifi.aps.connected", connected, table.list());
    }

    /** Address scopes of a DHCP server: those of the tightest; a scope without any address is switched off. */
    static void scopes(HttpProfile.Scopes scopes, JsonNode root, Answer answer) {
        Pattern total = Pattern.compile(scopes.total());
        Pattern used = Pattern.compile(scopes.used());
        Map<String, Double> taken = new HashMap<>();
        Map<String, Double> whole = new HashMap<>();
        root.at(scopes.object()).fields().forEachRemaining(entry -> {
            JsonNode number = entry.getValue().at(scopes.value());
            scope(used, entry.getKey())
                    .filter(any -> number.isNumber())
                    .ifPresent(id -> taken.put(id, number.asDouble()));
            scope(total, entry.getKey())
                    .filter(any -> number.isNumber())
                    .ifPresent(id -> whole.put(id, number.asDouble()));
        });
        whole.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && taken.containsKey(entry.getKey()))
                .max(Comparator.comparingDouble(entry -> taken.getOrDefault(entry.getKey(), 0.0) / entry.getValue()))
                .ifPresent(tightest -> {
                    double inUse = Math.min(taken.getOrDefault(tightest.getKey(), 0.0), tightest.getValue());
                    answer.quantity("dhcp.utilization.ratio", inUse / tightest.getValue());
                    answer.quantity("dhcp.addresses.free", tightest.getValue() - inUse);
                });
    }

    private static Optional<String> scope(Pattern pattern, String key) {
        Matcher matcher = pattern.matcher(key);
        return matcher.matches() && matcher.groupCount() > 0 ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    private static void unit(HttpProfile.Table table, JsonNode row, DeviceId unit, boolean up, Answer answer) {
        answer.flag(unit, "up", up, table.list());
        text(table, row, "model").ifPresent(text -> answer.text(unit, "system.model", text, table.list()));
        text(table, row, "serial").ifPresent(text -> answer.text(unit, "system.serial", text, table.list()));
        text(table, row, "firmware").ifPresent(text -> answer.text(unit, "system.firmware", text, table.list()));
        number(table, row, "uptime")
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> answer.quantity(unit, "uptime.seconds", seconds, table.list()));
        number(table, row, "clients")
                .filter(count -> up && count >= 0 && count <= 2000)
                .ifPresent(count -> answer.quantity(unit, "wifi.clients", count, table.list()));
    }

    private static List<JsonNode> rows(HttpProfile.Table table, JsonNode root) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : root.at(table.list())) {
            boolean wanted = table.only().entrySet().stream()
                    .allMatch(entry ->
                            entry.getValue().contains(row.at(entry.getKey()).asText()));
            if (wanted && rows.size() < MOST_ROWS) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Optional<String> text(HttpProfile.Table table, JsonNode row, String column) {
        return Optional.ofNullable(table.columns().get(column))
                .map(row::at)
                .filter(JsonNode::isValueNode)
                .map(value -> DeviceText.clean(value.asText("")))
                .filter(text -> !text.isBlank());
    }

    private static Optional<Double> number(HttpProfile.Table table, JsonNode row, String column) {
        return Optional.ofNullable(table.columns().get(column))
                .map(row::at)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .filter(Double::isFinite);
    }
}
