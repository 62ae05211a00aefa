package org.firstbell.probe.dialogue;

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
public final class PjLinkDialogue implements Dialogue {
    private static final List<String> COMMANDS = List.of("POWR", "ERST", "LAMP", "INF1", "INF2", "NAME", "CLSS");
    /** Only projectors of class 2 know these: serial number and software version. */
    private static final List<String> OF_CLASS_2 = List.of("SNUM", "SVER");

    private static final List<String> POWER = List.of("standby", "on", "cooling", "warming");
    private static final List<String> PARTS = List.of("fan", "lamp", "temperature", "cover", "filter", "other");
    private static final Map<Character, String> WEIGHT = Map.of('1', "warning", '2', "error");
    private static final Pattern LAMPS = Pattern.compile("\\d{1,6} [01]( \\d{1,6} [01]){0,7}");

    private final NetClient client;
    private final String host;
    private final int port;
    private final Optional<String> password;

    public PjLinkDialogue(NetClient client, String host, int port, Optional<String> password) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.password = password;
    }

    @Override
    public String kind() {
        return "pjlink";
    }

    @Override
    public String part() {
        return "projector";
    }

    @Override
    public String silence() {
        return "port " + port + " does not answer in time: a projector takes one connection at a time";
    }

    @Override
    public Running begin(Consumer<Told> told) {
        return new LineExchange(client, host, port, '\r', new Conversation(password), told);
    }

    /** The greeting, then answer after answer. */
    private static final class Conversation implements LineExchange.Speaker {
        private final Deque<String> left = new ArrayDeque<>(COMMANDS);
        private final List<Fact> facts = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Optional<String> password;
        private String maker = "";

        Conversation(Optional<String> password) {
            this.password = password;
        }

        @Override
        public void line(String line, LineExchange exchange) {
            String word = line.toUpperCase(Locale.ROOT);
            if (word.startsWith("PJLINK ERRA")) {
                exchange.end(new Told.Refusal("the projector does not take this password"));
            } else if (word.startsWith("PJLINK 0")) {
                exchange.say(command(""));
            } else if (word.matches("PJLINK 1 [0-9A-F]{8}")) {
                greet(line.substring(line.length() - 8), exchange);
            } else if (word.matches("%[12][A-Z0-9]{4}=.*")) {
                answered(word.substring(2, 6), line.substring(7).strip());
                if (left.isEmpty()) {
                    exchange.end(new Told.Facts(facts, problems));
                } else {
                    exchange.say(command(""));
                }
            } else {
                exchange.end(new Told.Nonsense("what answers does not speak PJLink"));
            }
        }

        private void greet(String digits, LineExchange exchange) {
            if (password.isEmpty()) {
                exchange.end(new Told.Refusal("the projector asks for a password: add pjlink: { password: … }"));
            } else {
                exchange.say(command(md5(digits + password.get())));
            }
        }

        private String command(String prefix) {
            String command = left.remove();
            return prefix + (OF_CLASS_2.contains(command) ? "%2" : "%1") + command + " ?";
        }

        private void answered(String command, String value) {
            if (value.toUpperCase(Locale.ROOT).startsWith("ERR")) {
                if (value.endsWith("4")) {
                    problems.add("it reports a failure when asked for " + command);
                }
                return;
            }
            String source = (OF_CLASS_2.contains(command) ? "%2" : "%1") + command;
            switch (command) {
                case "POWR" -> power(value, source);
                case "ERST" -> errors(value, source);
                case "LAMP" -> lamp(value, source);
                case "INF1" -> maker = value;
                case "INF2" -> text("system.model", (maker + " " + value).strip(), source);
                case "NAME" -> text("system.name", value, source);
                case "CLSS" -> left.addAll(value.equals("2") ? OF_CLASS_2 : List.of());
                case "SNUM" -> text("system.serial", value, source);
                case "SVER" -> text("system.firmware", value, source);
                default -> problems.add("it answers what nobody asked: " + command);
            }
        }

        private void power(String value, String source) {
            if (value.matches("[0-3]")) {
                text("power.state", POWER.get(Integer.parseInt(value)), source);
            }
        }

        private void errors(String value, String source) {
            if (!value.matches("[0-2]{6}")) {
                return;
            }
            List<String> errors = new ArrayList<>();
            for (int i = 0; i < PARTS.size(); i++) {
                if (value.charAt(i) != '0') {
                    errors.add(PARTS.get(i) + " " + WEIGHT.getOrDefault(value.charAt(i), ""));
                }
            }
            text("printer.errors", errors.isEmpty() ? "none" : String.join(", ", errors), source);
        }

        private void lamp(String value, String source) {
            if (LAMPS.matcher(value).matches()) {
                String[] words = value.split(" ", -1);
                int hours = 0;
                for (int i = 0; i < words.length; i += 2) {
                    hours = Math.max(hours, Integer.parseInt(words[i]));
                }
                facts.add(Fact.of("lamp.time.seconds", hours * 3600.0, source));
            }
        }

        private void text(String signal, String value, String source) {
            if (!value.isBlank()) {
                facts.add(Fact.of(signal, value, source));
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
