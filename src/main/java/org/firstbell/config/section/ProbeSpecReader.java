package org.firstbell.config.section;

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
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.Origin;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.ProbeSpec;

/** The ways in which a device or service is asked, a key each: {@code snmp}, {@code http}, {@code tcp}, {@code dns}, … */
public final class ProbeSpecReader {
    static final Set<String> KEYS = Stream.concat(
                    Stream.of("snmp", "http", "tcp", "tls"), NetworkProbeReader.KEYS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Credentials> credentials;
    private final Set<String> snmpProfiles;
    private final Map<String, HttpProfile> httpProfiles;
    private final ProblemCollector problems;

    public ProbeSpecReader(
            Map<String, Credentials> credentials,
            Set<String> snmpProfiles,
            Map<String, HttpProfile> httpProfiles,
            ProblemCollector problems) {
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
        probes.addAll(new NetworkProbeReader(address).read(map));
        return probes;
    }

    private Optional<ProbeSpec> snmp(YamlValue value, Optional<String> address) {
        return value.asMap().flatMap(map -> {
            map.allowOnly("port", "credentials", "profile");
            int port = map.get("port").flatMap(p -> p.asInteger(1, 65_535)).orElse(161);
            Optional<Credentials> who = credentials(map);
            String profile = map.get("profile").flatMap(this::snmpProfile).orElse("auto");
            if (address.isEmpty()) {
                value.addProblem("is asked by SNMP and has no address", "add address:");
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
                    .asText()
                    .flatMap(name ->
                            credentials(name, named.get().origin(), named.get().path()));
        }
        if (credentials.size() == 1) {
            return Optional.of(credentials.values().iterator().next());
        }
        map.asValue()
                .addProblem(
                        "lacks 'credentials'",
                        credentials.isEmpty()
                                ? "add credentials: at the top level and name them here"
                                : SpellingSuggestion.hint("", credentials.keySet()));
        return Optional.empty();
    }

    Optional<Credentials> credentials(String name, Origin origin, String path) {
        if (!credentials.containsKey(name)) {
            problems.add(
                    origin,
                    path,
                    "there are no credentials '" + name + "'",
                    SpellingSuggestion.hint(name, credentials.keySet()));
        }
        return Optional.ofNullable(credentials.get(name));
    }

    private Optional<String> snmpProfile(YamlValue value) {
        return value.asText().filter(name -> snmpProfile(name, value.origin(), value.path()));
    }

    boolean snmpProfile(String name, Origin origin, String path) {
        boolean known = name.equals("auto") || snmpProfiles.contains(name);
        if (!known) {
            problems.add(
                    origin,
                    path,
                    "there is no device profile '" + name + "'",
                    SpellingSuggestion.hint(name, snmpProfiles));
        }
        return known;
    }

    private Optional<ProbeSpec> http(YamlValue value, Optional<String> address) {
        return value.asMap().flatMap(map -> {
            map.allowOnly("url", "profile", "expect", "user", "password", "key", "certificate");
            ProbeSpec.HttpLogin login =
                    new ProbeSpec.HttpLogin(map.text("user"), map.text("password"), map.text("key"));
            Optional<String> profile = map.get("profile")
                    .flatMap(name -> name.asText().filter(text -> httpProfile(text, name.origin(), name.path())));
            profile.ifPresent(name -> requireSecret(name, login, map));
            Optional<URI> url = map.require("url")
                    .flatMap(at -> at.asText().flatMap(text -> url(text, address, at.origin(), at.path())));
            Optional<String> certificate = map.get("certificate").flatMap(ProbeSpecReader::fingerprint);
            return url.map(uri -> new ProbeSpec.Http(uri, profile, map.text("expect"), login, certificate));
        });
    }

    /** A fingerprint as tools print it: with or without colons, in either case. */
    private static Optional<String> fingerprint(YamlValue value) {
        return value.asText().flatMap(text -> {
            String plain = text.strip().toLowerCase(Locale.ROOT).replace(":", "");
            if (!plain.equals(ProbeSpec.Http.ANY_CERTIFICATE) && !plain.matches("[0-9a-f]{64}")) {
                value.addProblem(
                        "'" + text + "' is neither a SHA-256 fingerprint nor any",
                        "openssl x509 -noout -fingerprint -sha256 prints it");
                return Optional.empty();
            }
            return Optional.of(plain);
        });
    }

    /** A profile that has a place for a secret needs one. */
    private void requireSecret(String name, ProbeSpec.HttpLogin login, YamlMap map) {
        HttpProfile profile = httpProfiles.get(name);
        if (profile == null) {
            return;
        }
        HttpProfile.ProfileRequest request = profile.request();
        String texts = request.path().orElse("") + request.body().orElse("") + request.headers();
        for (String word : List.of("user", "password", "key")) {
            if (texts.contains("{" + word + "}") && login.value(word).isEmpty()) {
                map.asValue()
                        .addProblem(
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
                    SpellingSuggestion.hint(name, httpProfiles.keySet()));
        }
        return known;
    }

    Optional<URI> url(String text, Optional<String> address, Origin origin, String path) {
        if (text.contains("{address}") && address.isEmpty()) {
            problems.add(origin, path, "uses {address}, and there is none", "add address:");
            return Optional.empty();
        }
        String filled = text.replace(
                "{address}", address.map(ProbeSpecReader::bracketIpv6).orElse(""));
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

    private static String bracketIpv6(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private Optional<ProbeSpec> tcp(YamlValue value, Optional<String> address) {
        List<ProbeSpec.Endpoint> endpoints = new ArrayList<>();
        for (YamlValue entry : value.asList()) {
            entry.asText().flatMap(text -> endpoint(text, entry, address)).ifPresent(endpoints::add);
        }
        return endpoints.isEmpty() ? Optional.empty() : Optional.of(new ProbeSpec.Tcp(endpoints));
    }

    private static Optional<ProbeSpec.Endpoint> endpoint(String text, YamlValue at, Optional<String> address) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            at.addProblem("'" + text + "' is neither a port nor host:port", "a port is a number from 1 to 65535");
            return Optional.empty();
        }
        if (colon < 0 && address.isEmpty()) {
            at.addProblem("has no host", "write host:port, or add address:");
            return Optional.empty();
        }
        String host =
                colon < 0 ? address.orElseThrow() : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        if (host.isBlank()) {
            at.addProblem("'" + text + "' has no host", "write host:port");
            return Optional.empty();
        }
        return Optional.of(new ProbeSpec.Endpoint(host, Integer.parseInt(port)));
    }

    private Optional<ProbeSpec> tls(YamlMap entry, YamlValue value, Optional<String> address) {
        return value.asMap().flatMap(map -> {
            map.allowOnly("host", "port", "intercepted");
            ProbeSpec.InterceptionPolicy intercepted = map.get("intercepted")
                    .flatMap(word -> word.oneOf(
                            Map.of(
                                    "forbidden", ProbeSpec.InterceptionPolicy.FORBIDDEN,
                                    "allowed", ProbeSpec.InterceptionPolicy.ALLOWED),
                            "a word for it"))
                    .orElse(ProbeSpec.InterceptionPolicy.FORBIDDEN);
            Optional<URI> page = entry.list("http").stream()
                    .flatMap(http -> http.asMap().flatMap(one -> one.text("url")).stream())
                    .findFirst()
                    .filter(url -> url.startsWith("https:"))
                    .flatMap(url -> parseUri(url.replace(
                            "{address}",
                            address.map(ProbeSpecReader::bracketIpv6).orElse("x"))));
            Optional<String> host =
                    map.text("host").or(() -> page.map(URI::getHost)).or(() -> address);
            int port = map.get("port")
                    .flatMap(p -> p.asInteger(1, 65_535))
                    .orElse(page.map(URI::getPort).filter(p -> p > 0).orElse(443));
            if (host.isEmpty()) {
                value.addProblem("has no host", "add host:, or http: with an https address");
                return Optional.empty();
            }
            return Optional.of(new ProbeSpec.Tls(new ProbeSpec.Endpoint(host.get(), port), intercepted));
        });
    }

    private static Optional<URI> parseUri(String url) {
        try {
            return Optional.of(new URI(url)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException toldElsewhere) {
            return Optional.empty();
        }
    }
}
