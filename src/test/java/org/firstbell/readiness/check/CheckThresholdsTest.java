package org.firstbell.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.readiness.ShippedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checks rest on, as their compiled conditions tell it. */
class CheckThresholdsTest {
    private static final ExpressionScope SCOPE = new ExpressionScope(
            Map.of("least", 0.15, "most", 60.0), Map.of("app.testnav.version", new VersionNumber("1.11")));
    private static final SignalName DISK = new SignalName("disk.free.ratio");

    /** A service that has its own limit. */
    private static final Inventory SCHOOL = new Inventory(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Service(
                    new ServiceId("edge"),
                    "Edge",
                    ServiceKind.VENDOR,
                    Set.of(),
                    List.of(),
                    Map.of(new SignalName("least"), 0.3),
                    Optional.empty())));

    private static CheckThresholds stakes(Condition condition) {
        ThresholdsBuilder draft = new ThresholdsBuilder(SCHOOL);
        condition.stakes(draft);
        return draft.build();
    }

    private static boolean turns(CheckThresholds thresholds, double before, double now) {
        return thresholds.isInput(DISK)
                && thresholds.mayChangeOutcome(DISK, new SignalValue.Quantity(before), new SignalValue.Quantity(now));
    }

    private static Condition parsed(String text) {
        ConditionParser.Result result = ConditionParser.parse(text, SCOPE);
        assertThat(result.faults()).isEmpty();
        return result.condition().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            signal('disk.free.ratio') >= 0.5                                 ¦ 0.4  ¦ 0.45 ¦ false
            signal('disk.free.ratio') >= 0.5                                 ¦ 0.4  ¦ 0.5  ¦ true
            signal( "disk.free.ratio" )>=0.5                                 ¦ 0.4  ¦ 0.45 ¦ false
            signal( "disk.free.ratio" )>=0.5                                 ¦ 0.4  ¦ 0.6  ¦ true
            0.5 < signal("disk.free.ratio")                                  ¦ 0.4  ¦ 0.6  ¦ true
            signal('disk.free.ratio') == -0.5                                ¦ -0.6 ¦ -0.4 ¦ true
            signal('disk.free.ratio') >= limit('least')                      ¦ 0.1  ¦ 0.2  ¦ true
            signal('disk.free.ratio') >= limit( "least" )                    ¦ 0.2  ¦ 0.4  ¦ true
            signal('disk.free.ratio') >= limit('least')                      ¦ 0.16 ¦ 0.29 ¦ false
            signal('disk.free.ratio') >= -limit('least')                     ¦ -0.2 ¦ 0.2  ¦ true
            signal('disk.free.ratio') >= -limit('least')                     ¦ 0.1  ¦ 0.4  ¦ false
            signal('disk.free.ratio') >= signal('wifi.clients')              ¦ 0.1  ¦ 0.11 ¦ true
            signal('up') && !(signal('disk.free.ratio') < 0.5)               ¦ 0.4  ¦ 0.6  ¦ true
            signal('up') && !(signal('disk.free.ratio') < 0.5)               ¦ 0.1  ¦ 0.4  ¦ false
            told('disk.free.ratio')                                          ¦ 0.1  ¦ 0.9  ¦ false
            told('disk.free.ratio') || signal('up')                          ¦ 0.1  ¦ 0.9  ¦ false
            signal('up') ? signal("disk.free.ratio") > 1 : true              ¦ 0.1  ¦ 0.9  ¦ false
            signal('up') ? signal("disk.free.ratio") > 1 : true              ¦ 0.9  ¦ 1.1  ¦ true
            signal('disk.free.ratio') in [0.2, limit('least')]               ¦ 0.16 ¦ 0.19 ¦ false
            signal('disk.free.ratio') in [0.2, limit('least')]               ¦ 0.1  ¦ 0.2  ¦ true
            signal('disk.free.ratio') > 1.0 / 2.0                            ¦ 0.1  ¦ 0.4  ¦ false
            signal('disk.free.ratio') > 1.0 / 2.0                            ¦ 0.1  ¦ 0.6  ¦ true
            signal('disk.free.ratio') > double(signal('wifi.clients'))       ¦ 0.1  ¦ 0.11 ¦ true
            signal('disk.free.ratio') > limit('least') + 1                   ¦ 0.1  ¦ 0.11 ¦ true
            signal('disk.free.ratio') * 2.0 > 1.0                            ¦ 0.1  ¦ 0.11 ¦ true
            (signal('disk.free.ratio') > 0.5) == signal('up')                ¦ 0.1  ¦ 0.11 ¦ false
            (signal('disk.free.ratio') > 0.5) == signal('up')                ¦ 0.1  ¦ 0.6  ¦ true
            """)
    void quantity_turnsWhereItPassesWhatItIsComparedWith(String text, double before, double now, boolean turns) {
        assertThat(turns(stakes(parsed(text)), before, now)).isEqualTo(turns);
    }

    @Test
    void signal_thatStandsInATextOnly_isNotAtStake() {
        CheckThresholds thresholds = stakes(parsed("signal('printer.state') != 'signal(\"wifi.clients\")'"));

        assertThat(thresholds.isInput(new SignalName("printer.state"))).isTrue();
        assertThat(thresholds.isInput(new SignalName("wifi.clients"))).isFalse();
    }

    @Test
    void flagsWordsAndVersions_turnAtEveryChange() {
        CheckThresholds thresholds = stakes(parsed("signal('up') && signal(\"printer.state\") == 'idle'"
                + " && signal('app.testnav.version') >= minimum('app.testnav.version')"));

        assertThat(thresholds.mayChangeOutcome(
                        new SignalName("up"), new SignalValue.Flag(true), new SignalValue.Flag(false)))
                .isTrue();
        assertThat(thresholds.mayChangeOutcome(
                        new SignalName("printer.state"), new SignalValue.State("idle"), new SignalValue.State("off")))
                .isTrue();
        SignalValue version = new SignalValue.Version(new VersionNumber("1.9"));
        assertThat(thresholds.mayChangeOutcome(new SignalName("app.testnav.version"), version, version))
                .isFalse();
        assertThat(thresholds.mayChangeOutcome(
                        new SignalName("app.testnav.version"),
                        version,
                        new SignalValue.Version(new VersionNumber("1.12"))))
                .isTrue();
    }

    @Test
    void everything_whereNoChecksAreKnown_isAtStakeAtEveryChange() {
        assertThat(turns(CheckThresholds.ALL_SIGNALS, 0.1, 0.11)).isTrue();
        assertThat(turns(CheckThresholds.ALL_SIGNALS, 0.1, 0.1)).isFalse();
    }

    @Test
    void checks_thatAreShipped_restOnWhatTheyRead() {
        CompiledChecks checks =
                CompiledChecks.compile(ShippedData.shipped()).checks().orElseThrow();

        assertThat(checks.all())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.inputSignals()).allMatch(checks.thresholds()::isInput));
        assertThat(checks.thresholds().isInput(new SignalName("neighbors.count")))
                .isFalse();
    }
}
