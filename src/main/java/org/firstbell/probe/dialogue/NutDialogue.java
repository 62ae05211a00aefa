package org.firstbell.probe.dialogue;

import io.vertx.core.net.NetClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a host that minds a battery backup by Network UPS Tools (RFC 9271): every variable of one UPS at once. Without a
 * name the host's only UPS is taken. Confined to the polling loop.
 */
public final class NutDialogue implements Dialogue {
    private static final Pattern VARIABLE = Pattern.compile("VAR \\S+ (\\S+) \"(.*)\"");
    private static final Pattern UPS = Pattern.compile("UPS (\\S+) \".*\"");
    private static final Map<String, String> REFUSALS = Map.of(
            "ACCESS-DENIED", "the host does not let this machine ask (access denied)",
            "UNKNOWN-UPS", "the host knows no UPS of that name",
            "DRIVER-NOT-CONNECTED", "the host's driver has no connection to the UPS",
            "DATA-STALE", "the host has lost its UPS: what it knows is old");

    private final NetClient client;
    private final String host;
    private final int port;
    private final Optional<String> ups;

    public NutDialogue(NetClient client, String host, int port, Optional<String> ups) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.ups = ups;
    }

    @Override
    public String kind() {
        return "nut";
    }

    @Override
    public String part() {
        return ups.orElse("ups");
    }

    @Override
    public String silence() {
        return "port " + port + " does not answer in time";
    }

    @Override
    public Running begin(Consumer<Told> told) {
        return new LineExchange(client, host, port, '\n', new Conversation(ups), told);
    }

    private static final class Conversation implements LineExchange.Speaker {
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final Optional<String> ups;

        Conversation(Optional<String> ups) {
            this.ups = ups;
        }

        @Override
        public void opened(LineExchange exchange) {
            exchange.say(ups.map(name -> "LIST VAR " + name).orElse("LIST UPS"));
        }

        @Override
        public void line(String line, LineExchange exchange) {
            Matcher variable = VARIABLE.matcher(line);
            Matcher name = UPS.matcher(line);
            if (line.startsWith("ERR ")) {
                String word = line.substring(4).strip();
                exchange.end(new Told.Refusal(REFUSALS.getOrDefault(word, "the host answers " + word)));
            } else if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2).replaceAll("\\\\(.)", "$1"));
            } else if (name.matches()) {
                names.add(name.group(1));
            } else if (line.equals("END LIST UPS")) {
                choose(exchange);
            } else if (line.startsWith("END LIST VAR")) {
                exchange.end(new Told.Facts(facts(variables), List.of()));
            } else if (!line.startsWith("BEGIN LIST")) {
                exchange.end(new Told.Nonsense("what answers does not speak the protocol of Network UPS Tools"));
            }
        }

        private void choose(LineExchange exchange) {
            if (names.size() == 1) {
                exchange.say("LIST VAR " + names.get(0));
            } else {
                exchange.end(new Told.Refusal(
                        names.isEmpty()
                                ? "the host minds no UPS"
                                : "the host minds several: write nut: { ups: … } with one of "
                                        + String.join(", ", names)));
            }
        }
    }

    private static List<Fact> facts(Map<String, String> variables) {
        List<Fact> facts = new ArrayList<>();
        Optional.ofNullable(variables.get("ups.status")).ifPresent(status -> {
            Set<String> words = Set.of(status.strip().split("\\s+"));
            facts.add(Fact.of("power.on.battery", words.contains("OB"), "ups.status"));
            facts.add(Fact.of("battery.replace", words.contains("RB"), "ups.status"));
        });
        number(facts, variables, "battery.charge", "battery.charge.ratio", 0.01);
        number(facts, variables, "battery.runtime", "battery.runtime.seconds", 1);
        number(facts, variables, "ups.load", "power.load.ratio", 0.01);
        String maker = variables.getOrDefault("ups.mfr", variables.getOrDefault("device.mfr", ""));
        String model = variables.getOrDefault("ups.model", variables.getOrDefault("device.model", ""));
        text(facts, "system.model", (maker + " " + model).strip(), "ups.model");
        text(
                facts,
                "system.serial",
                variables.getOrDefault("ups.serial", variables.getOrDefault("device.serial", "")),
                "ups.serial");
        text(facts, "system.firmware", variables.getOrDefault("ups.firmware", ""), "ups.firmware");
        return facts;
    }

    private static void number(
            List<Fact> facts, Map<String, String> variables, String name, String signal, double scale) {
        String value = variables.getOrDefault(name, "");
        if (value.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            facts.add(Fact.of(signal, Double.parseDouble(value) * scale, name));
        }
    }

    private static void text(List<Fact> facts, String signal, String value, String source) {
        if (!value.isBlank()) {
            facts.add(Fact.of(signal, value, source));
        }
    }
}
