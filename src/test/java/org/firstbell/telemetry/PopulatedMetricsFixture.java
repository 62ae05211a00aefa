package org.firstbell.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;

/** Telemetry of a school where every signal of the catalogue is told and everything happened at least once. */
final class PopulatedMetricsFixture {
    private PopulatedMetricsFixture() {}

    static Telemetry telemetry() {
        Telemetry telemetry =
                new Telemetry(new Telemetry.BuildInfo("0.1.0", "17.0.15+6"), InstantSource.fixed(MetricsFixture.NOW));
        MetricsFixture school = new MetricsFixture().device("everything", DeviceKind.CACHE_SERVER, "lab", true);
        tellAll(school);
        school.device("ap", DeviceKind.ACCESS_POINT, "lab", true);
        tellAll(school);
        school.service("edge", ServiceKind.VENDOR, true);
        tellAll(school);
        school.session("ela-7", "testnav", MetricsFixture.NOW, Verdict.READY, new SeatCounts(3, 3, 3, 3, 0, 0, 0, 0))
                .incident(Severity.DEGRADING);
        telemetry.capture(school, school.incidents(), school.configuration());
        telemetry.registerOutbox("mail", () -> 0);
        telemetry.recordPollLag(Duration.ZERO);
        telemetry.recordIncidentOpened(MetricsFixture.NOW, MetricsFixture.NOW);
        telemetry.recordPoll(new ProbeOutcome.Answered(
                new QueryExecution(
                        new DeviceId("everything"),
                        "snmp",
                        "system",
                        true,
                        MetricsFixture.NOW,
                        Duration.ofMillis(3),
                        Duration.ofSeconds(15)),
                List.of(),
                Optional.empty(),
                List.of()));
        return telemetry;
    }

    private static void tellAll(MetricsFixture school) {
        for (SignalCatalogue.SignalDefinition definition : SignalCatalogue.all()) {
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
