package org.firstbell.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.status.CheckOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The language of conditions: what each says of which facts, and what it refuses in which words. */
class ConditionParserTest {
    private static final ExpressionScope SCOPE = new ExpressionScope(
            Map.of("disk.free.ratio", 0.15, "wifi.clients", 60.0),
            Map.of("app.testnav.version", new VersionNumber("1.11")));

    /** Facts of a map. */
    record Some(Map<String, SignalValue> values) implements CheckInputs {
        @Override
        public @Nullable SignalValue freshValue(SignalName name) {
            return values.get(name.value());
        }

        @Override
        public double limit(SignalName name, double otherwise) {
            return name.value().equals("wifi.clients") ? 80 : otherwise;
        }
    }

    private static final Some FACTS = new Some(new HashMap<>(Map.of(
            "disk.free.ratio", new SignalValue.Quantity(0.2),
            "wifi.clients", new SignalValue.Quantity(70),
            "up", new SignalValue.Flag(true),
            "http.body.ok", new SignalValue.Flag(false),
            "app.testnav.version", new SignalValue.Version(new VersionNumber("1.9.8")),
            "printer.state", new SignalValue.State("idle"))));

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            signal('disk.free.ratio') >= limit('disk.free.ratio')                       ¦ PASS
            signal('disk.free.ratio') < 0.2                                             ¦ FAIL
            0.1 < signal('disk.free.ratio')                                             ¦ PASS
            signal('wifi.clients') <= limit('wifi.clients')                             ¦ PASS
            signal('wifi.clients') <= 60                                                ¦ FAIL
            signal('wifi.clients') >= -limit('wifi.clients')                            ¦ PASS
            signal('app.testnav.version') >= version('1.11')                            ¦ FAIL
            signal('app.testnav.version') < version('1.10')                             ¦ PASS
            signal('app.testnav.version') >= minimum('app.testnav.version')             ¦ FAIL
            signal('up') && !signal('http.body.ok')                                     ¦ PASS
            signal('up') && signal('http.body.ok')                                      ¦ FAIL
            signal('up') || signal('battery.charging')                                  ¦ PASS
            signal('battery.charging') || signal('up')                                  ¦ PASS
            signal('battery.charging') && signal('http.body.ok')                        ¦ FAIL
            signal('battery.charging') && signal('up')                                  ¦ UNKNOWN
            signal('battery.charge.ratio') > 0.4                                        ¦ UNKNOWN
            !signal('battery.charging')                                                 ¦ UNKNOWN
            told('battery.charging') && signal('battery.charging')                      ¦ FAIL
            !told('battery.charging')                                                   ¦ PASS
            signal('printer.state') == 'idle'                                           ¦ PASS
            signal('printer.state') != "idle"                                           ¦ FAIL
            signal('http.body.ok') == false                                             ¦ PASS
            signal('wifi.clients') > signal('disk.free.ratio')                          ¦ PASS
            limit('wifi.clients') > 70.0                                                ¦ PASS
            (signal('wifi.clients') > 100.0 || signal('up')) && !(signal('http.body.ok')) ¦ PASS
            signal('wifi.clients') * 2.0 > signal('disk.free.ratio') + 1.0              ¦ PASS
            signal('wifi.clients') * 2 - 40 == 100                                      ¦ PASS
            signal('wifi.clients') > 60 * 2 / 3 + 29                                    ¦ PASS
            signal('wifi.clients') / signal('battery.charge.ratio') > 1.0               ¦ UNKNOWN
            (signal('wifi.clients') - 70) / 0.0 == 0.0                                  ¦ FAIL
            (signal('wifi.clients') - 70) / 0.0 != 0.0                                  ¦ PASS
            (signal('battery.charge.ratio') - 70) / 0.0 != 0.0                          ¦ UNKNOWN
            double(signal('wifi.clients')) > 1e1                                        ¦ PASS
            -signal('wifi.clients') < -.5                                               ¦ PASS
            --70 == signal('wifi.clients')                                              ¦ PASS
            signal('wifi.clients') > 60.0 ? signal('up') : true                         ¦ PASS
            signal('wifi.clients') > 90.0 ? false : signal('battery.charging')          ¦ UNKNOWN
            signal('battery.charging') ? true : true                                    ¦ UNKNOWN
            false ? false : signal('up') ? false : true                                 ¦ FAIL
            signal('printer.state') in ['idle', 'printing']                             ¦ PASS
            signal('printer.state') in ['off', "down",]                                 ¦ FAIL
            !(signal('printer.state') in ['off'])                                       ¦ PASS
            signal('wifi.clients') in [10, 70, limit('wifi.clients')]                   ¦ PASS
            signal('battery.charge.ratio') in [0, 1]                                    ¦ UNKNOWN
            signal('app.testnav.version') in [version('1.9.8')]                         ¦ PASS
            signal('printer.state').contains('dl')                                      ¦ PASS
            signal('printer.state').startsWith('dl')                                    ¦ FAIL
            signal('printer.state').endsWith('le')                                      ¦ PASS
            signal('system.model').contains('x')                                        ¦ UNKNOWN
            signal('printer.state') < 'j'                                               ¦ PASS
            (signal('wifi.clients') > 60) == signal('up')                               ¦ PASS
            signal('up') != signal('battery.charging')                                  ¦ UNKNOWN
            signal('app.testnav.version') == version('1.9.8.0')                         ¦ PASS
            version('1.11') <= signal('app.testnav.version')                            ¦ FAIL
            true || signal('up') && false                                               ¦ PASS
            signal('up') // all of it                                                   ¦ PASS
            """)
    void condition_ofTheLanguage_comesOut(String text, CheckOutcome expected) {
        assertThat(parsed(text).evaluate(FACTS)).isEqualTo(expected);
    }

    private static Condition parsed(String text) {
        ConditionParser.Result result = ConditionParser.parse(text, SCOPE);
        assertThat(result.faults()).isEmpty();
        return result.condition().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            signal('printer.state') == 'a\\'b'   ¦ a'b
            signal('printer.state') == "a\\"b"   ¦ a"b
            signal('printer.state') == 'a"b'     ¦ a"b
            signal('printer.state') == 'a\\\\b'  ¦ a\\b
            signal('printer.state') == r'a\\b'   ¦ a\\b
            signal('printer.state') == 'a//b'    ¦ a//b
            """)
    void text_withQuotesInIt_isMeantAsWritten(String text, String meant) {
        assertThat(parsed(text).evaluate(new Some(Map.of("printer.state", new SignalValue.State(meant)))))
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void condition_readsTheSignalsInIt() {
        Set<SignalName> names = new HashSet<>();
        parsed("told('up') || signal('wifi.clients') > limit('wifi.clients') + 1 && 'signal(1)' != 'a'")
                .inputs(names);

        assertThat(names).containsExactlyInAnyOrder(new SignalName("up"), new SignalName("wifi.clients"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            signal('disk.free.ration') > 0.1               ¦ 1 ¦ 8  ¦ 'disk.free.ration' is not a signal                           ¦ did you mean 'disk.free.ratio'?
            signal('disk.free.ratio') > limit('disk.free') ¦ 1 ¦ 35 ¦ 'disk.free' is not a limit of this check                      ¦ its limits: disk.free.ratio, wifi.clients
            signal('app.testnav.version') >= '1.11'        ¦ 1 ¦ 31 ¦ '>=' cannot stand between a version and a text                ¦ compare like with like
            signal('up') > 3                               ¦ 1 ¦ 14 ¦ '>' cannot stand between a yes or no and a number             ¦ compare like with like
            signal('wifi.clients')                         ¦ 1 ¦ 1  ¦ this is a number, not something that is true or false         ¦ compare it, for example with >= limit('…')
            wifi_clients > 3                               ¦ 1 ¦ 1  ¦ 'wifi_clients' is not known here                              ¦ signals are written signal('wifi.clients')
            signal(3) > 3                                  ¦ 1 ¦ 8  ¦ signal(…) takes a text in quotes                              ¦ write signal('…')
            signal('wifi.clients') > 3 &&                  ¦ 1 ¦ 30 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            version('new') > version('1')                  ¦ 1 ¦ 9  ¦ 'new' is not a version                                        ¦ write it as version('1.11')
            minimum('app.x.version') == version('1')       ¦ 1 ¦ 9  ¦ no platform asks for a minimum of 'app.x.version'             ¦ write minimum('app.PLATFORM.version')
            signal('up', 'x')                              ¦ 1 ¦ 12 ¦ signal(…) takes a text in quotes                              ¦ write signal('…')
            signal > 3                                     ¦ 1 ¦ 1  ¦ signal(…) takes a text in quotes                              ¦ write signal('…')
            disk.free.ratio > 3                            ¦ 1 ¦ 1  ¦ 'disk.free.ratio' is not known here                           ¦ signals are written signal('disk.free.ratio')
            signal('up') == null                           ¦ 1 ¦ 17 ¦ 'null' is not known here                                      ¦ told('…') says whether a signal is fresh
            size(signal('printer.state')) > (3)            ¦ 1 ¦ 1  ¦ 'size' is not known here                                      ¦ a condition knows signal('…'), limit('…'), told('…'), version('…') and minimum('…')
            signal('printer.state').matches('a+')          ¦ 1 ¦ 25 ¦ 'matches' is not known here                                   ¦ a text knows .contains('…'), .startsWith('…') and .endsWith('…')
            signal('printer.state').contains(3)            ¦ 1 ¦ 34 ¦ contains(…) takes a text in quotes                            ¦ write contains('…')
            signal('wifi.clients').contains('3')           ¦ 1 ¦ 24 ¦ 'contains' does not work with a number                        ¦ compare like with like
            [1, 2].exists(n, n > 1)                        ¦ 1 ¦ 1  ¦ a list can only stand after 'in'                              ¦ write signal('…') in ['…', '…'] or join comparisons with ||
            signal('wifi.clients') in []                   ¦ 1 ¦ 27 ¦ the list is empty                                             ¦ write signal('…') in ['…', '…']
            signal('wifi.clients') in ['a']                ¦ 1 ¦ 24 ¦ 'in' cannot stand between a number and a list with a text     ¦ compare like with like
            signal('up') in [signal('up')]                 ¦ 1 ¦ 18 ¦ a list holds fixed values, not signals                        ¦ join comparisons with || instead
            signal('printer.state') in 'idle'              ¦ 1 ¦ 25 ¦ 'in' cannot stand between a text and a text                   ¦ compare like with like
            signal('wifi.clients') > 1 / 3                 ¦ 1 ¦ 28 ¦ whole numbers leave a remainder here                          ¦ write the result, or 1.0 / 3.0 for a third
            signal('up') > true                            ¦ 1 ¦ 14 ¦ '>' cannot stand between a yes or no and a yes or no          ¦ compare like with like
            signal('up') ? 1 : 2                           ¦ 1 ¦ 16 ¦ this is a number, not something that is true or false         ¦ compare it, for example with >= limit('…')
            signal('wifi.clients') ? true : false          ¦ 1 ¦ 24 ¦ '?:' does not work with a number                              ¦ compare like with like
            !signal('wifi.clients')                        ¦ 1 ¦ 1  ¦ '!' does not work with a number                               ¦ compare like with like
            -signal('up') > 3                              ¦ 1 ¦ 1  ¦ '-' does not work with a yes or no                            ¦ compare like with like
            1 < 2 < 3                                      ¦ 1 ¦ 7  ¦ '<' cannot stand between a yes or no and a number             ¦ compare like with like
            signal('up') && signal('wifi.clients')         ¦ 1 ¦ 14 ¦ '&&' cannot stand between a yes or no and a number            ¦ compare like with like
            signal('up') and signal('http.body.ok')        ¦ 1 ¦ 14 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            not signal('up')                               ¦ 1 ¦ 1  ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            signal('up') = true                            ¦ 1 ¦ 14 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            signal('up                                     ¦ 1 ¦ 8  ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            (signal('up')                                  ¦ 1 ¦ 14 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            signal('wifi.clients') > 30s                   ¦ 1 ¦ 28 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            signal('wifi.clients') > 0x10                  ¦ 1 ¦ 27 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            signal('printer.state') == 'a\\q'              ¦ 1 ¦ 28 ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            ``                                             ¦ 1 ¦ 1  ¦ cannot be read from here on                                   ¦ check quotes, brackets and the signs && || !
            """)
    void condition_wrong_saysSoInPlainWordsAtItsPlace(String text, int line, int column, String message, String hint) {
        ConditionParser.Result result = ConditionParser.parse(text, SCOPE);

        assertThat(result.condition()).isEmpty();
        assertThat(result.faults()).isNotEmpty();
        assertThat(result.faults().get(0)).isEqualTo(new ConditionFault(line, column, message, hint));
    }

    @Test
    void condition_overTwoLines_saysTheLine() {
        assertThat(faults("signal('up') // as it is\n  && signal('upp')"))
                .containsExactly(new ConditionFault(2, 13, "'upp' is not a signal", "did you mean 'up'?"));
    }

    @Test
    void condition_wrongInSeveralPlaces_saysThemAll() {
        assertThat(faults("signal('upp') && signal('wifi.clients') > 'a' || foo(signal('x'), 1) ? true : signal(1)"))
                .extracting(ConditionFault::column)
                .containsExactly(8, 41, 50, 86);
    }

    @Test
    void condition_withoutEnd_isRefusedBeforeItsDepthDoesHarm() {
        String words = "the condition is too long or too deeply nested";

        assertThat(faults("(".repeat(5000) + "true"))
                .extracting(ConditionFault::message)
                .containsExactly(words);
        assertThat(faults("!".repeat(500) + "true"))
                .extracting(ConditionFault::message)
                .containsExactly(words);
        assertThat(faults("true" + " && true".repeat(1000)))
                .extracting(ConditionFault::message)
                .containsExactly(words);
        assertThat(faults("'" + "a".repeat(100_000) + "' == signal('printer.state')"))
                .isEmpty();
        assertThat(parsed("(".repeat(90) + "true" + ")".repeat(90)).evaluate(FACTS))
                .isEqualTo(CheckOutcome.PASS);
    }

    private static List<ConditionFault> faults(String text) {
        return ConditionParser.parse(text, SCOPE).faults();
    }

    /** Conditions whose outcomes were recorded from another implementation of the language. */
    static Stream<Arguments> recorded() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/checks/conditions.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Stream.of(line.split("¦")).map(String::strip).toArray())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void condition_recorded_comesOutAsItDid(String text, String limits, String fresh, CheckOutcome expected) {
        Map<String, Double> numbers = new HashMap<>();
        pairs(limits).forEach((name, number) -> numbers.put(name, Double.valueOf(number)));
        ExpressionScope scope = new ExpressionScope(
                numbers,
                Map.of(
                        "app.testnav.version", new VersionNumber("1.11"),
                        "app.insight.version", new VersionNumber("14.0")));
        Map<String, SignalValue> values = new HashMap<>();
        pairs(fresh).forEach((name, value) -> values.put(name, value(name, value)));

        Condition condition = ConditionParser.parse(text, scope).condition().orElseThrow();

        assertThat(condition.evaluate(new Known(values))).isEqualTo(expected);
    }

    private static Map<String, String> pairs(String text) {
        return text.isBlank()
                ? Map.of()
                : Stream.of(text.split(", "))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1]));
    }

    private static SignalValue value(String name, String text) {
        return switch (SignalCatalogue.find(name).orElseThrow().type()) {
            case QUANTITY -> new SignalValue.Quantity(Double.parseDouble(text));
            case FLAG -> new SignalValue.Flag(Boolean.parseBoolean(text));
            case VERSION -> new SignalValue.Version(new VersionNumber(text));
            case TEXT -> new SignalValue.Text(text);
            case STATE -> new SignalValue.State(text);
        };
    }

    /** Facts of a target that sets no limit for itself. */
    private record Known(Map<String, SignalValue> values) implements CheckInputs {
        @Override
        public @Nullable SignalValue freshValue(SignalName name) {
            return values.get(name.value());
        }

        @Override
        public double limit(SignalName name, double otherwise) {
            return otherwise;
        }
    }
}
