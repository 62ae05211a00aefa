package org.firstbell.discovery;

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
import org.firstbell.config.csv.CsvTable;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.ProbeSpec;

/**
 * The result of a discovery as an inventory to review: YAML that a configuration can include, a table, or the
 * differences from an existing inventory. Strings of devices are cut to what the format can hold.
 */
public final class InventoryDraft {
    private static final int SNMP_PORT = 161;

    private final Map<String, DraftDevice> devices = new LinkedHashMap<>();
    private final Map<String, UplinkInference.InferredUplink> uplinks;
    private final Map<String, Platform> cachePlatforms;
    private final List<Credentials.Community> newCredentials;

    /**
     * A device that was found, as an inventory would name it.
     *
     * @param mac as ARP tables tell it, or the only one that it tells itself
     * @param room where it says that it stands, when its kind has a place
     */
    record DraftDevice(String id, DiscoveredDevice discovered, Optional<String> mac, Optional<String> room) {}

    /**
     * A draft of what was found.
     *
     * @param given credentials that no configuration has yet
     */
    public InventoryDraft(List<DiscoveredDevice> all, List<Credentials.Community> given, Iterable<Platform> platforms) {
        this.newCredentials = List.copyOf(given);
        this.uplinks =
                UplinkInference.infer(all.stream().map(DiscoveredDevice::node).toList());
        this.cachePlatforms = new HashMap<>();
        platforms.forEach(platform -> PortSignatures.cachePorts(platform).stream()
                .findFirst()
                .ifPresent(port -> cachePlatforms.put(Integer.toString(port), platform)));
        Map<String, String> arp = new HashMap<>();
        all.forEach(detected ->
                detected.node().arpTable().forEach((address, mac) -> arp.putIfAbsent(address, mac.value())));
        Set<String> ids = new LinkedHashSet<>();
        for (DiscoveredDevice detected : all) {
            devices.put(detected.address(), draftDevice(detected, ids, arp));
        }
    }

    private static DraftDevice draftDevice(DiscoveredDevice detected, Set<String> ids, Map<String, String> arp) {
        String wanted = slug(detected.name());
        String base = wanted.isEmpty()
                ? detected.kind().keyword() + "-"
                        + slug(detected.address().substring(detected.address().indexOf('.') + 1))
                : wanted;
        String id = base;
        for (int n = 2; !ids.add(id); n++) {
            id = base + "-" + n;
        }
        Optional<String> mac = Optional.ofNullable(arp.get(detected.address()))
                .or(() -> detected.node().macs().size() == 1
                        ? detected.node().macs().stream().findFirst().map(Object::toString)
                        : Optional.empty());
        String place = slug(detected.signalText("system.location"));
        boolean placed = detected.kind().isTestingDevice() || detected.kind() == DeviceKind.PROJECTOR;
        return new DraftDevice(id, detected, mac, placed && !place.isEmpty() ? Optional.of(place) : Optional.empty());
    }

    /** Lower-case letters, digits and hyphens; empty when nothing of a text is left. */
    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = slug.length() > 60 ? slug.substring(0, 60) : slug;
        return cut.matches("[a-z0-9].*") ? cut : "";
    }

    private String uplinkId(DraftDevice entry) {
        UplinkInference.InferredUplink up = uplinks.get(entry.discovered().address());
        DraftDevice on = up == null ? null : devices.get(up.key());
        return on == null ? "" : on.id();
    }

    /** The rooms that its devices are in, a new list each time. */
    public Set<String> rooms() {
        return devices.values().stream()
                .flatMap(entry -> entry.room().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public String yaml() {
        StringBuilder yaml =
                new StringBuilder("# Found by firstbell discover. Review it, then include it in your configuration:\n"
                        + "#   include: [devices.yaml]\n");
        appendCredentials(yaml);
        Set<String> rooms = rooms();
        if (!rooms.isEmpty()) {
            yaml.append("rooms:\n");
            for (DraftDevice entry : devices.values()) {
                entry.room()
                        .filter(rooms::remove)
                        .ifPresent(room -> yaml.append("  - { id: ")
                                .append(quotedId(room))
                                .append(", name: ")
                                .append(quoted(entry.discovered().signalText("system.location")))
                                .append(" }\n"));
            }
        }
        yaml.append("devices:").append(devices.isEmpty() ? " []" : "").append('\n');
        devices.values().forEach(entry -> appendDevice(yaml, entry));
        return yaml.toString();
    }

    private void appendCredentials(StringBuilder yaml) {
        Set<String> used = devices.values().stream()
                .flatMap(entry -> entry.discovered().probes().stream())
                .flatMap(way -> way instanceof ProbeSpec.Snmp snmp
                        ? Stream.of(snmp.credentials().name())
                        : Stream.empty())
                .collect(Collectors.toSet());
        List<Credentials.Community> written =
                newCredentials.stream().filter(one -> used.contains(one.name())).toList();
        if (!written.isEmpty()) {
            yaml.append("# What opens them is not written down here: set it outside before you run the daemon.\n");
            yaml.append("credentials:\n");
            List<String> words = newCredentials.stream()
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

    private void appendDevice(StringBuilder yaml, DraftDevice entry) {
        DiscoveredDevice detected = entry.discovered();
        yaml.append("  - id: ").append(quotedId(entry.id())).append('\n');
        appendLine(yaml, "name", quoted(detected.name()), !detected.name().isBlank());
        appendLine(yaml, "kind", detected.kind().keyword(), true);
        entry.room().ifPresent(room -> appendLine(yaml, "room", quotedId(room), true));
        appendLine(
                yaml,
                "address",
                detected.address().contains(":") ? quoted(detected.address()) : detected.address(),
                true);
        entry.mac().ifPresent(mac -> appendLine(yaml, "mac", "\"" + mac + "\"", true));
        String up = uplinkId(entry);
        UplinkInference.InferredUplink why = uplinks.get(detected.address());
        appendLine(yaml, "uplink", quotedId(up) + (why == null ? "" : "   # " + comment(why.reason())), !up.isEmpty());
        for (ProbeSpec way : detected.probes()) {
            appendProbe(yaml, way, detected);
        }
        appendLine(yaml, "sights", "clients", detected.kind() == DeviceKind.WLAN_CONTROLLER);
        appendLine(
                yaml,
                "model",
                quoted(detected.signalText("system.model")),
                !detected.signalText("system.model").isBlank());
        appendLine(
                yaml,
                "serial",
                quoted(detected.signalText("system.serial")),
                !detected.signalText("system.serial").isBlank());
    }

    private void appendProbe(StringBuilder yaml, ProbeSpec way, DiscoveredDevice detected) {
        if (way instanceof ProbeSpec.Snmp snmp) {
            String port = snmp.port() == SNMP_PORT ? "" : "port: " + snmp.port() + ", ";
            appendLine(
                    yaml,
                    "snmp",
                    "{ " + port + "credentials: " + snmp.credentials().name() + " }"
                            + detected.profile()
                                    .map(text -> "   # " + comment(text))
                                    .orElse(""),
                    true);
        } else if (way instanceof ProbeSpec.Http page) {
            String url =
                    page.url().toString().replace("//" + PortSignatures.urlHost(detected.address()), "//{address}");
            appendLine(
                    yaml,
                    "http",
                    "{ url: " + quoted(url)
                            + page.profile().map(name -> ", profile: " + name).orElse("") + " }"
                            + (page.url().getPort() == PortSignatures.FULLY_KIOSK_PORT
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
                    .ifPresent(platform -> appendLine(yaml, "platforms", "[" + platform.id() + "]", true));
            appendLine(yaml, "tcp", "[" + String.join(", ", numbers) + "]", true);
        } else if (way instanceof ProbeSpec.PjLink) {
            appendLine(yaml, "pjlink", "true", true);
        }
    }

    private static void appendLine(StringBuilder yaml, String key, String value, boolean wanted) {
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

    public String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", CsvTable.DEVICE_COLUMNS)).append('\n');
        for (DraftDevice entry : devices.values()) {
            DiscoveredDevice detected = entry.discovered();
            Optional<ProbeSpec.Snmp> snmp = detected.probes().stream()
                    .filter(ProbeSpec.Snmp.class::isInstance)
                    .map(ProbeSpec.Snmp.class::cast)
                    .findFirst();
            Optional<ProbeSpec.Http> page = detected.probes().stream()
                    .filter(ProbeSpec.Http.class::isInstance)
                    .map(ProbeSpec.Http.class::cast)
                    .findFirst();
            String probe = snmp.map(way -> way.port() == SNMP_PORT ? "snmp" : "snmp:" + way.port())
                    .or(() -> page.map(way -> way.url()
                            .toString()
                            .replace("//" + PortSignatures.urlHost(detected.address()), "//{address}")))
                    .orElse("");
            List<String> cells = new ArrayList<>(List.of(
                    entry.id(),
                    detected.name(),
                    detected.kind().keyword(),
                    entry.room().orElse(""),
                    "",
                    "",
                    probe,
                    detected.address(),
                    entry.mac().orElse(""),
                    uplinkId(entry),
                    "",
                    detected.signalText("system.serial"),
                    detected.signalText("system.model"),
                    "in-use",
                    snmp.map(way -> way.credentials().name()).orElse(""),
                    snmp.isPresent()
                            ? ""
                            : page.flatMap(ProbeSpec.Http::profile).orElse("")));
            csv.append(cells.stream().map(InventoryDraft::csvCell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return csv.toString();
    }

    /** A cell that no spreadsheet takes for a formula (RFC 4180; OWASP, CSV injection). */
    private static String csvCell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain =
                safe.chars().noneMatch(letter -> letter == '"' || letter == ',' || letter == '\n' || letter == '\r');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** What is new, gone or other than an inventory says, a line each; empty when all is as it says. */
    public List<String> differencesFrom(Inventory inventory, List<AddressRange> ranges) {
        return new InventoryDifference(devices, uplinks, inventory).lines(ranges);
    }
}
