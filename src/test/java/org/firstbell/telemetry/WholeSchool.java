package org.firstbell.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Asked;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Seats;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;

/** Telemetry of a school where every signal of the catalogue is told and everything happened at least once. */
final class WholeSchool {
    private WholeSchool() {}

    static Telemetry telemetry() {
        Telemetry telemetry =
                new Telemetry(new Telemetry.Build("0.1.0", "17.0.15+6"), InstantSource.fixed(SmallSchool.NOW));
        SmallSchool school = new SmallSchool().device("everything", DeviceKind.CACHE_SERVER, "lab", true);
        tellAll(school);
        school.device("ap", DeviceKind.ACCESS_POINT, "lab", true);
        tellAll(school);
        school.service("edge", ServiceKind.VENDOR, true);
        tellAll(school);
        school.session("ela-7", "testnav", SmallSchool.NOW, Verdict.READY, new Seats(3, 3, 3, 3, 0, 0, 0, 0))
                .incident(Severity.DEGRADING);
        telemetry.capture(school, school.incidents(), school.configuration());
        telemetry.outboxPending("mail", () -> 0);
        telemetry.lag(Duration.ZERO);
        telemetry.incidentOpened(SmallSchool.NOW, SmallSchool.NOW);
        telemetry.polled(new ProbeOutcome.Answered(
                new Asked(
                        new DeviceId("everything"),
                        "snmp",
                        "system",
                        true,
                        SmallSchool.NOW,
                        Duration.ofMillis(3),
                        Duration.ofSeconds(15)),
                List.of(),
                Optional.empty(),
                List.of()));
        return telemetry;
    }

    private static void tellAll(SmallSchool school) {
        for (SignalCatalogue.Definition definition : SignalCatalogue.all()) {
            String name = definition
                    .name()
                    .replace("<port>", "4480")
                    .replace("<platform>", "testnav")
                    .replace("<ssid>", "guest");
            switch (definition.type()) {
                case QUANTITY -> school.says(name, 0.5);
                case FLAG -> school.says(name, new SignalValue.Flag(true));
                default -> school.says(name, new SignalValue.Text("words"));
            }
        }
    }
}
