package org.firstbell.probe.net;

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
public final class NutExchange implements ProtocolExchange {
    private static final Pattern VARIABLE = Pattern.compile("VAR \\S+ (\\S+) \"(.*)\"");
    private static final Pattern UPS = Pattern.compile("UPS (\\S+) \".*\"");
    private static final Map<String, String> ERROR_REASONS = Map.of(
            "ACCESS-DENIED", "the host does not let this machine ask (access denied)",
            "UNKNOWN-UPS", "the host knows no UPS of that name",
            "DRIVER-NOT-CONNECTED", "the host's driver has no connection to the UPS",
            "DATA-STALE", "the host has lost its UPS: what it knows is old");

    private final NetClient client;
    private final String host;
    private final int port;
    private final Optional<String> ups;

    public NutExchange(NetClient client, String host, int port, Optional<String> ups) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.ups = ups;
    }

    @Override
    public String protocol() {
        return "nut";
    }

    @Override
    public String queryName() {
        return ups.orElse("ups");
    }

    @Override
    public String timeoutReason() {
        return "port " + port + " does not answer in time";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        return new LineExchange(client, host, port, '\n', new NutLineHandler(ups), told);
    }

    private static final class NutLineHandler implements LineExchange.LineHandler {
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final Optional<String> ups;

        NutLineHandler(Optional<String> ups) {
            this.ups = ups;
        }

        @Override
        public void connected(LineExchange exchange) {
            exchange.send(ups.map(name -> "LIST VAR " + name).orElse("LIST UPS"));
        }

        @Override
        public void lineReceived(String line, LineExchange exchange) {
            Matcher variable = VARIABLE.matcher(line);
            Matcher name = UPS.matcher(line);
            if (line.startsWith("ERR ")) {
                String word = line.substring(4).strip();
                exchange.finish(new ExchangeResult.ExchangeRefused(
                        ERROR_REASONS.getOrDefault(word, "the host answers " + word)));
            } else if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2).replaceAll("\\\\(.)", "$1"));
            } else if (name.matches()) {
                names.add(name.group(1));
            } else if (line.equals("END LIST UPS")) {
                chooseUps(exchange);
            } else if (line.startsWith("END LIST VAR")) {
                exchange.finish(new ExchangeResult.ExchangeAnswered(readings(variables), List.of()));
            } else if (!line.startsWith("BEGIN LIST")) {
                exchange.finish(new ExchangeResult.MalformedResponse(
                        "what answers does not speak the protocol of Network UPS Tools"));
            }
        }

        private void chooseUps(LineExchange exchange) {
            if (names.size() == 1) {
                exchange.send("LIST VAR " + names.get(0));
            } else {
                exchange.finish(new ExchangeResult.ExchangeRefused(
                        names.isEmpty()
                                ? "the host minds no UPS"
                                : "the host minds several: write nut: { ups: … } with one of "
                                        + String.join(", ", names)));
            }
        }
    }

    private static List<ProtocolReading> readings(Map<String, String> variables) {
        List<ProtocolReading> facts = new ArrayList<>();
        Optional.ofNullable(variables.get("ups.status")).ifPresent(status -> {
            Set<String> words = Set.of(status.strip().split("\\s+"));
            facts.add(ProtocolReading.of("power.on.battery", words.contains("OB"), "ups.status"));
            facts.add(ProtocolReading.of("battery.replace", words.contains("RB"), "ups.status"));
        });
        addNumber(facts, variables, "battery.charge", "battery.charge.ratio", 0.01);
        addNumber(facts, variables, "battery.runtime", "battery.runtime.seconds", 1);
        addNumber(facts, variables, "ups.load", "power.load.ratio", 0.01);
        String maker = variables.getOrDefault("ups.mfr", variables.getOrDefault("device.mfr", ""));
        String model = variables.getOrDefault("ups.model", variables.getOrDefault("device.model", ""));
        addText(facts, "system.model", (maker + " " + model).strip(), "ups.model");
        addText(
                facts,
                "system.serial",
                variables.getOrDefault("ups.serial", variables.getOrDefault("device.serial", "")),
                "ups.serial");
        addText(facts, "system.firmware", variables.getOrDefault("ups.firmware", ""), "ups.firmware");
        return facts;
    }

    private static void addNumber(
            List<ProtocolReading> facts, Map<String, String> variables, String name, String signal, double scale) {
        String value = variables.getOrDefault(name, "");
        if (value.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            facts.add(ProtocolReading.of(signal, Double.parseDouble(value) * scale, name));
        }
    }

    private static void addText(List<ProtocolReading> facts, String signal, String value, String source) {
        if (!value.isBlank()) {
            facts.add(ProtocolReading.of(signal, value, source));
        }
    }
}
