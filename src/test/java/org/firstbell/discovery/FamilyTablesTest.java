package org.firstbell.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/** Small tables made from the families' MIB modules: a wrong column or unit in a profile gives another value. */
class FamilyTablesTest {
    private static final String MAC = "0.0.94.0.83.";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    private void identity(String objectId, String description) {
        agent.put("1.3.6.1.2.1.1.2.0", new OID(objectId));
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString(description));
    }

    private void text(String oid, String value) {
        agent.put(oid, new OctetString(value));
    }

    private void number(String oid, int value) {
        agent.put(oid, new Integer32(value));
    }

    private TargetInspection.InspectionResult told() {
        return lab.interview(
                "devices: [ { id: it, kind: server, address: 127.0.0.1, sights: clients, snmp: { port: %d } } ]"
                        .formatted(agent.port()),
                false);
    }

    private static Map<String, Object> values(TargetInspection.InspectionResult told) {
        Map<String, Object> values = new TreeMap<>();
        told.signals().forEach((name, signal) -> values.put(name, signal.value()));
        return values;
    }

    @Test
    void unifi_withAMeshLink_countsItsNetworksWithoutIt() {
        identity("1.3.6.1.4.1.41112", "U6-Lite 6.5.28.14491");
        String vap = "1.3.6.1.4.1.41112.1.6.1.2.1.";
        String[] names = {"Testing", "Testing", "Staff Wi-Fi", "vwire-fa92bf30"};
        String[] radios = {"ng", "na", "na", "na"};
        int[] stations = {4, 9, 2, 1};
        for (int i = 0; i < 4; i++) {
            text(vap + "6." + i, names[i]);
            text(vap + "7." + i, "ath" + i);
            number(vap + "8." + i, stations[i]);
            text(vap + "9." + i, radios[i]);
            number(vap + "22." + i, radios[i].equals("ng") ? 2 : 1);
        }
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).isEqualTo("unifi-ap: its sysObjectID is 1.3.6.1.4.1.41112 and its sysDescr fits");
        assertThat(values(told))
                .containsEntry("system.model", "U6-Lite")
                .containsEntry("system.firmware", "6.5.28.14491")
                .containsEntry("wifi.clients", 15.0)
                .containsEntry("wifi.clients.radio.max", 11.0)
                .containsEntry("wifi.clients.ssid.testing", 13.0)
                .containsEntry("wifi.clients.ssid.staff-wi-fi", 2.0)
                .containsEntry("wifi.radios.up", 1.0)
                .containsEntry("wifi.radios.down", 1.0)
                .doesNotContainKey("wifi.clients.ssid.vwire-fa92bf30");
    }

    @Test
    void arubaInstant_countsPerNetwork_andPrivateAddresses() {
        identity("1.3.6.1.4.1.14823.1.2.107", "AOS-8 (MODEL: 515), Version 8.10.0.6-8.10.0.6 SSR");
        String ai = "1.3.6.1.4.1.14823.2.3.3.1.";
        text(ai + "1.7.1.2.0", "Testing");
        number(ai + "1.7.1.4.0", 21);
        number(ai + "2.1.1.11." + MAC + "1", 1);
        number(ai + "2.1.1.11." + MAC + "2", 2);
        number(ai + "2.2.1.8." + MAC + "1.0", 37);
        number(ai + "2.2.1.20." + MAC + "1.0", 1);
        number(ai + "2.2.1.20." + MAC + "2.0", 2);
        text(ai + "2.4.1.4." + MAC + "9", "10.1.0.1");
        text(ai + "2.4.1.4.2.0.94.0.83.10", "10.1.0.1");
        assertThat(values(told()))
                .containsEntry("system.model", "515")
                .containsEntry("system.firmware", "8.10.0.6-8.10.0.6")
                .containsEntry("wifi.aps.known", 2.0)
                .containsEntry("wifi.aps.connected", 1.0)
                .containsEntry("wifi.radios.up", 1.0)
                .containsEntry("wifi.radios.down", 1.0)
                .containsEntry("wifi.channel.utilization.ratio", 0.37)
                .containsEntry("wifi.clients", 2.0)
                .containsEntry("wifi.clients.private", 1.0)
                .containsEntry("wifi.clients.ssid.testing", 21.0);
    }

    @Test
    void arubaOs_soldByDell_isAController_andCountsByTheNamesInItsIndex() {
        identity("1.3.6.1.4.1.674.10895.5027", "ArubaOS (MODEL: Dell W-7210), Version 6.4.4.8 (55228)");
        number("1.3.6.1.4.1.14823.2.2.1.1.3.1.0", 12);
        number("1.3.6.1.4.1.14823.2.2.1.1.3.2.0", 230);
        number("1.3.6.1.4.1.14823.2.2.1.2.1.13.1.3.1", 10);
        number("1.3.6.1.4.1.14823.2.2.1.2.1.13.1.3.2", 20);
        number("1.3.6.1.4.1.14823.2.2.1.1.1.11.1.2.1", 1000);
        number("1.3.6.1.4.1.14823.2.2.1.1.1.11.1.3.1", 400);
        number("1.3.6.1.4.1.14823.2.2.1.5.2.1.8.1.2.5.83.116.97.102.102", 44);
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("arubaos-oem: ");
        assertThat(values(told))
                .containsEntry("system.model", "Dell W-7210")
                .containsEntry("wifi.aps.connected", 12.0)
                .containsEntry("wifi.clients", 230.0)
                .containsEntry("cpu.utilization.ratio", 0.15)
                .containsEntry("memory.utilization.ratio", 0.4)
                .containsEntry("wifi.clients.ssid.staff", 44.0);
    }

    @Test
    void aireOs_countsPerNetwork_andItsRadios() {
        identity("1.3.6.1.4.1.9.1.1279", "Cisco Controller");
        text("1.3.6.1.4.1.14179.1.1.1.14.0", "8.5.161.0");
        text("1.3.6.1.4.1.14179.2.1.1.1.2.1", "Testing");
        number("1.3.6.1.4.1.14179.2.1.1.1.38.1", 31);
        text("1.3.6.1.4.1.14179.2.1.1.1.2.2", "Café");
        number("1.3.6.1.4.1.14179.2.1.1.1.38.2", 3);
        number("1.3.6.1.4.1.14179.2.2.1.1.6." + MAC + "1", 1);
        number("1.3.6.1.4.1.14179.2.2.2.1.12." + MAC + "1.0", 2);
        number("1.3.6.1.4.1.14179.2.2.2.1.12." + MAC + "1.1", 1);
        agent.put("1.3.6.1.4.1.14179.2.2.2.1.15." + MAC + "1.0", new Counter32(30));
        number("1.3.6.1.4.1.14179.2.2.13.1.3." + MAC + "1.0", 42);
        assertThat(values(told()))
                .containsEntry("system.firmware", "8.5.161.0")
                .containsEntry("wifi.clients", 34.0)
                .containsEntry("wifi.clients.ssid.testing", 31.0)
                .containsEntry("wifi.clients.ssid.cafe", 3.0)
                .containsEntry("wifi.aps.connected", 1.0)
                .containsEntry("wifi.radios.up", 1.0)
                .containsEntry("wifi.radios.down", 1.0)
                .containsEntry("wifi.channel.utilization.ratio", 0.42);
    }

    @Test
    void smartZone_tellsItsNode_whoseSerialNumberIsTheIndex() {
        identity("1.3.6.1.4.1.25053.3.1.11.1", "SmartZone");
        String node = "1.3.6.1.4.1.25053.1.8.1.1.1.1.1.1.";
        String serial = ".4.65.66.49.50";
        text(node + "3" + serial, "SZ104");
        text(node + "9" + serial, "3.6.2.0.78");
        agent.put(node + "13" + serial, OctetString.fromHexString("00:00:5e:00:53:01"));
        agent.put(node + "19" + serial, new Gauge32(36));
        text("1.3.6.1.4.1.25053.1.4.2.1.1.1.2.1.1.1", "Testing");
        agent.put("1.3.6.1.4.1.25053.1.4.2.1.1.1.2.1.12.1", new Gauge32(52));
        String unit = "1.3.6.1.4.1.25053.1.8.1.1.1.2.1.1.";
        number(unit + "30." + MAC + "1", 1);
        number(unit + "30." + MAC + "2", 0);
        assertThat(values(told()))
                .containsEntry("system.model", "SZ104")
                .containsEntry("system.serial", "AB12")
                .containsEntry("system.firmware", "3.6.2.0.78")
                .containsEntry("wifi.aps.connected", 36.0)
                .containsEntry("wifi.aps.known", 2.0)
                .containsEntry("wifi.clients.ssid.testing", 52.0);
    }

    @Test
    void zoneDirector_isToldFromUnleashed_andCountsPerNetwork() {
        identity("1.3.6.1.4.1.25053.3.1.5.15", "Ruckus Wireless ZD1200");
        agent.put("1.3.6.1.4.1.25053.1.2.1.1.1.15.1.0", new Gauge32(4));
        agent.put("1.3.6.1.4.1.25053.1.2.1.1.1.15.15.0", new Gauge32(8));
        text("1.3.6.1.4.1.25053.1.2.2.1.1.1.1.1.1.7.84.101.115.116.105.110.103", "Testing");
        agent.put("1.3.6.1.4.1.25053.1.2.2.1.1.1.1.1.12.7.84.101.115.116.105.110.103", new Gauge32(6));
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("ruckus-zonedirector: ");
        assertThat(values(told))
                .containsEntry("wifi.aps.connected", 4.0)
                .containsEntry("wifi.aps.known", 8.0)
                .containsEntry("wifi.clients.ssid.testing", 6.0);
    }

    @Test
    void hiveOs_countsClientsByTheNetworkTheyAreOn() {
        identity("1.3.6.1.4.1.26928.1", "AP305C, HiveOS 10.0r9b build-239932");
        String clients = "1.3.6.1.4.1.26928.1.1.1.2.1.2.1.";
        for (int i = 1; i <= 3; i++) {
            number(clients + "4.12." + MAC + i, -55);
            text(clients + "7.12." + MAC + i, "wpa2-psk");
            text(clients + "10.12." + MAC + i, i < 3 ? "Testing" : "Guests");
        }
        assertThat(values(told()))
                .containsEntry("system.model", "AP305C")
                .containsEntry("system.firmware", "10.0r9b build-239932")
                .containsEntry("wifi.clients.ssid.testing", 2.0)
                .containsEntry("wifi.clients.ssid.guests", 1.0)
                .containsEntry("wifi.clients", 3.0);
    }

    @Test
    void cnPilot_readsItsTables() {
        identity("1.3.6.1.4.1.17713.22", "Cambium cnPilot E500 Access Point");
        String ap = "1.3.6.1.4.1.17713.22.1.1.1.";
        text(ap + "4." + MAC + "1", "W8TL03AA1111");
        text(ap + "5." + MAC + "1", "cnPilot E500");
        number(ap + "6." + MAC + "1", 12);
        text(ap + "8." + MAC + "1", "4.2.2-r5");
        number(ap + "14." + MAC + "1", 17);
        number("1.3.6.1.4.1.17713.22.1.2.1.5.1", 5);
        number("1.3.6.1.4.1.17713.22.1.2.1.5.2", 12);
        text("1.3.6.1.4.1.17713.22.1.2.1.13.1", "ON");
        text("1.3.6.1.4.1.17713.22.1.2.1.13.2", "OFF");
        text("1.3.6.1.4.1.17713.22.1.4.1.2.1", "Testing");
        number("1.3.6.1.4.1.17713.22.1.4.1.7.1", 17);
        assertThat(values(told()))
                .containsEntry("system.serial", "W8TL03AA1111")
                .containsEntry("system.model", "cnPilot E500")
                .containsEntry("system.firmware", "4.2.2-r5")
                .containsEntry("cpu.utilization.ratio", 0.12)
                .containsEntry("wifi.clients", 17.0)
                .containsEntry("wifi.clients.radio.max", 12.0)
                .containsEntry("wifi.radios.up", 1.0)
                .containsEntry("wifi.radios.down", 1.0)
                .containsEntry("wifi.clients.ssid.testing", 17.0);
    }

    @Test
    void switchWithEntityMib_isNamedByItsChassis_andPlaceholdersAreNot() {
        identity("1.3.6.1.4.1.171.10.137.2.1", "DGS-1510-28 Gigabit Ethernet SmartPro Switch");
        chassis("1", "Not Available", "1.50.021", "N/A", "DGS-1510-28");
        assertThat(values(told()))
                .containsEntry("system.model", "DGS-1510-28")
                .containsEntry("system.firmware", "1.50.021")
                .doesNotContainKey("system.serial");
    }

    private void chassis(String row, String firmware, String software, String serial, String model) {
        String entity = "1.3.6.1.2.1.47.1.1.1.1.";
        number(entity + "5." + row, 3);
        text(entity + "9." + row, firmware);
        text(entity + "10." + row, software);
        text(entity + "11." + row, serial);
        text(entity + "13." + row, model);
    }

    @Test
    void deviceThatNothingMarks_isStillNamedByItsChassis() {
        identity("1.3.6.1.4.1.99999.7", "a box of a maker that nobody knows");
        chassis("1", "", "4.1", "AB1234", "Box 7");
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).isEqualTo("snmp: nothing marks its family");
        assertThat(values(told))
                .containsEntry("system.model", "Box 7")
                .containsEntry("system.serial", "AB1234")
                .containsEntry("system.firmware", "4.1");
    }

    @Test
    void ciscoCatalyst1300_isNotTakenForIos_andItsOwnSoftwareIsTold() {
        identity(
                "1.3.6.1.4.1.9.1.3240",
                "Catalyst 1300 Series Managed Switch, 24-port GE, PoE, 4x10G SFP+ (C1300-24P-4X)");
        text("1.3.6.1.4.1.9.6.1.101.2.4.0", "4.1.3.36");
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("cisco-catalyst-1000: ");
        assertThat(values(told))
                .containsEntry("system.model", "C1300-24P-4X")
                .containsEntry("system.firmware", "4.1.3.36");
    }

    @Test
    void upsCard_withUpsMib_isReadInItsUnits() {
        identity("1.3.6.1.4.1.476.1.42", "Liebert GXT4-1500RT120");
        text("1.3.6.1.4.1.476.1.42.2.1.4.0", "12345678");
        number("1.3.6.1.2.1.33.1.2.3.0", 25);
        number("1.3.6.1.2.1.33.1.2.4.0", 96);
        number("1.3.6.1.2.1.33.1.4.1.0", 5);
        number("1.3.6.1.2.1.33.1.4.4.1.5.1", 30);
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("ups-mib: ");
        assertThat(values(told))
                .containsEntry("system.model", "Liebert GXT4-1500RT120")
                .containsEntry("system.serial", "12345678")
                .containsEntry("battery.runtime.seconds", 1500.0)
                .containsEntry("battery.charge.ratio", 0.96)
                .containsEntry("power.on.battery", true)
                .containsEntry("power.load.ratio", 0.3);
    }

    @Test
    void apcDevices_areToldApart_byWhatTheyMeasure() {
        identity(
                "1.3.6.1.4.1.318.1.3.32",
                "APC Web/SNMP Management Card (MB:v4.1.0 AF1:v6.4.7 AN1:apc_hw05_ats4g_647.bin MN:AP4423 HR:R01 SN: 5A1234)");
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("apc-device: ");
        assertThat(values(told))
                .containsEntry("system.model", "AP4423")
                .containsEntry("system.firmware", "6.4.7")
                .doesNotContainKey("battery.charge.ratio");
    }

    @Test
    void printer_savingPower_isOnStandby() {
        identity("1.3.6.1.4.1.641.1.71106749", "Lexmark MS421dn version MSNGM.076.293 kernel 4.11.12 All-N-1");
        number("1.3.6.1.2.1.25.3.2.1.5.1", 2);
        number("1.3.6.1.2.1.25.3.5.1.1.1", 1);
        agent.put("1.3.6.1.2.1.25.3.5.1.2.1", OctetString.fromHexString("00"));
        number("1.3.6.1.2.1.43.11.1.1.7.1.1", 19);
        number("1.3.6.1.2.1.43.11.1.1.8.1.1", -2);
        number("1.3.6.1.2.1.43.11.1.1.9.1.1", 40);
        number("1.3.6.1.2.1.43.11.1.1.8.1.2", 100);
        number("1.3.6.1.2.1.43.11.1.1.9.1.2", -3);
        assertThat(values(told()))
                .containsEntry("system.model", "Lexmark MS421dn")
                .containsEntry("system.firmware", "MSNGM.076.293")
                .containsEntry("printer.state", "standby")
                .containsEntry("printer.errors", "none")
                .containsEntry("supply.level.ratio", 0.4);
    }

    @Test
    void uptime_belowZero_isNone_andAClockThatLiesIsNotAsked() {
        identity("1.3.6.1.4.1.29671.2.45", "Meraki MR28 Cloud Managed AP");
        agent.put("1.3.6.1.2.1.25.1.1.0", new TimeTicks(1));
        assertThat(values(told())).containsEntry("system.model", "MR28").doesNotContainKey("uptime.seconds");
        identity(
                "1.3.6.1.4.1.9.1.1208", "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(2)E");
        number("1.3.6.1.6.3.10.2.1.3.0", -17);
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(12_300));
        assertThat(values(told())).containsEntry("uptime.seconds", 123.0).containsEntry("system.model", "C2960X");
    }

    @Test
    void airOs_tellsItsModelFirmwareAndStations_withoutGetBulk() {
        identity("1.3.6.1.4.1.10002.1", "Linux 2.6.32.68 #1 mips");
        text("1.2.840.10036.3.1.2.1.3.5", "");
        text("1.2.840.10036.3.1.2.1.3.7", "LiteBeam 5AC Gen2");
        text("1.2.840.10036.3.1.2.1.4.7", "WA.ar934x.v8.7.4.45112.210415.1103");
        text("1.3.6.1.4.1.41112.1.4.5.1.2.1", "Bridge");
        agent.put("1.3.6.1.4.1.41112.1.4.5.1.15.1", new Gauge32(3));
        number("1.3.6.1.4.1.41112.1.4.7.1.3.1." + MAC + "7", -61);
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("airos: ");
        assertThat(values(told))
                .containsEntry("system.model", "LiteBeam 5AC Gen2")
                .containsEntry("system.firmware", "8.7.4")
                .containsEntry("wifi.clients", 3.0)
                .containsEntry("wifi.clients.ssid.bridge", 3.0)
                .containsEntry("snmp.limits", "no GETBULK");
    }

    @Test
    void unifiOfTheFirstYears_tellsItsModelAsAnyWirelessDevice() {
        identity("1.3.6.1.4.1.10002.1", "Linux 3.3.8 #1 Wed Jan 18 09:26:53 PST 2017 mips");
        text("1.2.840.10036.3.1.2.1.3.6", "UAP");
        number("1.3.6.1.4.1.41112.1.6.1.2.1.8.1", 4);
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("unifi-ap: ");
        assertThat(values(told)).containsEntry("system.model", "UAP").containsEntry("wifi.clients", 4.0);
    }

    @Test
    void upsThatDoesNotNameItsSource_isOnBatteryWhenItCountsSeconds() {
        identity("1.3.6.1.4.1.850.1", "PowerAlert 12");
        String ups = "1.3.6.1.2.1.33.1.";
        number(ups + "2.1.0", 2);
        number(ups + "2.2.0", 0);
        number(ups + "4.1.0", 1);
        assertThat(values(told())).containsEntry("power.on.battery", false);
        number(ups + "2.2.0", 37);
        assertThat(values(told())).containsEntry("power.on.battery", true);
        number(ups + "2.2.0", -1);
        assertThat(values(told())).doesNotContainKey("power.on.battery");
        number(ups + "4.1.0", 3);
        assertThat(values(told())).containsEntry("power.on.battery", false);
    }

    @Test
    void fortiAp_tellsItsStationsPerNetwork() {
        identity("1.3.6.1.4.1.12356.120.10.23113", "AP02");
        text("1.3.6.1.4.1.12356.120.1.1.0", "FP231G-v7.4-build0771");
        text("1.3.6.1.4.1.12356.120.1.2.0", "FP231GTF00000001");
        number("1.3.6.1.4.1.12356.120.3.41.0", 6);
        number("1.3.6.1.4.1.12356.120.4.1.1.15.0", 37);
        text("1.3.6.1.4.1.12356.120.7.1.1.4.0.0", "Testing");
        number("1.3.6.1.4.1.12356.120.7.1.1.45.0.0", 16);
        text("1.3.6.1.4.1.12356.120.7.1.1.4.1.0", "Testing");
        number("1.3.6.1.4.1.12356.120.7.1.1.45.1.0", 5);
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("access-points: ");
        assertThat(values(told))
                .containsEntry("system.model", "FP231G")
                .containsEntry("system.firmware", "7.4-build0771")
                .containsEntry("system.serial", "FP231GTF00000001")
                .containsEntry("cpu.utilization.ratio", 0.06)
                .containsEntry("wifi.channel.utilization.ratio", 0.37)
                .containsEntry("wifi.clients", 21.0)
                .containsEntry("wifi.clients.ssid.testing", 21.0);
    }

    @Test
    void grandstreamAccessPoint_isNoLinuxServer() {
        identity("1.3.6.1.4.1.8072.3.2.10", "Linux Grandstream 4.4.60 #1 SMP PREEMPT aarch64");
        text("1.3.6.1.4.1.42397.1.1.2.1.0", "GWN7660");
        text("1.3.6.1.4.1.42397.1.1.2.4.0", "1.0.25.41\0");
        TargetInspection.InspectionResult told = told();
        assertThat(told.profile()).startsWith("access-points-linux: ");
        assertThat(values(told)).containsEntry("system.model", "GWN7660").containsEntry("system.firmware", "1.0.25.41");
    }

    @Test
    void identities_thatTellMoreThanTheirMibs_areReadOutOfTheDescription() {
        identity("1.3.6.1.4.1.207.1.14.114", "Allied Telesis router/switch, AW+ v5.4.7-2.1");
        assertThat(values(told())).containsEntry("system.firmware", "5.4.7-2.1");
        identity("1.3.6.1.4.1.890.1.15", "XGS1935-52");
        assertThat(told().profile()).startsWith("switches: ");
        assertThat(values(told())).containsEntry("system.model", "XGS1935-52");
        identity("1.3.6.1.4.1.259.10.1.45.101", "ECS4120-28T");
        assertThat(values(told())).containsEntry("system.model", "ECS4120-28T");
        agent.objects.remove(new OID("1.3.6.1.2.1.1.2.0"));
        text("1.3.6.1.2.1.1.1.0", "Hardware: AMD64 - Software: Windows Version 6.3 (Build 20348 Multiprocessor Free)");
        TargetInspection.InspectionResult windows = told();
        assertThat(windows.profile()).startsWith("windows: ");
        assertThat(values(windows)).containsEntry("os.version", "6.3.20348");
    }

    @Test
    void mikrotikWithCapsMan_tellsItsAccessPoints() {
        identity("1.3.6.1.4.1.14988.1", "RouterOS RB5009UG+S+");
        String cap = "1.3.6.1.4.1.14988.1.1.1.11.1.";
        String[] states = {"Run", "Run", "Join"};
        for (int i = 0; i < states.length; i++) {
            text(cap + "2." + (i + 1), "cap-" + i);
            text(cap + "3." + (i + 1), states[i]);
            text(cap + "4." + (i + 1), "10.1.0." + i);
        }
        assertThat(values(told())).containsEntry("wifi.aps.known", 3.0).containsEntry("wifi.aps.connected", 2.0);
    }
}
