package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;

/** What answers and is not well: shared things with a fault, and testing devices that share one. */
class FaultsTest {
    private static SchoolDay school(int students) {
        return new SchoolDay()
                .device("core", DeviceKind.SWITCH, "")
                .device("cache", DeviceKind.CACHE_SERVER, "", "core")
                .computers("pc-", 10, "lab", "core")
                .service("edge", ServiceKind.VENDOR)
                .service("anchor-1", ServiceKind.INTERNET)
                .check("disk-low", DeviceKind.CACHE_SERVER, "signal('disk.free.ratio') >= 0.15", Severity.DEGRADING)
                .check("disk-full", DeviceKind.CACHE_SERVER, "signal('disk.free.ratio') >= 0.05", Severity.BLOCKING)
                .check(
                        "app-version",
                        DeviceKind.COMPUTER,
                        "signal('app.testnav.version') >= version('1.11')",
                        Severity.BLOCKING)
                .check("battery", DeviceKind.COMPUTER, "signal('battery.charge.ratio') >= 0.4", Severity.DEGRADING)
                .session("ela", "lab", students, "08:30")
                .tells("cache", "disk.free.ratio", 0.5);
    }

    private static SchoolDay versions(SchoolDay day, String version, int from, int to) {
        for (int i = from; i <= to; i++) {
            day.tells("pc-" + i, "app.testnav.version", new SignalValue.Version(new VersionNumber(version)));
        }
        return day;
    }

    @Test
    void cache_whoseDiskFills_isOneIncidentThatGetsWorseAndBetter() {
        SchoolDay day = school(8).begin("08:00").until("08:10").tells("cache", "disk.free.ratio", 0.1);
        day.run(60);
        assertThat(day.only().cause()).isEqualTo(Cause.of(new DeviceId("cache")));
        assertThat(day.only().severity()).isEqualTo(Severity.DEGRADING);
        assertThat(day.only().check()).isEqualTo(new CheckId("disk-low"));

        day.tells("cache", "disk.free.ratio", 0.02).run(60);
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        assertThat(day.only().summary().full()).isEqualTo("Disk-full fails on cache.");
        assertThat(day.verdict("ela")).isEqualTo(Verdict.NOT_READY);

        day.restart().run(30);
        assertThat(day.only().recoveringSince()).isEmpty();
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);

        day.tells("cache", "disk.free.ratio", 0.5).run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void cache_thatDiesWithAFault_staysOneIncident() {
        SchoolDay day = school(8).begin("08:00").until("08:10").tells("cache", "disk.free.ratio", 0.1);
        day.run(60).kill("cache").run(30);

        assertThat(day.only().check()).isEqualTo(SeatCauseSearch.ANSWERS);
        day.revive("cache").run(30);
        assertThat(day.only().check()).isEqualTo(new CheckId("disk-low"));
        day.tells("cache", "disk.free.ratio", 0.5).run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void computers_withAnOldVersionThatHealthyOnesLack_areOneGroupOnTheVersion() {
        SchoolDay day = versions(versions(school(8), "1.12", 1, 10), "1.8.0", 3, 7)
                .begin("08:00")
                .until("08:10");

        Incident incident = day.only();
        assertThat(incident.cause()).isEqualTo(Cause.group("app.testnav.version", "1.8.0"));
        assertThat(incident.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(incident.affected().devices()).hasSize(5);
        assertThat(incident.summary().full()).startsWith("5 computers with version 1.8.0");

        versions(day, "1.12", 3, 6).run(30);
        assertThat(day.only().cause()).isEqualTo(Cause.group("app.testnav.version", "1.8.0"));
        versions(day, "1.12", 7, 7).run(150);
        assertThat(day.incidents.open()).isEmpty();
        assertThat(day.opened()).hasSize(1);
    }

    @Test
    void computers_withAnOldVersionInARoomWithSpares_areAnAdvisoryGroup() {
        SchoolDay day = versions(versions(school(5), "1.12", 1, 10), "1.8.0", 3, 7)
                .begin("08:00")
                .until("08:10");

        assertThat(day.only().severity()).isEqualTo(Severity.ADVISORY);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void computers_twoUnfitInARoomWithSpares_areNoIncident() {
        SchoolDay day = versions(versions(school(5), "1.12", 1, 10), "1.8.0", 3, 4)
                .begin("08:00")
                .until("08:10");

        assertThat(day.opened()).isEmpty();
    }

    @Test
    void computer_unfitWhereItIsNeeded_isItsOwnIncident() {
        SchoolDay day = versions(versions(school(10), "1.12", 1, 10), "1.8.0", 3, 3)
                .begin("08:00")
                .until("08:10");

        assertThat(day.only().cause()).isEqualTo(Cause.of(new DeviceId("pc-3")));
        assertThat(day.only().check()).isEqualTo(new CheckId("app-version"));
        assertThat(day.only().severity()).isEqualTo(Severity.BLOCKING);
        versions(day, "1.12", 3, 3).run(150);
        assertThat(day.incidents.open()).isEmpty();
    }

    @Test
    void computers_weakWhereTheyAreNeeded_areDegrading() {
        SchoolDay day = school(10).begin("08:00").until("08:10");
        day.tells("pc-1", "battery.charge.ratio", 0.2)
                .tells("pc-2", "battery.charge.ratio", 0.9)
                .run(60);

        assertThat(day.only().cause()).isEqualTo(Cause.of(new DeviceId("pc-1")));
        assertThat(day.only().severity()).isEqualTo(Severity.DEGRADING);
        assertThat(day.verdict("ela")).isEqualTo(Verdict.AT_RISK);
        day.tells("pc-1", "battery.charge.ratio", 0.9).run(150);
        assertThat(day.incidents.open()).isEmpty();
    }
}
