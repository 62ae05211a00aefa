package org.firstbell.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.setup.Credentials;

/** Communities and users by name. */
final class CredentialsSection {
    private static final Set<String> COMMUNITY_KEYS = Set.of("version", "community");
    private static final Set<String> USER_KEYS =
            Set.of("version", "user", "auth", "auth-secret", "priv", "priv-secret", "context");
    private static final Map<String, Credentials.Auth> AUTHS = Arrays.stream(Credentials.Auth.values())
            .collect(Collectors.toUnmodifiableMap(Credentials.Auth::word, auth -> auth));
    private static final Map<String, Credentials.Priv> PRIVS = Arrays.stream(Credentials.Priv.values())
            .collect(Collectors.toUnmodifiableMap(Credentials.Priv::word, priv -> priv));

    private CredentialsSection() {}

    static Map<String, Credentials> read(Sources sources) {
        Map<String, Credentials> credentials = new LinkedHashMap<>();
        sources.all("credentials").flatMap(value -> value.map().stream()).forEach(map -> {
            for (String name : map.names()) {
                map.map(name).flatMap(one -> read(name, one)).ifPresent(one -> {
                    if (credentials.putIfAbsent(name, one) != null) {
                        map.key(name).ifPresent(key -> key.problem("these credentials exist already", ""));
                    }
                });
            }
        });
        return credentials;
    }

    private static Optional<Credentials> read(String name, YamlMap map) {
        Optional<String> version = map.need("version")
                .flatMap(value ->
                        value.oneOf(Map.of("1", "1", "2c", "2c", "3", "3"), "a version of SNMP that is known here"));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return version.get().equals("3")
                ? user(name, map)
                : community(name, version.get().equals("1"), map);
    }

    private static Optional<Credentials> community(String name, boolean v1, YamlMap map) {
        map.only(COMMUNITY_KEYS);
        return map.needText("community").map(community -> new Credentials.Community(name, v1, community));
    }

    private static Optional<Credentials> user(String name, YamlMap map) {
        map.only(USER_KEYS);
        Optional<String> user = map.needText("user");
        Optional<Credentials.Auth> auth = map.get("auth").flatMap(value -> value.oneOf(AUTHS, "a way to authenticate"));
        Optional<Credentials.Priv> priv = map.get("priv").flatMap(value -> value.oneOf(PRIVS, "a way to encrypt"));
        if (priv.isPresent() && map.get("auth").isEmpty()) {
            map.self().problem("has 'priv' and lacks 'auth'", "SNMPv3 encrypts only what it authenticates: add auth:");
            return Optional.empty();
        }
        Optional<String> authSecret = secret(map, "auth", "auth-secret");
        Optional<String> privSecret = secret(map, "priv", "priv-secret");
        if (user.isEmpty() || authSecret.isEmpty() || privSecret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials.User(
                name,
                user.get(),
                auth,
                authSecret.get(),
                priv,
                privSecret.get(),
                map.text("context").orElse("")));
    }

    /** A secret of 8 characters or more (RFC 3414 §11.2) where the protocol wants one, else the empty text. */
    private static Optional<String> secret(YamlMap map, String protocol, String key) {
        if (map.get(protocol).isEmpty()) {
            return Optional.of("");
        }
        return map.need(key)
                .flatMap(value -> value.text().flatMap(text -> {
                    if (text.length() < 8) {
                        value.problem("is shorter than 8 characters", "SNMPv3 asks for at least 8 (RFC 3414)");
                        return Optional.empty();
                    }
                    return Optional.of(text);
                }));
    }
}
