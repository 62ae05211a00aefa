package org.firstbell.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.app.Main;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.demo.DemoSchool;
import org.firstbell.discovery.AddressRange;
import org.firstbell.discovery.DiscoveredDevice;
import org.firstbell.discovery.InventoryDraft;
import org.firstbell.discovery.NetworkDiscovery;
import org.firstbell.discovery.NetworkNode;
import org.firstbell.discovery.PortSignatures;
import org.firstbell.discovery.TargetInspection;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code firstbell discover} at the simulated school, and what it makes of strings that devices tell. */
class DiscoverCommandTest {
    @TempDir
    Path folder;

    private record Ran(int exit, String out, String err) {}

    private static Ran run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(arguments.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    @Test
    void demo_isFoundWholeWithItsUplinks_andTheDraftLoads() throws Exception {
        try (DemoSchool school = DemoSchool.open(InstantSource.system(), ZoneOffset.UTC, "calm", 1, 0)) {
            List<String> arguments = new ArrayList<>(List.of("discover", "--rate", "1000"));
            arguments.addAll(List.of(school.discoverArguments().orElseThrow().split(" ")));
            Path draft = folder.resolve("devices.yaml");
            arguments.addAll(List.of("-o", draft.toString()));
            Ran found = run(arguments);
            assertThat(found.exit()).as(found.err()).isZero();
            assertThat(found.err()).startsWith("82 of ");

            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(file, "school: { name: Lincoln, timezone: UTC }\ninclude: [devices.yaml]\n");
            LoadResult loaded = ConfigLoader.load(file, Environment.ofProcess());
            assertThat(loaded.problems()).isEmpty();
            assertThat(loaded.configuration().orElseThrow().inventory().devices())
                    .hasSize(82)
                    .filteredOn(device -> device.uplinks().isEmpty())
                    .extracting(device -> device.id().value())
                    .containsExactly("core");

            List<String> again = new ArrayList<>(List.of("discover", "--rate", "1000"));
            again.addAll(List.of(school.discoverArguments().orElseThrow().split(" ")));
            again.addAll(List.of("--against", school.configurationFile().toString()));
            Ran compared = run(again);
            assertThat(compared.out()).isEqualTo("All 82 devices that answer are as the inventory says.\n");
        }
    }

    @Test
    void nobody_isBadNews() {
        Ran nobody = run(List.of("discover", "127.66.6.6", "--port", "9"));
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).isEqualToIgnoringNewLines("0 of 1 address answers.");
    }

    @ParameterizedTest
    @CsvSource({
        "10.4.2.0/24, 254, 10.4.2.1, 10.4.2.254",
        "10.4.2.7, 1, 10.4.2.7, 10.4.2.7",
        "10.4.2.9/32, 1, 10.4.2.9, 10.4.2.9",
        "10.4.2.254-10.4.3.1, 4, 10.4.2.254, 10.4.3.1",
        "10.4.2.77/30, 2, 10.4.2.77, 10.4.2.78",
        "2001:db8::7, 1, 2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:7",
        "[2001:DB8::7]/128, 1, 2001:db8:0:0:0:0:0:7, 2001:db8:0:0:0:0:0:7",
        "fe80::1%eth0, 1, fe80:0:0:0:0:0:0:1%eth0, fe80:0:0:0:0:0:0:1%eth0"
    })
    void range_asPeopleWriteIt_isRead(String text, int size, String first, String last) throws CommandFailure {
        List<String> addresses = AddressRange.parse(text).addresses();
        assertThat(addresses).hasSize(size).startsWith(first).endsWith(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.4.2",
                "10.4.2.0/33",
                "10.4.2.256",
                "10.4.2.9-10.4.2.1",
                "lab",
                "10.0.0.0/8",
                "2001:db8::/64",
                "12:34",
                "::1-::9",
                "a:b.example",
                ""
            })
    void range_thatIsNone_isToldSo(String text) {
        Ran wrong = run(List.of("discover", text));
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains(text);
    }

    @Test
    void ranges_thatHoldTooManyTogether_areToldSo() {
        Ran wrong = run(List.of("discover", "10.1.0.0/16", "10.2.0.0/16"));
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("65536 addresses, which are the most at once");
    }

    private static DiscoveredDevice switchBy(Credentials credentials, String address) {
        return new DiscoveredDevice(
                address,
                DeviceKind.SWITCH,
                List.of(new ProbeSpec.Snmp(address, 161, credentials, "auto")),
                java.util.Optional.of("switch: its sysObjectID"),
                Map.of(),
                new NetworkNode(address, DeviceKind.SWITCH, "", Set.of(), List.of(), Map.of(), Map.of()));
    }

    @Test
    void communities_ofTheCommandLine_areNotWrittenDown_andTheDraftLoadsAsItStands() throws Exception {
        Credentials.Community first = new Credentials.Community("campus-1", false, "very-secret");
        Credentials.Community second = new Credentials.Community("campus-2", false, "more-secret");
        InventoryDraft draft = new InventoryDraft(
                List.of(switchBy(first, "10.0.0.7"), switchBy(second, "10.0.0.8")),
                List.of(first, second),
                ConfigLoader.shipped().platforms().values());
        assertThat(draft.yaml())
                .doesNotContain("secret")
                .contains("campus-1: { version: 2c, community: \"${env:SNMP_COMMUNITY_1:public}\" }")
                .contains("campus-2: { version: 2c, community: \"${env:SNMP_COMMUNITY_2:public}\" }");
        Files.writeString(folder.resolve("devices.yaml"), draft.yaml());
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, "school: { name: Lincoln, timezone: UTC }\ninclude: [devices.yaml]\n");
        assertThat(ConfigLoader.load(file, Environment.ofProcess()).problems()).isEmpty();
    }

    @Test
    void addressOfIpv6_isWrittenDownSoThatTheDraftLoads_andIsKnownAgain() throws Exception {
        AddressRange range = AddressRange.parse("2001:db8::7");
        Credentials.Community old = new Credentials.Community("campus-v1", true, "secret");
        DiscoveredDevice detected = switchBy(old, range.addresses().get(0));
        InventoryDraft draft = new InventoryDraft(
                List.of(detected),
                List.of(new Credentials.Community("campus", false, "secret"), old),
                ConfigLoader.shipped().platforms().values());
        assertThat(draft.yaml())
                .contains("campus-v1: { version: 1, community: \"${env:SNMP_COMMUNITY:public}\" }")
                .doesNotContain("version: 2c");
        Files.writeString(folder.resolve("devices.yaml"), draft.yaml());
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, "school: { name: Lincoln, timezone: UTC }\ninclude: [devices.yaml]\n");
        LoadResult loaded = ConfigLoader.load(file, Environment.ofProcess());
        assertThat(loaded.problems()).isEmpty();
        assertThat(draft.differencesFrom(loaded.configuration().orElseThrow().inventory(), List.of(range)))
                .isEmpty();
        assertThat(range.contains("2001:DB8:0::7")).isTrue();
        assertThat(range.contains("2001:db8::8")).isFalse();
        assertThat(PortSignatures.all(List.of(8081), false, List.of())
                        .get(0)
                        .scanProbe()
                        .forAddress("2001:db8::7")
                        .toString())
                .contains("http://[2001:db8::7]:8081/health");
    }

    @Test
    void progress_isOneLineOfTheTerminal_thatGoesAway_andNothingElsewhere() {
        StringWriter terminal = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(terminal), true);
        line.show(new NetworkDiscovery.DiscoveryProgress(120, 2_540, 1, 0));
        line.show(new NetworkDiscovery.DiscoveryProgress(2_540, 2_540, 82, 3));
        line.clear();
        assertThat(terminal.toString())
                .startsWith("\r120 of 2540 questions asked, 1 device answers")
                .contains("\r82 devices answer, 3 read ")
                .endsWith(" \r")
                .doesNotContain("\n");
        StringWriter file = new StringWriter();
        ProgressLine none = new ProgressLine(new PrintWriter(file), false);
        none.show(new NetworkDiscovery.DiscoveryProgress(120, 2_540, 1, 0));
        none.clear();
        assertThat(file.toString()).isEmpty();
    }

    @Test
    void printers_areNeverSentAWord() {
        assertThat(PortSignatures.all(List.of(8081), false, List.of()))
                .extracting(door -> door.scanProbe().forAddress("10.0.0.7").toString())
                .noneMatch(way -> way.contains(":9100"));
    }

    @Test
    void hostileStrings_neitherBreakTheDraftNorBecomeFormulas() throws Exception {
        String evil = "=cmd|' /C calc'!A0\"\n  - id: x # ${env:PATH} \\";
        DiscoveredDevice detected = new DiscoveredDevice(
                "10.0.0.7",
                DeviceKind.COMPUTER,
                List.of(new ProbeSpec.Tcp(List.of(new ProbeSpec.Endpoint("10.0.0.7", 80)))),
                java.util.Optional.of("windows: " + evil),
                Map.of(
                        "system.name", new TargetInspection.InspectedSignal(evil, "", ""),
                        "system.location", new TargetInspection.InspectedSignal(evil, "", ""),
                        "system.serial", new TargetInspection.InspectedSignal("+1", "", ""),
                        "system.model", new TargetInspection.InspectedSignal(evil, "", "")),
                new NetworkNode(
                        "10.0.0.7",
                        DeviceKind.COMPUTER,
                        evil,
                        Set.of(MacAddress.parse("00:00:5e:00:53:01").orElseThrow()),
                        List.of(),
                        Map.of(),
                        Map.of()));
        InventoryDraft draft = new InventoryDraft(
                List.of(detected), List.of(), ConfigLoader.shipped().platforms().values());
        Files.writeString(folder.resolve("devices.yaml"), draft.yaml());
        Files.writeString(folder.resolve("devices.csv"), draft.csv());
        for (String included : List.of("devices.yaml", "devices.csv")) {
            Path file = folder.resolve("firstbell.yaml");
            String rooms = included.endsWith("csv") ? "rooms: [ { id: cmd-c-calc-a0-id-x-env-path } ]\n" : "";
            Files.writeString(
                    file, "school: { name: Lincoln, timezone: UTC }\n" + rooms + "include: [" + included + "]\n");
            LoadResult loaded = ConfigLoader.load(file, Environment.ofProcess());
            assertThat(loaded.problems()).as(included).isEmpty();
            assertThat(loaded.configuration().orElseThrow().inventory().devices())
                    .hasSize(1);
        }
        assertThat(draft.csv()).contains("'=cmd").contains("'+1");
    }
}
