package org.firstbell.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Found;
import org.firstbell.probe.layout.Uplinks;

/**
 * What a discovery found as an inventory to review: YAML that a configuration can include, a table, or what differs from
 * an inventory that there is. Strings of devices are cut to what the format can hold.
 */
final class InventoryDraft {
    private static final int SNMP_PORT = 161;
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "kind",
            "room",
            "cart",
            "slot",
            "probe",
            "address",
            "mac",
            "uplink",
            "asset-tag",
            "serial",
            "model",
            "state",
            "credentials",
            "profile");

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Uplinks.Uplink> uplinks;
    private final Map<String, Platform> cachePlatforms;
    private final List<Credentials.Community> given;

    /**
     * A device that was found, as an inventory would name it.
     *
     * @param mac as ARP tables tell it, or the only one that it tells itself
     * @param room where it says that it stands, when its kind has a place
     */
    record Entry(String id, Found found, Optional<String> mac, Optional<String> room) {}

    /**
     * A draft of what was found.
     *
     * @param given credentials that no configuration has yet
     */
    InventoryDraft(List<Found> all, List<Credentials.Community> given, Iterable<Platform> platforms) {
        this.given = List.copyOf(given);
        this.uplinks = Uplinks.of(all.stream().map(Found::station).toList());
        this.cachePlatforms = new HashMap<>();
        platforms.forEach(platform -> Doors.cachePorts(platform).stream()
                .findFirst()
                .ifPresent(port -> cachePlatforms.put(Integer.toString(port), platform)));
        Map<String, String> arp = new HashMap<>();
        all.forEach(
                found -> found.station().addresses().forEach((address, mac) -> arp.putIfAbsent(address, mac.value())));
        Set<String> ids = new LinkedHashSet<>();
        for (Found found : all) {
            entries.put(found.address(), entry(found, ids, arp));
        }
    }

    private static Entry entry(Found found, Set<String> ids, Map<String, String> arp) {
        String wanted = slug(found.name());
        String base = wanted.isEmpty()
                ? found.kind().word() + "-"
                        + slug(found.address().substring(found.address().indexOf('.') + 1))
                : wanted;
        String id = base;
        for (int n = 2; !ids.add(id); n++) {
            id = base + "-" + n;
        }
        Optional<String> mac = Optional.ofNullable(arp.get(found.address()))
                .or(() -> found.station().macs().size() == 1
                        ? found.station().macs().stream().findFirst().map(Object::toString)
                        : Optional.empty());
        String place = slug(found.text("system.location"));
        boolean placed = found.kind().seats() || found.kind() == DeviceKind.PROJECTOR;
        return new Entry(id, found, mac, placed && !place.isEmpty() ? Optional.of(place) : Optional.empty());
    }

    /** Lower-case letters, digits and hyphens; empty when nothing of a text is left. */
    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = slug.length() > 60 ? slug.substring(0, 60) : slug;
        return cut.matches("[a-z0-9].*") ? cut : "";
    }

    private String uplink(Entry entry) {
        Uplinks.Uplink up = uplinks.get(entry.found().address());
        Entry on = up == null ? null : entries.get(up.key());
        return on == null ? "" : on.id();
    }

    /** The rooms that its devices are in, a new list each time. */
    Set<String> rooms() {
        return entries.values().stream()
                .flatMap(entry -> entry.room().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String yaml() {
        StringBuilder yaml =
                new StringBuilder("# Found by firstbell discover. Review it, then include it in your configuration:\n"
                        + "#   include: [devices.yaml]\n");
        credentials(yaml);
        Set<String> rooms = rooms();
        if (!rooms.isEmpty()) {
            yaml.append("rooms:\n");
            for (Entry entry : entries.values()) {
                entry.room()
                        .filter(rooms::remove)
                        .ifPresent(room -> yaml.append("  - { id: ")
                                .append(quotedId(room))
                                .append(", name: ")
                                .append(quoted(entry.found().text("system.location")))
                                .append(" }\n"));
            }
        }
        yaml.append("devices:").append(entries.isEmpty() ? " []" : "").append('\n');
        entries.values().forEach(entry -> device(yaml, entry));
        return yaml.toString();
    }

    private void credentials(StringBuilder yaml) {
        Set<String> used = entries.values().stream()
                .flatMap(entry -> entry.found().ways().stream())
                .flatMap(way -> way instanceof ProbeSpec.Snmp snmp
                        ? Stream.of(snmp.credentials().name())
                        : Stream.empty())
                .collect(Collectors.toSet());
        List<Credentials.Community> written =
                given.stream().filter(one -> used.contains(one.name())).toList();
        if (!written.isEmpty()) {
            yaml.append("# What opens them is not written down here: set it outside before you run the daemon.\n");
            yaml.append("credentials:\n");
            List<String> words = given.stream()
                    .map(Credentials.Community::community)
                    .distinct()
                    .toList();
            for (Credentials.Community one : written) {
                yaml.append("  ")
                        .append(one.name())
                        .append(": { version: ")
                        .append(one.v1() ? "1" : "2c")
                        .append(", community: \"${env:SNMP_COMMUNITY")
                        .append(words.size() == 1 ? "" : "_" + (words.indexOf(one.community()) + 1))
                        .append(":public}\" }\n");
            }
        }
    }

    private void device(StringBuilder yaml, Entry entry) {
        Found found = entry.found();
        yaml.append("  - id: ").append(quotedId(entry.id())).append('\n');
        line(yaml, "name", quoted(found.name()), !found.name().isBlank());
        line(yaml, "kind", found.kind().word(), true);
        entry.room().ifPresent(room -> line(yaml, "room", quotedId(room), true));
        line(yaml, "address", found.address().contains(":") ? quoted(found.address()) : found.address(), true);
        entry.mac().ifPresent(mac -> line(yaml, "mac", "\"" + mac + "\"", true));
        String up = uplink(entry);
        Uplinks.Uplink why = uplinks.get(found.address());
        line(yaml, "uplink", quotedId(up) + (why == null ? "" : "   # " + comment(why.why())), !up.isEmpty());
        for (ProbeSpec way : found.ways()) {
            way(yaml, way, found);
        }
        line(yaml, "sights", "clients", found.kind() == DeviceKind.WLAN_CONTROLLER);
        line(
                yaml,
                "model",
                quoted(found.text("system.model")),
                !found.text("system.model").isBlank());
        line(
                yaml,
                "serial",
                quoted(found.text("system.serial")),
                !found.text("system.serial").isBlank());
    }

    private void way(StringBuilder yaml, ProbeSpec way, Found found) {
        if (way instanceof ProbeSpec.Snmp snmp) {
            String port = snmp.port() == SNMP_PORT ? "" : "port: " + snmp.port() + ", ";
            line(
                    yaml,
                    "snmp",
                    "{ " + port + "credentials: " + snmp.credentials().name() + " }"
                            + found.profile()
                                    .map(text -> "   # " + comment(text))
                                    .orElse(""),
                    true);
        } else if (way instanceof ProbeSpec.Http page) {
            String url = page.url().toString().replace("//" + Doors.host(found.address()), "//{address}");
            line(
                    yaml,
                    "http",
                    "{ url: " + quoted(url)
                            + page.profile().map(name -> ", profile: " + name).orElse("") + " }"
                            + (page.url().getPort() == Doors.FULLY_KIOSK
                                    ? "   # Fully Kiosk Browser: add profile: fully-kiosk, password: \"${file:PATH}\""
                                    : ""),
                    true);
        } else if (way instanceof ProbeSpec.Tcp ports) {
            List<String> numbers = ports.endpoints().stream()
                    .map(endpoint -> Integer.toString(endpoint.port()))
                    .toList();
            numbers.stream()
                    .map(cachePlatforms::get)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .ifPresent(platform -> line(yaml, "platforms", "[" + platform.id() + "]", true));
            line(yaml, "tcp", "[" + String.join(", ", numbers) + "]", true);
        } else if (way instanceof ProbeSpec.PjLink) {
            line(yaml, "pjlink", "true", true);
        }
    }

    private static void line(StringBuilder yaml, String key, String value, boolean wanted) {
        if (wanted) {
            yaml.append("    ").append(key).append(": ").append(value).append('\n');
        }
    }

    /** An id that YAML could take for something else, such as {@code 118} or {@code on}, in quotes. */
    private static String quotedId(String id) {
        return id.matches("[a-z][a-z0-9-]*")
                        && !Set.of("on", "off", "yes", "no", "true", "false", "null")
                                .contains(id)
                ? id
                : "\"" + id + "\"";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$ {") + "\"";
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (Entry entry : entries.values()) {
            Found found = entry.found();
            Optional<ProbeSpec.Snmp> snmp = found.ways().stream()
                    .filter(ProbeSpec.Snmp.class::isInstance)
                    .map(ProbeSpec.Snmp.class::cast)
                    .findFirst();
            Optional<ProbeSpec.Http> page = found.ways().stream()
                    .filter(ProbeSpec.Http.class::isInstance)
                    .map(ProbeSpec.Http.class::cast)
                    .findFirst();
            String probe = snmp.map(way -> way.port() == SNMP_PORT ? "snmp" : "snmp:" + way.port())
                    .or(() -> page.map(
                            way -> way.url().toString().replace("//" + Doors.host(found.address()), "//{address}")))
                    .orElse("");
            List<String> cells = new ArrayList<>(List.of(
                    entry.id(),
                    found.name(),
                    found.kind().word(),
                    entry.room().orElse(""),
                    "",
                    "",
                    probe,
                    found.address(),
                    entry.mac().orElse(""),
                    uplink(entry),
                    "",
                    found.text("system.serial"),
                    found.text("system.model"),
                    "in-use",
                    snmp.map(way -> way.credentials().name()).orElse(""),
                    snmp.isPresent()
                            ? ""
                            : page.flatMap(ProbeSpec.Http::profile).orElse("")));
            csv.append(cells.stream().map(InventoryDraft::cell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /** A cell that no spreadsheet takes for a formula (RFC 4180; OWASP, CSV injection). */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain =
                safe.chars().noneMatch(letter -> letter == '"' || letter == ',' || letter == '\n' || letter == '\r');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** What is new, gone or other than an inventory says, a line each; empty when all is as it says. */
    List<String> against(Inventory inventory, List<AddressRange> ranges) {
        return new InventoryDifference(entries, uplinks, inventory).lines(ranges);
    }
}
