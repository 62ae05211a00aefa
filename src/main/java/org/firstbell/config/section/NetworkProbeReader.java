package org.firstbell.config.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.setup.ProbeSpec;

/**
 * The ways of asking that are short dialogues: {@code dns}, {@code ping}, {@code ntp}, {@code pjlink}, {@code nut} and
 * {@code radius}. What is asked at the entry's own address needs no more than {@code true}.
 */
final class NetworkProbeReader {
    static final Set<String> KEYS = Set.of("dns", "ping", "ntp", "pjlink", "nut", "radius");

    /** Ports of RFC 1035, RFC 5905, PJLink, RFC 9271 and RFC 2865. */
    private static final int DNS_PORT = 53;

    private static final int NTP_PORT = 123;
    private static final int PJLINK_PORT = 4352;
    private static final int NUT_PORT = 3493;
    private static final int RADIUS_PORT = 1812;

    private final Optional<String> address;

    NetworkProbeReader(Optional<String> address) {
        this.address = address;
    }

    List<ProbeSpec> read(YamlMap entry) {
        List<ProbeSpec> specs = new ArrayList<>();
        entry.list("dns").forEach(value -> dns(value).ifPresent(specs::add));
        entry.get("ping").flatMap(this::ping).ifPresent(specs::add);
        entry.get("ntp").flatMap(this::ntp).ifPresent(specs::add);
        entry.get("pjlink").flatMap(this::pjlink).ifPresent(specs::add);
        entry.list("nut").forEach(value -> nut(value).ifPresent(specs::add));
        entry.get("radius").flatMap(this::radius).ifPresent(specs::add);
        return specs;
    }

    /** A name alone, or a map with the server to ask and the addresses to expect; on a device, its own server is asked. */
    private Optional<ProbeSpec> dns(YamlValue value) {
        if (!value.isMap()) {
            Optional<ProbeSpec.Endpoint> own = address.map(host -> new ProbeSpec.Endpoint(host, DNS_PORT));
            return value.asText()
                    .flatMap(name -> name(value, name))
                    .map(name -> new ProbeSpec.Dns(name, own, List.of()));
        }
        return value.asMap().flatMap(map -> {
            map.allowOnly("name", "server", "port", "expect");
            int port = port(map, DNS_PORT);
            Optional<ProbeSpec.Endpoint> server =
                    map.text("server").or(() -> address).map(host -> new ProbeSpec.Endpoint(host, port));
            List<String> expect = map.texts("expect");
            return map.require("name")
                    .flatMap(at -> at.asText().flatMap(name -> name(at, name)))
                    .map(name -> new ProbeSpec.Dns(name, server, expect));
        });
    }

    private static Optional<String> name(YamlValue at, String name) {
        if (!name.matches(
                "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9])?)*\\.?")) {
            at.addProblem(
                    "'" + name + "' is not a name to look up", "write it without http://, such as home.testnav.com");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private Optional<ProbeSpec> ping(YamlValue value) {
        if (value.isMap()) {
            return value.asMap().flatMap(map -> {
                map.allowOnly("host");
                return host(map, value).map(ProbeSpec.Ping::new);
            });
        }
        return targetHost(value).map(ProbeSpec.Ping::new);
    }

    private Optional<ProbeSpec> ntp(YamlValue value) {
        return endpoint(value, NTP_PORT).map(ProbeSpec.Ntp::new);
    }

    private Optional<ProbeSpec> pjlink(YamlValue value) {
        Optional<String> password =
                value.isMap() ? value.asMap().flatMap(map -> map.text("password")) : Optional.empty();
        return endpoint(value, PJLINK_PORT, "password").map(at -> new ProbeSpec.PjLink(at, password));
    }

    private Optional<ProbeSpec> nut(YamlValue value) {
        Optional<String> ups = value.isMap() ? value.asMap().flatMap(map -> map.text("ups")) : Optional.empty();
        return endpoint(value, NUT_PORT, "ups").map(at -> new ProbeSpec.Nut(at, ups));
    }

    private Optional<ProbeSpec> radius(YamlValue value) {
        return value.asMap().flatMap(map -> {
            map.allowOnly("host", "port", "secret", "identity", "status");
            boolean status = map.get("status").flatMap(YamlValue::asBoolean).orElse(false);
            String identity = map.text("identity").orElse("anonymous");
            int port = port(map, RADIUS_PORT);
            Optional<String> secret = map.requireText("secret");
            return host(map, value)
                    .flatMap(host -> secret.map(
                            word -> new ProbeSpec.Radius(new ProbeSpec.Endpoint(host, port), word, identity, status)));
        });
    }

    private Optional<ProbeSpec.Endpoint> endpoint(YamlValue value, int usual, String... more) {
        if (!value.isMap()) {
            return targetHost(value).map(host -> new ProbeSpec.Endpoint(host, usual));
        }
        return value.asMap().flatMap(map -> {
            Set<String> keys = new java.util.HashSet<>(Set.of(more));
            keys.add("host");
            keys.add("port");
            map.allowOnly(keys);
            int port = port(map, usual);
            return host(map, value).map(host -> new ProbeSpec.Endpoint(host, port));
        });
    }

    private static int port(YamlMap map, int usual) {
        return map.get("port").flatMap(value -> value.asInteger(1, 65_535)).orElse(usual);
    }

    private Optional<String> host(YamlMap map, YamlValue at) {
        Optional<String> host = map.text("host").or(() -> address);
        if (host.isEmpty()) {
            at.addProblem("has no host", "add host:, or address: to the device");
        }
        return host.filter(text -> isUsableHost(at, text));
    }

    /** The entry's own address where {@code true} stands, or the host that is written there. */
    private Optional<String> targetHost(YamlValue value) {
        return value.asText().flatMap(text -> {
            if (text.equals("false")) {
                return Optional.empty();
            }
            if (!text.equals("true")) {
                return Optional.of(text).filter(host -> isUsableHost(value, host));
            }
            if (address.isEmpty()) {
                value.addProblem("has no host", "write the host here, or add address: to the device");
            }
            return address;
        });
    }

    private static boolean isUsableHost(YamlValue at, String host) {
        boolean usable = host.matches("[A-Za-z0-9:][A-Za-z0-9.:_-]*");
        if (!usable) {
            at.addProblem("'" + host + "' is neither an address nor a name", "");
        }
        return usable;
    }
}
