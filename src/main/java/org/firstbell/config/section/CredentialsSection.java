package org.firstbell.config.section;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.model.setup.Credentials;

/** Communities and users by name. */
public final class CredentialsSection {
    private static final Set<String> COMMUNITY_KEYS = Set.of("version", "community");
    private static final Set<String> USER_KEYS =
            Set.of("version", "user", "auth", "auth-secret", "priv", "priv-secret", "context");
    private static final Map<String, Credentials.AuthProtocol> AUTH_PROTOCOLS = Arrays.stream(
                    Credentials.AuthProtocol.values())
            .collect(Collectors.toUnmodifiableMap(Credentials.AuthProtocol::keyword, auth -> auth));
    private static final Map<String, Credentials.PrivProtocol> PRIV_PROTOCOLS = Arrays.stream(
                    Credentials.PrivProtocol.values())
            .collect(Collectors.toUnmodifiableMap(Credentials.PrivProtocol::keyword, priv -> priv));

    private CredentialsSection() {}

    public static Map<String, Credentials> read(ConfigurationFiles sources) {
        Map<String, Credentials> credentials = new LinkedHashMap<>();
        sources.allValues("credentials")
                .flatMap(value -> value.asMap().stream())
                .forEach(map -> {
                    for (String name : map.keys()) {
                        map.map(name).flatMap(one -> read(name, one)).ifPresent(one -> {
                            if (credentials.putIfAbsent(name, one) != null) {
                                map.keyValue(name)
                                        .ifPresent(key -> key.addProblem("these credentials exist already", ""));
                            }
                        });
                    }
                });
        return credentials;
    }

    private static Optional<Credentials> read(String name, YamlMap map) {
        Optional<String> version = map.require("version")
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
        map.allowOnly(COMMUNITY_KEYS);
        return map.requireText("community").map(community -> new Credentials.Community(name, v1, community));
    }

    private static Optional<Credentials> user(String name, YamlMap map) {
        map.allowOnly(USER_KEYS);
        Optional<String> user = map.requireText("user");
        Optional<Credentials.AuthProtocol> auth =
                map.get("auth").flatMap(value -> value.oneOf(AUTH_PROTOCOLS, "a way to authenticate"));
        Optional<Credentials.PrivProtocol> priv =
                map.get("priv").flatMap(value -> value.oneOf(PRIV_PROTOCOLS, "a way to encrypt"));
        if (priv.isPresent() && map.get("auth").isEmpty()) {
            map.asValue()
                    .addProblem("has 'priv' and lacks 'auth'", "SNMPv3 encrypts only what it authenticates: add auth:");
            return Optional.empty();
        }
        Optional<String> authSecret = secret(map, "auth", "auth-secret");
        Optional<String> privSecret = secret(map, "priv", "priv-secret");
        if (user.isEmpty() || authSecret.isEmpty() || privSecret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credentials.UsmCredentials(
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
        return map.require(key)
                .flatMap(value -> value.asText().flatMap(text -> {
                    if (text.length() < 8) {
                        value.addProblem("is shorter than 8 characters", "SNMPv3 asks for at least 8 (RFC 3414)");
                        return Optional.empty();
                    }
                    return Optional.of(text);
                }));
    }
}
