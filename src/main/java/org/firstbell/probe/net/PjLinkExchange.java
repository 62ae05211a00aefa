package org.firstbell.probe.net;

import io.vertx.core.net.NetClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Asks a projector by PJLink (JBMIA, "PJLink Specifications" 5.1.1 and "Class 2"): its power, what it complains about, the
 * hours of its lamp, its name and make, and in class 2 its serial number and software. One connection, one command after the other. Confined to the polling loop.
 */
public final class PjLinkExchange implements ProtocolExchange {
    private static final List<String> COMMANDS = List.of("POWR", "ERST", "LAMP", "INF1", "INF2", "NAME", "CLSS");
    /** Only projectors of class 2 know these: serial number and software version. */
    private static final List<String> CLASS_2_COMMANDS = List.of("SNUM", "SVER");

    private static final List<String> POWER = List.of("standby", "on", "cooling", "warming");
    private static final List<String> COMPONENTS = List.of("fan", "lamp", "temperature", "cover", "filter", "other");
    private static final Map<Character, String> ERROR_LEVELS = Map.of('1', "warning", '2', "error");
    private static final Pattern LAMPS = Pattern.compile("\\d{1,6} [01]( \\d{1,6} [01]){0,7}");

    private final NetClient client;
    private final String host;
    private final int port;
    private final Optional<String> password;

    public PjLinkExchange(NetClient client, String host, int port, Optional<String> password) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.password = password;
    }

    @Override
    public String protocol() {
        return "pjlink";
    }

    @Override
    public String queryName() {
        return "projector";
    }

    @Override
    public String timeoutReason() {
        return "port " + port + " does not answer in time: a projector takes one connection at a time";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        return new LineExchange(client, host, port, '\r', new PjLinkLineHandler(password), told);
    }

    /** The greeting, then answer after answer. */
    private static final class PjLinkLineHandler implements LineExchange.LineHandler {
        private final Deque<String> remainingCommands = new ArrayDeque<>(COMMANDS);
        private final List<ProtocolReading> readings = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Optional<String> password;
        private String maker = "";

        PjLinkLineHandler(Optional<String> password) {
            this.password = password;
        }

        @Override
        public void lineReceived(String line, LineExchange exchange) {
            String word = line.toUpperCase(Locale.ROOT);
            if (word.startsWith("PJLINK ERRA")) {
                exchange.finish(new ExchangeResult.ExchangeRefused("the projector does not take this password"));
            } else if (word.startsWith("PJLINK 0")) {
                exchange.send(nextCommand(""));
            } else if (word.matches("PJLINK 1 [0-9A-F]{8}")) {
                authenticate(line.substring(line.length() - 8), exchange);
            } else if (word.matches("%[12][A-Z0-9]{4}=.*")) {
                responseReceived(word.substring(2, 6), line.substring(7).strip());
                if (remainingCommands.isEmpty()) {
                    exchange.finish(new ExchangeResult.ExchangeAnswered(readings, problems));
                } else {
                    exchange.send(nextCommand(""));
                }
            } else {
                exchange.finish(new ExchangeResult.MalformedResponse("what answers does not speak PJLink"));
            }
        }

        private void authenticate(String digits, LineExchange exchange) {
            if (password.isEmpty()) {
                exchange.finish(new ExchangeResult.ExchangeRefused(
                        "the projector asks for a password: add pjlink: { password: … }"));
            } else {
                exchange.send(nextCommand(md5(digits + password.get())));
            }
        }

        private String nextCommand(String prefix) {
            String command = remainingCommands.remove();
            return prefix + (CLASS_2_COMMANDS.contains(command) ? "%2" : "%1") + command + " ?";
        }

        private void responseReceived(String command, String value) {
            if (value.toUpperCase(Locale.ROOT).startsWith("ERR")) {
                if (value.endsWith("4")) {
                    problems.add("it reports a failure when asked for " + command);
                }
                return;
            }
            String source = (CLASS_2_COMMANDS.contains(command) ? "%2" : "%1") + command;
            switch (command) {
                case "POWR" -> addPower(value, source);
                case "ERST" -> addErrors(value, source);
                case "LAMP" -> addLampHours(value, source);
                case "INF1" -> maker = value;
                case "INF2" -> addText("system.model", (maker + " " + value).strip(), source);
                case "NAME" -> addText("system.name", value, source);
                case "CLSS" -> remainingCommands.addAll(value.equals("2") ? CLASS_2_COMMANDS : List.of());
                case "SNUM" -> addText("system.serial", value, source);
                case "SVER" -> addText("system.firmware", value, source);
                default -> problems.add("it answers what nobody asked: " + command);
            }
        }

        private void addPower(String value, String source) {
            if (value.matches("[0-3]")) {
                addText("power.state", POWER.get(Integer.parseInt(value)), source);
            }
        }

        private void addErrors(String value, String source) {
            if (!value.matches("[0-2]{6}")) {
                return;
            }
            List<String> errors = new ArrayList<>();
            for (int i = 0; i < COMPONENTS.size(); i++) {
                if (value.charAt(i) != '0') {
                    errors.add(COMPONENTS.get(i) + " " + ERROR_LEVELS.getOrDefault(value.charAt(i), ""));
                }
            }
            addText("printer.errors", errors.isEmpty() ? "none" : String.join(", ", errors), source);
        }

        private void addLampHours(String value, String source) {
            if (LAMPS.matcher(value).matches()) {
                String[] words = value.split(" ", -1);
                int hours = 0;
                for (int i = 0; i < words.length; i += 2) {
                    hours = Math.max(hours, Integer.parseInt(words[i]));
                }
                readings.add(ProtocolReading.of("lamp.time.seconds", hours * 3600.0, source));
            }
        }

        private void addText(String signal, String value, String source) {
            if (!value.isBlank()) {
                readings.add(ProtocolReading.of(signal, value, source));
            }
        }

        private static String md5(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(Arrays.toString(everyJavaHasIt.getStackTrace()), everyJavaHasIt);
            }
        }
    }
}
