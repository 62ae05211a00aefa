package org.firstbell.config.section;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.TrapSettings;

/** The section that says where traps are received and which senders are believed. */
public final class TrapsSection {
    private static final String ANY_ADDRESS = "0.0.0.0";

    private TrapsSection() {}

    public static Optional<TrapSettings> read(ConfigurationFiles sources, Map<String, Credentials> known) {
        Optional<TrapSettings> traps = Optional.empty();
        for (YamlValue value : sources.singleValues("traps")) {
            traps = value.asMap().flatMap(map -> read(map.allowOnly("host", "port", "credentials"), known));
        }
        return traps;
    }

    private static Optional<TrapSettings> read(YamlMap map, Map<String, Credentials> known) {
        Optional<String> host = map.get("host").isEmpty()
                ? Optional.of(ANY_ADDRESS)
                : map.get("host").flatMap(TrapsSection::address);
        Optional<Integer> port = map.get("port").isEmpty()
                ? Optional.of(TrapSettings.DEFAULT_PORT)
                : map.get("port").flatMap(value -> value.asInteger(0, 65_535));
        Map<Credentials, YamlValue> believed = new LinkedHashMap<>();
        if (map.get("credentials").isEmpty()) {
            known.values().forEach(one -> believed.putIfAbsent(one, map.asValue()));
        } else {
            map.list("credentials")
                    .forEach(value -> findCredentials(value, known).ifPresent(one -> believed.put(one, value)));
        }
        if (believed.isEmpty() && known.isEmpty()) {
            map.asValue()
                    .addProblem(
                            "has nobody to believe", "add credentials: a community or SNMPv3 user that devices send");
        }
        boolean apart = haveDistinctUsers(believed);
        return host.isPresent() && port.isPresent() && apart
                ? Optional.of(new TrapSettings(host.get(), port.get(), new ArrayList<>(believed.keySet())))
                : Optional.empty();
    }

    private static Optional<Credentials> findCredentials(YamlValue value, Map<String, Credentials> known) {
        return value.asText().flatMap(name -> {
            Credentials found = known.get(name);
            if (found == null) {
                value.addProblem(
                        "there are no credentials '" + name + "'", SpellingSuggestion.hint(name, known.keySet()));
            }
            return Optional.ofNullable(found);
        });
    }

    /** A message names its user and nothing else: two secrets of one user cannot be told apart. */
    private static boolean haveDistinctUsers(Map<Credentials, YamlValue> believed) {
        Map<String, String> names = new LinkedHashMap<>();
        List<Credentials> twice = new ArrayList<>();
        believed.forEach((one, at) -> {
            if (one instanceof Credentials.UsmCredentials user) {
                String first = names.putIfAbsent(user.user(), user.name());
                if (first != null) {
                    twice.add(one);
                    at.addProblem(
                            "'" + user.name() + "' and '" + first + "' are the same user '" + user.user() + "'",
                            "list under traps: credentials: the one that devices send traps with");
                }
            }
        });
        return twice.isEmpty();
    }

    private static Optional<String> address(YamlValue value) {
        return value.asText().flatMap(text -> {
            try {
                if (text.equals("localhost") || text.matches("[0-9.]+|[0-9a-fA-F:]+")) {
                    return Optional.of(InetAddress.getByName(text).getHostAddress());
                }
            } catch (UnknownHostException notAnAddress) {
                // told below
            }
            value.addProblem(
                    "'" + text + "' is not an address of this machine",
                    "write the address in digits, or leave host out to listen on all");
            return Optional.empty();
        });
    }
}
