package org.firstbell.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.Traps;

/** Where traps are heard, and who is believed. */
final class TrapsSection {
    private static final String EVERYWHERE = "0.0.0.0";

    private TrapsSection() {}

    static Optional<Traps> read(Sources sources, Map<String, Credentials> known) {
        Optional<Traps> traps = Optional.empty();
        for (YamlValue value : sources.once("traps")) {
            traps = value.map().flatMap(map -> read(map.only("host", "port", "credentials"), known));
        }
        return traps;
    }

    private static Optional<Traps> read(YamlMap map, Map<String, Credentials> known) {
        Optional<String> host = map.get("host").isEmpty()
                ? Optional.of(EVERYWHERE)
                : map.get("host").flatMap(TrapsSection::address);
        Optional<Integer> port = map.get("port").isEmpty()
                ? Optional.of(Traps.PORT)
                : map.get("port").flatMap(value -> value.whole(0, 65_535));
        Map<Credentials, YamlValue> believed = new LinkedHashMap<>();
        if (map.get("credentials").isEmpty()) {
            known.values().forEach(one -> believed.putIfAbsent(one, map.self()));
        } else {
            map.list("credentials").forEach(value -> named(value, known).ifPresent(one -> believed.put(one, value)));
        }
        if (believed.isEmpty() && known.isEmpty()) {
            map.self()
                    .problem("has nobody to believe", "add credentials: a community or SNMPv3 user that devices send");
        }
        boolean apart = usersApart(believed);
        return host.isPresent() && port.isPresent() && apart
                ? Optional.of(new Traps(host.get(), port.get(), new ArrayList<>(believed.keySet())))
                : Optional.empty();
    }

    private static Optional<Credentials> named(YamlValue value, Map<String, Credentials> known) {
        return value.text().flatMap(name -> {
            Credentials found = known.get(name);
            if (found == null) {
                value.problem("there are no credentials '" + name + "'", Suggestion.hint(name, known.keySet()));
            }
            return Optional.ofNullable(found);
        });
    }

    /** A message names its user and nothing else: two secrets of one user cannot be told apart. */
    private static boolean usersApart(Map<Credentials, YamlValue> believed) {
        Map<String, String> names = new LinkedHashMap<>();
        List<Credentials> twice = new ArrayList<>();
        believed.forEach((one, at) -> {
            if (one instanceof Credentials.User user) {
                String first = names.putIfAbsent(user.user(), user.name());
                if (first != null) {
                    twice.add(one);
                    at.problem(
                            "'" + user.name() + "' and '" + first + "' are the same user '" + user.user() + "'",
                            "list under traps: credentials: the one that devices send traps with");
                }
            }
        });
        return twice.isEmpty();
    }

    private static Optional<String> address(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                if (text.equals("localhost") || text.matches("[0-9.]+|[0-9a-fA-F:]+")) {
                    return Optional.of(InetAddress.getByName(text).getHostAddress());
                }
            } catch (UnknownHostException notAnAddress) {
                // told below
            }
            value.problem(
                    "'" + text + "' is not an address of this machine",
                    "write the address in digits, or leave host out to listen on all");
            return Optional.empty();
        });
    }
}
