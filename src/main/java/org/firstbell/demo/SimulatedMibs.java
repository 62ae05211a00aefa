package org.firstbell.demo;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/** The MIB objects that simulated devices of each family tell. */
public final class SimulatedMibs {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String HOST = "1.3.6.1.2.1.25.";
    private static final String IF = "1.3.6.1.2.1.2.2.1.";
    private static final String IFX = "1.3.6.1.2.1.31.1.1.1.";

    /** Ports of a simulated switch. */
    static final int SWITCH_PORTS = 52;

    private final InstantSource clock;

    public SimulatedMibs(InstantSource clock) {
        this.clock = clock;
    }

    private SimulatedMib system(SimulatedDevice device, String description, String family) {
        return new SimulatedMib()
                .putText(SYSTEM + "1.0", description)
                .putOid(SYSTEM + "2.0", family)
                .putTicks(SYSTEM + "3.0", () -> uptimeTicks(device))
                .putText(SYSTEM + "4.0", "tech office")
                .putText(SYSTEM + "5.0", device.id())
                .putText(SYSTEM + "6.0", device.place());
    }

    private long uptimeTicks(SimulatedDevice device) {
        return java.time.Duration.between(device.bootedAt(), clock.instant()).toMillis() / 10;
    }

    /** A Windows lab computer with HOST-RESOURCES-MIB (RFC 2790) and both test apps installed. */
    public SimulatedMib computer(SimulatedDevice device, long diskKept) {
        SimulatedMib mib = system(
                device,
                "Hardware: Intel64 Family 6 Model 154 Stepping 4 AT/AT COMPATIBLE - Software: Windows Version 10.0"
                        + " (Build 22631 Multiprocessor Free)",
                "1.3.6.1.4.1.311.1.1.3.1.1");
        mib.putTicks(HOST + "1.1.0", () -> uptimeTicks(device));
        mib.put(HOST + "1.2.0", () -> dateAndTime(clock.instant()));
        mib.putGauge(HOST + "1.6.0", 143);
        storage(mib, device, diskKept);
        for (int core = 1; core <= 4; core++) {
            mib.put(HOST + "3.3.1.2." + core, () -> new Integer32((int) Math.round(100 * device.load())));
        }
        String[] programs = {"System Idle Process", "System", "svchost.exe", "explorer.exe", "TestNav.exe", "snmp.exe"};
        for (int i = 0; i < programs.length; i++) {
            mib.putText(HOST + "4.2.1.2." + (i * 4 + 1), programs[i]);
        }
        String[] installed = {
            "Microsoft Edge 131.0.2903.70", "TestNav 1.11.3", "DRC INSIGHT Online Assessments 14.0.0.0"
        };
        for (int i = 0; i < installed.length; i++) {
            mib.putText(HOST + "6.3.1.2." + (i + 1), installed[i]);
        }
        interfaces(mib, device, 1, 1000, 40_000);
        return mib;
    }

    private void storage(SimulatedMib mib, SimulatedDevice device, long diskUnits) {
        String[] types = {"1.3.6.1.2.1.25.2.1.4", "1.3.6.1.2.1.25.2.1.2"};
        String[] names = {"C:\\ Label:  Serial Number 5e53a1", "Physical Memory"};
        int[] sizes = {(int) diskUnits, 131_072};
        int[] units = {4096, 65_536};
        for (int i = 0; i < types.length; i++) {
            int row = i + 1;
            int size = sizes[i];
            boolean disk = i == 0;
            mib.putInteger(HOST + "2.3.1.1." + row, row);
            mib.putOid(HOST + "2.3.1.2." + row, types[i]);
            mib.putText(HOST + "2.3.1.3." + row, names[i]);
            mib.putInteger(HOST + "2.3.1.4." + row, units[i]);
            mib.putInteger(HOST + "2.3.1.5." + row, size);
            mib.put(
                    HOST + "2.3.1.6." + row,
                    () -> new Integer32((int) Math.round(size * (1 - (disk ? device.diskFree() : 0.55)))));
        }
    }

    /** A server that keeps a test cache: Windows, 500 GB. */
    public SimulatedMib cache(SimulatedDevice device) {
        return computer(device, 122_070_312L);
    }

    /** A managed switch with power over Ethernet and some neighbours. */
    public SimulatedMib networkSwitch(SimulatedDevice device, int ports, int neighbours) {
        SimulatedMib mib = system(
                device,
                "HP J9772A 2530-48G-PoEP Switch, revision YA.16.11.0014, ROM YA.15.20 (/ws/swbuildm)",
                "1.3.6.1.4.1.11.2.3.7.11.157");
        mib.putInteger("1.3.6.1.2.1.2.1.0", ports);
        for (int port = 1; port <= ports; port++) {
            interfaces(mib, device, port, 1000, 20_000L + 997L * port);
        }
        mib.putGauge("1.3.6.1.2.1.105.1.3.1.1.2.1", 195);
        mib.putInteger("1.3.6.1.2.1.105.1.3.1.1.3.1", 1);
        mib.putGauge("1.3.6.1.2.1.105.1.3.1.1.4.1", 61);
        for (int n = 1; n <= neighbours; n++) {
            mib.putText("1.0.8802.1.1.2.1.4.1.1.9.0." + n + ".1", "neighbour-" + n);
        }
        return mib;
    }

    private void interfaces(SimulatedMib mib, SimulatedDevice device, int port, int megabits, long bytesPerSecond) {
        mib.putInteger(IF + "1." + port, port);
        mib.putText(IF + "2." + port, "port " + port);
        mib.putInteger(IF + "3." + port, 6);
        mib.putGauge(IF + "5." + port, megabits * 1_000_000L);
        mib.putInteger(IF + "7." + port, 1);
        mib.putInteger(IF + "8." + port, 1);
        mib.putCounter(IF + "13." + port, 0);
        mib.putCounter(IF + "14." + port, 0);
        mib.putCounter(IF + "19." + port, 0);
        mib.putCounter(IF + "20." + port, 0);
        mib.putText(IFX + "1." + port, Integer.toString(port));
        mib.putCounter64(IFX + "6." + port, () -> uptimeTicks(device) * bytesPerSecond / 100);
        mib.putCounter64(IFX + "10." + port, () -> uptimeTicks(device) * bytesPerSecond / 300);
        mib.putGauge(IFX + "15." + port, megabits);
        mib.putText(IFX + "18." + port, "");
        mib.putTicks(IFX + "19." + port, () -> 0L);
    }

    /** An Aruba Instant access point by itself: the system group and its wired port. */
    public SimulatedMib accessPoint(SimulatedDevice device) {
        SimulatedMib mib =
                system(device, "ArubaOS (MODEL: 515), Version 8.10.0.9-8.10.0.9", "1.3.6.1.4.1.14823.1.2.111");
        interfaces(mib, device, 1, 1000, 300_000);
        return mib;
    }

    /** An Aruba Instant virtual controller; its tables are written by {@link SimulatedWlan}. */
    public SimulatedMib controller(SimulatedDevice device) {
        return system(device, "ArubaOS (MODEL: 515), Version 8.10.0.9-8.10.0.9", "1.3.6.1.4.1.14823.1.2.111");
    }

    /** Date and time with zone, 11 octets (SNMPv2-TC DateAndTime). */
    static OctetString dateAndTime(Instant at) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        ByteBuffer octets = ByteBuffer.allocate(11);
        octets.putShort((short) utc.getYear());
        octets.put((byte) utc.getMonthValue()).put((byte) utc.getDayOfMonth());
        octets.put((byte) utc.getHour()).put((byte) utc.getMinute()).put((byte) utc.getSecond());
        octets.put((byte) (utc.getNano() / 100_000_000))
                .put((byte) '+')
                .put((byte) 0)
                .put((byte) 0);
        return new OctetString(octets.array());
    }
}
