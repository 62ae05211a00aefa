package org.firstbell.probe.http;

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
import org.firstbell.model.event.Sightings;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ReadingCollector;

/** Lists in JSON that speak of others: a controller's access points and clients, a DHCP server's scopes. */
final class JsonTableMapper {
    /** More clients than any one controller has. */
    private static final int MAX_ROWS = 100_000;

    private JsonTableMapper() {}

    /** Clients by MAC: those that the inventory names are sighted, all others are counted and forgotten. */
    static void mapClients(HttpProfile.JsonTable table, JsonNode root, ReadingCollector answer) {
        if (!(answer.target() instanceof DeviceId controller)
                || !root.at(table.list()).isArray()) {
            return;
        }
        List<Sighting> seen = new ArrayList<>();
        List<JsonNode> rows = rows(table, root);
        for (JsonNode row : rows) {
            Optional<MacAddress> mac = text(table, row, "mac").flatMap(MacAddress::parse);
            mac.flatMap(answer.context()::deviceByMac)
                    .ifPresent(device -> seen.add(new Sighting(
                            device,
                            mac.get(),
                            controller,
                            text(table, row, "unit-mac")
                                    .flatMap(MacAddress::parse)
                                    .flatMap(answer.context()::deviceByMac)
                                    .or(() ->
                                            text(table, row, "unit-name").flatMap(answer.context()::accessPointByName)),
                            text(table, row, "ssid"),
                            number(table, row, "signal").filter(dbm -> dbm < 0 && dbm > -120),
                            answer.now())));
        }
        answer.setSightings(new Sightings(controller, seen, rows.size() - seen.size(), rows.size() < MAX_ROWS));
        answer.addQuantity(answer.target(), "wifi.clients", rows.size(), table.list());
    }

    /** Access points: how many are known and connected, and what is told of those that the inventory names. */
    static void mapAccessPoints(HttpProfile.JsonTable table, JsonNode root, ReadingCollector answer) {
        if (!root.at(table.list()).isArray()) {
            return;
        }
        List<JsonNode> rows = rows(table, root);
        Set<DeviceId> absent = new HashSet<>(answer.memory().accessPoints());
        int connected = 0;
        for (JsonNode row : rows) {
            boolean up = text(table, row, "status")
                    .map(table.connectedWords()::contains)
                    .orElse(true);
            connected += up ? 1 : 0;
            Optional<MacAddress> mac = text(table, row, "mac").flatMap(MacAddress::parse);
            Optional<DeviceId> unit = mac.flatMap(answer.context()::deviceByMac)
                    .or(() -> text(table, row, "name").flatMap(answer.context()::accessPointByName))
                    .or(() -> text(table, row, "address").flatMap(answer.context()::accessPointByAddress));
            unit.ifPresent(id -> {
                absent.remove(id);
                mac.ifPresent(address -> answer.memory().accessPoint(address, id));
                addAccessPointReadings(table, row, id, up, answer);
            });
        }
        absent.forEach(id -> answer.addFlag(id, "up", false, table.list()));
        answer.addQuantity(answer.target(), "wifi.aps.known", rows.size(), table.list());
        answer.addQuantity(answer.target(), "wifi.aps.connected", connected, table.list());
    }

    /** Address scopes of a DHCP server: those of the tightest; a scope without any address is switched off. */
    static void mapScopes(HttpProfile.ScopeTable scopes, JsonNode root, ReadingCollector answer) {
        Pattern total = Pattern.compile(scopes.total());
        Pattern used = Pattern.compile(scopes.used());
        Map<String, Double> taken = new HashMap<>();
        Map<String, Double> whole = new HashMap<>();
        root.at(scopes.object()).fields().forEachRemaining(entry -> {
            JsonNode number = entry.getValue().at(scopes.value());
            scopeId(used, entry.getKey())
                    .filter(any -> number.isNumber())
                    .ifPresent(id -> taken.put(id, number.asDouble()));
            scopeId(total, entry.getKey())
                    .filter(any -> number.isNumber())
                    .ifPresent(id -> whole.put(id, number.asDouble()));
        });
        whole.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && taken.containsKey(entry.getKey()))
                .max(Comparator.comparingDouble(entry -> taken.getOrDefault(entry.getKey(), 0.0) / entry.getValue()))
                .ifPresent(tightest -> {
                    double inUse = Math.min(taken.getOrDefault(tightest.getKey(), 0.0), tightest.getValue());
                    answer.addQuantity("dhcp.utilization.ratio", inUse / tightest.getValue());
                    answer.addQuantity("dhcp.addresses.free", tightest.getValue() - inUse);
                });
    }

    private static Optional<String> scopeId(Pattern pattern, String key) {
        Matcher matcher = pattern.matcher(key);
        return matcher.matches() && matcher.groupCount() > 0 ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    private static void addAccessPointReadings(
            HttpProfile.JsonTable table, JsonNode row, DeviceId unit, boolean up, ReadingCollector answer) {
        answer.addFlag(unit, "up", up, table.list());
        text(table, row, "model").ifPresent(text -> answer.addText(unit, "system.model", text, table.list()));
        text(table, row, "serial").ifPresent(text -> answer.addText(unit, "system.serial", text, table.list()));
        text(table, row, "firmware").ifPresent(text -> answer.addText(unit, "system.firmware", text, table.list()));
        number(table, row, "uptime")
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> answer.addQuantity(unit, "uptime.seconds", seconds, table.list()));
        number(table, row, "clients")
                .filter(count -> up && count >= 0 && count <= 2000)
                .ifPresent(count -> answer.addQuantity(unit, "wifi.clients", count, table.list()));
    }

    private static List<JsonNode> rows(HttpProfile.JsonTable table, JsonNode root) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : root.at(table.list())) {
            boolean wanted = table.filters().entrySet().stream()
                    .allMatch(entry ->
                            entry.getValue().contains(row.at(entry.getKey()).asText()));
            if (wanted && rows.size() < MAX_ROWS) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Optional<String> text(HttpProfile.JsonTable table, JsonNode row, String column) {
        return Optional.ofNullable(table.columns().get(column))
                .map(row::at)
                .filter(JsonNode::isValueNode)
                .map(value -> SafeText.clean(value.asText("")))
                .filter(text -> !text.isBlank());
    }

    private static Optional<Double> number(HttpProfile.JsonTable table, JsonNode row, String column) {
        return Optional.ofNullable(table.columns().get(column))
                .map(row::at)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .filter(Double::isFinite);
    }
}
