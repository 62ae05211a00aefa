package org.firstbell.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.Origin;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;

/** The ways in which a device or service is asked, a key each: {@code snmp}, {@code http}, {@code tcp}, {@code dns}, … */
final class ProbeReader {
    static final Set<String> KEYS = Stream.concat(Stream.of("snmp", "http", "tcp", "tls"), DialogueReader.KEYS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Credentials> credentials;
    private final Set<String> snmpProfiles;
    private final Map<String, HttpProfile> httpProfiles;
    private final Problems problems;

    ProbeReader(
            Map<String, Credentials> credentials,
            Set<String> snmpProfiles,
            Map<String, HttpProfile> httpProfiles,
            Problems problems) {
        this.credentials = credentials;
        this.snmpProfiles = snmpProfiles;
        this.httpProfiles = httpProfiles;
        this.problems = problems;
    }

    /** Reads what stands in an entry; the address fills {@code {address}} and is where SNMP and ports are asked. */
    List<ProbeSpec> read(YamlMap map, Optional<String> address) {
        List<ProbeSpec> probes = new ArrayList<>();
        map.get("snmp").ifPresent(value -> snmp(value, address).ifPresent(probes::add));
        map.list("http").forEach(value -> http(value, address).ifPresent(probes::add));
        map.get("tcp").ifPresent(value -> tcp(value, address).ifPresent(probes::add));
        map.get("tls").ifPresent(value -> tls(map, value, address).ifPresent(probes::add));
        probes.addAll(new DialogueReader(address).read(map));
        return probes;
    }

    private Optional<ProbeSpec> snmp(YamlValue value, Optional<String> address) {
        return value.map().flatMap(map -> {
            map.only("port", "credentials", "profile");
            int port = map.get("port").flatMap(p -> p.whole(1, 65_535)).orElse(161);
            Optional<Credentials> who = credentials(map);
            String profile = map.get("profile").flatMap(this::snmpProfile).orElse("auto");
            if (address.isEmpty()) {
                value.problem("is asked by SNMP and has no address", "add address:");
            }
            return address.isEmpty() || who.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ProbeSpec.Snmp(address.get(), port, who.get(), profile));
        });
    }

    private Optional<Credentials> credentials(YamlMap map) {
        Optional<YamlValue> named = map.get("credentials");
        if (named.isPresent()) {
            return named.get()
                    .text()
                    .flatMap(name ->
                            credentials(name, named.get().origin(), named.get().path()));
        }
        if (credentials.size() == 1) {
            return Optional.of(credentials.values().iterator().next());
        }
        map.self()
                .problem(
                        "lacks 'credentials'",
                        credentials.isEmpty()
                                ? "add credentials: at the top level and name them here"
                                : Suggestion.hint("", credentials.keySet()));
        return Optional.empty();
    }

    Optional<Credentials> credentials(String name, Origin origin, String path) {
        if (!credentials.containsKey(name)) {
            problems.add(
                    origin,
                    path,
                    "there are no credentials '" + name + "'",
                    Suggestion.hint(name, credentials.keySet()));
        }
        return Optional.ofNullable(credentials.get(name));
    }

    private Optional<String> snmpProfile(YamlValue value) {
        return value.text().filter(name -> snmpProfile(name, value.origin(), value.path()));
    }

    boolean snmpProfile(String name, Origin origin, String path) {
        boolean known = name.equals("auto") || snmpProfiles.contains(name);
        if (!known) {
            problems.add(
                    origin, path, "there is no device profile '" + name + "'", Suggestion.hint(name, snmpProfiles));
        }
        return known;
    }

    private Optional<ProbeSpec> http(YamlValue value, Optional<String> address) {
        return value.map().flatMap(map -> {
            map.only("url", "profile", "expect", "user", "password", "key", "certificate");
            ProbeSpec.Login login = new ProbeSpec.Login(map.text("user"), map.text("password"), map.text("key"));
            Optional<String> profile = map.get("profile")
                    .flatMap(name -> name.text().filter(text -> httpProfile(text, name.origin(), name.path())));
            profile.ifPresent(name -> needs(name, login, map));
            Optional<URI> url = map.need("url")
                    .flatMap(at -> at.text().flatMap(text -> url(text, address, at.origin(), at.path())));
            Optional<String> certificate = map.get("certificate").flatMap(ProbeReader::certificate);
            return url.map(uri -> new ProbeSpec.Http(uri, profile, map.text("expect"), login, certificate));
        });
    }

    /** A fingerprint as tools print it: with or without colons, in either case. */
    private static Optional<String> certificate(YamlValue value) {
        return value.text().flatMap(text -> {
            String plain = text.strip().toLowerCase(Locale.ROOT).replace(":", "");
            if (!plain.equals(ProbeSpec.Http.ANY_CERTIFICATE) && !plain.matches("[0-9a-f]{64}")) {
                value.problem(
                        "'" + text + "' is neither a SHA-256 fingerprint nor any",
                        "openssl x509 -noout -fingerprint -sha256 prints it");
                return Optional.empty();
            }
            return Optional.of(plain);
        });
    }

    /** A profile that has a place for a secret needs one. */
    private void needs(String name, ProbeSpec.Login login, YamlMap map) {
        HttpProfile profile = httpProfiles.get(name);
        if (profile == null) {
            return;
        }
        HttpProfile.Request request = profile.request();
        String texts = request.path().orElse("") + request.body().orElse("") + request.headers();
        for (String word : List.of("user", "password", "key")) {
            if (texts.contains("{" + word + "}") && login.of(word).isEmpty()) {
                map.self()
                        .problem(
                                "lacks '" + word + "', which the profile " + name + " shows to be let in",
                                "add " + word + ": \"${file:PATH}\"");
            }
        }
    }

    boolean httpProfile(String name, Origin origin, String path) {
        boolean known = httpProfiles.containsKey(name);
        if (!known) {
            problems.add(
                    origin,
                    path,
                    "there is no HTTP profile '" + name + "'",
                    Suggestion.hint(name, httpProfiles.keySet()));
        }
        return known;
    }

    Optional<URI> url(String text, Optional<String> address, Origin origin, String path) {
        if (text.contains("{address}") && address.isEmpty()) {
            problems.add(origin, path, "uses {address}, and there is none", "add address:");
            return Optional.empty();
        }
        String filled =
                text.replace("{address}", address.map(ProbeReader::bracketed).orElse(""));
        try {
            URI uri = new URI(filled);
            if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                problems.add(
                        origin, path, "'" + text + "' is not a web address", "write http://host/ or https://host/");
                return Optional.empty();
            }
            if (uri.getUserInfo() != null) {
                problems.add(origin, path, "holds a name or password", "web addresses are shown; leave it out");
                return Optional.empty();
            }
            return Optional.of(uri);
        } catch (URISyntaxException wrong) {
            problems.add(origin, path, "'" + text + "' is not a web address", "write http://host/ or https://host/");
            return Optional.empty();
        }
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private Optional<ProbeSpec> tcp(YamlValue value, Optional<String> address) {
        List<ProbeSpec.Endpoint> endpoints = new ArrayList<>();
        for (YamlValue entry : value.list()) {
            entry.text().flatMap(text -> endpoint(text, entry, address)).ifPresent(endpoints::add);
        }
        return endpoints.isEmpty() ? Optional.empty() : Optional.of(new ProbeSpec.Tcp(endpoints));
    }

    private static Optional<ProbeSpec.Endpoint> endpoint(String text, YamlValue at, Optional<String> address) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            at.problem("'" + text + "' is neither a port nor host:port", "a port is a number from 1 to 65535");
            return Optional.empty();
        }
        if (colon < 0 && address.isEmpty()) {
            at.problem("has no host", "write host:port, or add address:");
            return Optional.empty();
        }
        String host =
                colon < 0 ? address.orElseThrow() : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        if (host.isBlank()) {
            at.problem("'" + text + "' has no host", "write host:port");
            return Optional.empty();
        }
        return Optional.of(new ProbeSpec.Endpoint(host, Integer.parseInt(port)));
    }

    private Optional<ProbeSpec> tls(YamlMap entry, YamlValue value, Optional<String> address) {
        return value.map().flatMap(map -> {
            map.only("host", "port", "intercepted");
            ProbeSpec.Intercepted intercepted = map.get("intercepted")
                    .flatMap(word -> word.oneOf(
                            Map.of(
                                    "forbidden", ProbeSpec.Intercepted.FORBIDDEN,
                                    "allowed", ProbeSpec.Intercepted.ALLOWED),
                            "a word for it"))
                    .orElse(ProbeSpec.Intercepted.FORBIDDEN);
            Optional<URI> page = entry.list("http").stream()
                    .flatMap(http -> http.map().flatMap(one -> one.text("url")).stream())
                    .findFirst()
                    .filter(url -> url.startsWith("https:"))
                    .flatMap(url -> parsed(url.replace(
                            "{address}", address.map(ProbeReader::bracketed).orElse("x"))));
            Optional<String> host =
                    map.text("host").or(() -> page.map(URI::getHost)).or(() -> address);
            int port = map.get("port")
                    .flatMap(p -> p.whole(1, 65_535))
                    .orElse(page.map(URI::getPort).filter(p -> p > 0).orElse(443));
            if (host.isEmpty()) {
                value.problem("has no host", "add host:, or http: with an https address");
                return Optional.empty();
            }
            return Optional.of(new ProbeSpec.Tls(new ProbeSpec.Endpoint(host.get(), port), intercepted));
        });
    }

    private static Optional<URI> parsed(String url) {
        try {
            return Optional.of(new URI(url)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException toldElsewhere) {
            return Optional.empty();
        }
    }
}
