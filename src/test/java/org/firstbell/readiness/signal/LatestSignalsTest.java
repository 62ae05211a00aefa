package org.firstbell.readiness.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.readiness.SimulatedSchool;
import org.junit.jupiter.api.Test;

/** What a target told last, and the names that targets share. */
class LatestSignalsTest {
    @Test
    void signals_ofTargetsThatTellTheSameNames_shareThem() {
        SignalNames none = new SignalNames();
        SignalName load = new SignalName("cpu.utilization.ratio");
        SignalName name = new SignalName("system.name");
        SignalNames both = none.with(load).with(name);

        assertThat(none.with(new SignalName(load.value())).with(new SignalName(name.value())))
                .isSameAs(both);
        assertThat(both.indexOf(new SignalName(name.value()), 0)).isEqualTo(1);
        assertThat(both.indexOf(new SignalName("disk.free.ratio"), 1)).isEqualTo(-1);
    }

    @Test
    void signal_toldAsANumberAndThenInWords_isWhatWasToldLast() {
        LatestSignals signals = new LatestSignals(new SignalNames());
        SignalValue number = new SignalValue.Quantity(3);
        SignalValue word = new SignalValue.State("cooling");
        int place = signals.add(new SignalName("power.state"));

        assertThat(signals.put(place, number, "a", SimulatedSchool.EIGHT, SimulatedSchool.BEAT))
                .isTrue();
        assertThat(signals.put(place, number, "a", SimulatedSchool.EIGHT, SimulatedSchool.BEAT))
                .isFalse();
        assertThat(signals.put(place, word, "a", SimulatedSchool.EIGHT, SimulatedSchool.BEAT))
                .isTrue();
        assertThat(signals.value(place)).isEqualTo(word);
        assertThat(signals.number(place)).isNaN();
        assertThat(signals.put(place, number, "b", SimulatedSchool.EIGHT, SimulatedSchool.BEAT))
                .isTrue();
        assertThat(signals.signal(place, new DeviceId("lamp")).value()).isEqualTo(number);
        assertThat(signals.signal(place, new DeviceId("lamp")).source()).isEqualTo("b");
    }
}
