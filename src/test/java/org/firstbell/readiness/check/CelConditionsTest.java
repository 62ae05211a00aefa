package org.firstbell.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelConditionsTest {
    private static final Scope SCOPE = new Scope(
            Map.of("disk.free.ratio", 0.15, "wifi.clients", 60.0),
            Map.of("app.testnav.version", new VersionNumber("1.11")));

    /** Facts of a map. */
    record Some(Map<String, SignalValue> values) implements Facts {
        @Override
        public @Nullable SignalValue fresh(SignalName name) {
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
            """)
    void condition_directAndByEngine_comesOutTheSame(String text, CheckOutcome expected) {
        Condition direct = DirectParser.parse(text, SCOPE).orElseThrow();
        CelConditions.Compiled engine = CelConditions.compile(text, SCOPE);

        assertThat(engine.faults()).isEmpty();
        assertThat(direct.test(FACTS)).as("direct").isEqualTo(expected);
        assertThat(engine.condition().orElseThrow().test(FACTS)).as("engine").isEqualTo(expected);
        assertThat(inputs(engine.condition().orElseThrow())).isEqualTo(inputs(direct));
    }

    private static java.util.Set<SignalName> inputs(Condition condition) {
        java.util.Set<SignalName> names = new java.util.HashSet<>();
        condition.inputs(names);
        return names;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            signal('wifi.clients') * 2.0 > signal('disk.free.ratio') + 1.0  ¦ PASS
            signal('wifi.clients') > 60.0 ? signal('up') : true             ¦ PASS
            signal('printer.state') in ['idle', 'printing']                 ¦ PASS
            signal('wifi.clients') / signal('battery.charge.ratio') > 1.0   ¦ UNKNOWN
            """)
    void condition_beyondDirect_runsByEngine(String text, CheckOutcome expected) {
        assertThat(DirectParser.parse(text, SCOPE)).isEmpty();

        CelConditions.Compiled engine = CelConditions.compile(text, SCOPE);

        assertThat(engine.faults()).isEmpty();
        assertThat(engine.condition().orElseThrow().test(FACTS)).isEqualTo(expected);
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
            """)
    void condition_wrong_saysSoInPlainWordsAtItsPlace(String text, int line, int column, String message, String hint) {
        assertThat(DirectParser.parse(text, SCOPE)).isEmpty();

        List<CelFault> faults = CelConditions.compile(text, SCOPE).faults();

        assertThat(faults).hasSizeGreaterThanOrEqualTo(1);
        assertThat(faults.get(0)).isEqualTo(new CelFault(line, column, message, hint));
    }

    @Test
    void condition_overTwoLines_saysTheLine() {
        List<CelFault> faults =
                CelConditions.compile("signal('up')\n  && signal('upp')", SCOPE).faults();

        assertThat(faults.get(0).line()).isEqualTo(2);
        assertThat(faults.get(0).column()).isEqualTo(13);
    }
}
