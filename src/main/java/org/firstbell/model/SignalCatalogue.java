package org.firstbell.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every signal there is, with its type, unit and how it ages. Names with a place ({@code tcp.<port>.open}) match by shape. */
public final class SignalCatalogue {
    /** The type of a signal's value. */
    public enum SignalType {
        QUANTITY,
        FLAG,
        VERSION,
        TEXT,
        STATE
    }

    /** The rule by which a signal ages. */
    public enum SignalAging {
        /** Presence and path: unknown past three of its intervals plus 10 s. */
        PRESENCE,
        /** Versions and inventory: 26 h. */
        FACT
    }

    /** The definition of one signal in the catalogue. */
    public record SignalDefinition(String name, SignalType type, String unit, SignalAging aging, String meaning) {
        private Pattern pattern() {
            return Pattern.compile(Pattern.quote(name).replaceAll("<[a-z]+>", "\\\\E[a-z0-9][a-z0-9_-]*\\\\Q"));
        }
    }

    private static final Map<String, SignalDefinition> BY_NAME = new LinkedHashMap<>();
    private static final List<SignalDefinition> PATTERNED = new ArrayList<>();
    private static final List<Pattern> PATTERNS = new ArrayList<>();

    static {
        flag("up", "any of its probes answers or a sighting is fresh");
        quantity("response.time.seconds", "seconds", "from first request to answer");
        quantity("uptime.seconds", "seconds", "since the host started");
        fact("system.name", SignalType.TEXT, "the name it gives itself (sysName)");
        fact("system.description", SignalType.TEXT, "its own description (sysDescr)");
        fact("system.location", SignalType.TEXT, "where it says it stands (sysLocation)");
        fact("system.model", SignalType.TEXT, "model");
        fact("system.firmware", SignalType.VERSION, "firmware");
        fact("system.serial", SignalType.TEXT, "serial number");
        text("snmp.limits", "what its SNMP agent cannot answer at once, as learned from it or known of its family");
        quantity("seen.at", "seconds", "when it was last sighted, seconds since 1970");
        text("seen.by", "the device that sighted it");
        text("network.ssid", "the Wi-Fi network it is on");
        quantity("wifi.signal.dbm", "dBm", "strength of its Wi-Fi signal");
        quantity("cpu.utilization.ratio", "ratio", "busy share of all processors");
        quantity("memory.utilization.ratio", "ratio", "used share of memory");
        quantity("memory.free.bytes", "bytes", "memory that programs can have");
        quantity("memory.total.bytes", "bytes", "memory built in");
        quantity("disk.free.ratio", "ratio", "free share of the fixed volume with the least left");
        quantity("disk.free.bytes", "bytes", "free bytes of that volume");
        quantity("process.count", "count", "running programs");
        fact("os.version", SignalType.VERSION, "operating system");
        quantity("battery.charge.ratio", "ratio", "charge");
        flag("battery.charging", "plugged in and charging");
        quantity("clock.offset.seconds", "seconds", "its clock minus ours");
        quantity("wifi.clients", "count", "devices connected, everybody's");
        quantity("wifi.clients.radio.max", "count", "devices on its fullest radio");
        quantity("wifi.clients.private", "count", "devices connected with a private address that they made up");
        patterned(
                "wifi.clients.ssid.<ssid>", SignalType.QUANTITY, "count", "devices on one Wi-Fi network, by its name");
        quantity("wifi.channel.utilization.ratio", "ratio", "busy share of its busiest radio's channel");
        quantity("wifi.radios.up", "count", "radios that work");
        quantity("wifi.radios.down", "count", "radios that should and do not");
        quantity("wifi.aps.connected", "count", "access points a controller has");
        quantity("wifi.aps.known", "count", "access points a controller knows");
        quantity("ports.total", "count", "Ethernet ports");
        quantity("ports.up", "count", "ports with a link");
        quantity("traffic.in.bytes.per.second", "bytes per second", "received over all ports");
        quantity("traffic.out.bytes.per.second", "bytes per second", "sent over all ports");
        quantity("link.utilization.ratio", "ratio", "load of its busiest up port");
        quantity("ports.errors.per.second", "per second", "errors over all ports");
        quantity("poe.utilization.ratio", "ratio", "used share of the power budget");
        quantity("neighbors.count", "count", "neighbours by LLDP");
        flag("power.on.battery", "runs on battery");
        quantity("power.load.ratio", "ratio", "load");
        quantity("battery.runtime.seconds", "seconds", "time left on battery");
        flag("battery.replace", "asks for a new battery");
        state("printer.state", "idle, printing, warmup, standby, warning or down");
        text("printer.errors", "what it complains about");
        quantity("supply.level.ratio", "ratio", "lowest known supply");
        quantity("lamp.time.seconds", "seconds", "hours of the lamp");
        state("power.state", "standby, on, cooling or warming");
        quantity("dhcp.addresses.free", "count", "free addresses of the tightest scope");
        quantity("dhcp.utilization.ratio", "ratio", "used share of the tightest scope");
        patterned("tcp.<port>.open", SignalType.FLAG, "", "the port accepts a connection");
        flag("http.answers", "the page was there, whatever its status; false after three missed looks");
        quantity("http.status", "status", "status of the page (RFC 9110)");
        quantity("http.time.seconds", "seconds", "until the page was there");
        flag("http.body.ok", "the page says what it should");
        quantity("tls.expires.seconds", "seconds", "until the certificate ends");
        text("tls.issuer", "who signed the certificate");
        flag("tls.intercepted", "a filter opened the connection");
        flag("tls.name.ok", "the certificate is for the name that was asked");
        flag("dns.resolves", "the name is found");
        quantity("dns.time.seconds", "seconds", "until the name was found");
        text("dns.addresses", "where the name leads");
        quantity("ping.loss.ratio", "ratio", "lost share");
        quantity("ping.time.seconds", "seconds", "round trip");
        flag("ntp.synchronized", "a time server's clock is in step, as it says itself");
        quantity("ntp.stratum", "count", "steps from a time server to a reference clock");
        flag("radius.answers", "the sign-in server answers");
        state("status.indicator", "a status page's word: none, minor, major, critical, maintenance");
        text("status.description", "a status page's sentence");
        quantity("status.incidents", "count", "troubles that a status page lists as open");
        flag("power.output", "a metered outlet gives power");
        quantity("power.watts", "watts", "power drawn from a metered outlet");
        flag("cache.content.current", "the cache holds today's test");
        patterned("app.<platform>.running", SignalType.FLAG, "", "the test app runs");
        PATTERNED.add(new SignalDefinition(
                "app.<platform>.version", SignalType.VERSION, "", SignalAging.FACT, "the test app's version"));
        PATTERNED.forEach(definition -> PATTERNS.add(definition.pattern()));
    }

    private SignalCatalogue() {}

    private static void add(String name, SignalType type, String unit, SignalAging aging, String meaning) {
        BY_NAME.put(name, new SignalDefinition(name, type, unit, aging, meaning));
    }

    private static void quantity(String name, String unit, String meaning) {
        add(name, SignalType.QUANTITY, unit, SignalAging.PRESENCE, meaning);
    }

    private static void flag(String name, String meaning) {
        add(name, SignalType.FLAG, "", SignalAging.PRESENCE, meaning);
    }

    private static void text(String name, String meaning) {
        add(name, SignalType.TEXT, "", SignalAging.PRESENCE, meaning);
    }

    private static void state(String name, String meaning) {
        add(name, SignalType.STATE, "", SignalAging.PRESENCE, meaning);
    }

    private static void fact(String name, SignalType type, String meaning) {
        add(name, type, "", SignalAging.FACT, meaning);
    }

    private static void patterned(String name, SignalType type, String unit, String meaning) {
        PATTERNED.add(new SignalDefinition(name, type, unit, SignalAging.PRESENCE, meaning));
    }

    /** The definition of a name, by letter or by shape. */
    public static Optional<SignalDefinition> find(String name) {
        SignalDefinition exact = BY_NAME.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int i = 0; i < PATTERNS.size(); i++) {
            if (PATTERNS.get(i).matcher(name).matches()) {
                return Optional.of(PATTERNED.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a limit may have that name: a signal's, or a signal's with {@code .advisory} or {@code .blocking} behind it
     * where checks of several weights look at the same signal.
     */
    public static boolean isLimitName(String name) {
        return find(name.replaceFirst("\\.(advisory|blocking)$", "")).isPresent();
    }

    /** All definitions, for documents. */
    public static Collection<SignalDefinition> all() {
        List<SignalDefinition> all = new ArrayList<>(BY_NAME.values());
        all.addAll(PATTERNED);
        return List.copyOf(all);
    }
}
