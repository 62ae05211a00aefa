package org.firstbell.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.smi.IpAddress;

/**
 * The simulated Wi-Fi as an Aruba Instant virtual controller tells it (AI-AP-MIB): access points, radios and clients. A
 * client whose access point dies turns up on the next one after a while. Confined to the demo's loop.
 */
public final class SimulatedWlan {
    private static final String AI_AP_TABLES = "1.3.6.1.4.1.14823.2.3.3.1.2.";
    /** Clients need a moment to notice that their access point is gone and to join another. */
    private static final Duration ROAMING_TIME = Duration.ofSeconds(12);

    private final SimulatedMib mib;
    private final Map<String, WlanAccessPoint> accessPoints = new LinkedHashMap<>();
    private final Map<String, WlanClient> clients = new LinkedHashMap<>();

    private record WlanAccessPoint(SimulatedDevice device, String mac, String address, String neighbourId) {}

    private static final class WlanClient {
        private final String mac;
        private String accessPointId;
        private Optional<Instant> lostAt = Optional.empty();

        private WlanClient(String mac, String unit) {
            this.mac = mac;
            this.accessPointId = unit;
        }
    }

    public SimulatedWlan(SimulatedMib mib) {
        this.mib = mib;
    }

    /** Adds an access point; its clients go to the neighbour when it dies. */
    public void addAccessPoint(SimulatedDevice device, String mac, String address, String neighbour) {
        accessPoints.put(device.id(), new WlanAccessPoint(device, mac, address, neighbour));
    }

    /** A lid opens: the client joins an access point. */
    public void join(String mac, String unit) {
        clients.put(mac, new WlanClient(mac, unit));
    }

    /** A lid closes. */
    public void leave(String mac) {
        clients.remove(mac);
    }

    /** Lets clients of dead access points roam, and writes the controller's tables. */
    public void tick(Instant now) {
        for (WlanClient client : clients.values()) {
            WlanAccessPoint unit = accessPoints.get(client.accessPointId);
            if (unit == null || unit.device().isReachable()) {
                client.lostAt = Optional.empty();
            } else if (client.lostAt.isEmpty()) {
                client.lostAt = Optional.of(now);
            } else if (client.lostAt.get().plus(ROAMING_TIME).isBefore(now)
                    && accessPoints.containsKey(unit.neighbourId())) {
                client.accessPointId = unit.neighbourId();
                client.lostAt = Optional.empty();
            }
        }
        writeTables(now);
    }

    private void writeTables(Instant now) {
        mib.removeBelow(AI_AP_TABLES.substring(0, AI_AP_TABLES.length() - 1));
        int number = 0;
        for (WlanAccessPoint unit : accessPoints.values()) {
            number++;
            String index = SimulatedMib.index(unit.mac());
            boolean up = unit.device().isReachable();
            List<WlanClient> here = clients.values().stream()
                    .filter(client ->
                            up && client.accessPointId.equals(unit.device().id()) && client.lostAt.isEmpty())
                    .toList();
            mib.mac(AI_AP_TABLES + "1.1.1." + index, unit.mac());
            mib.putText(AI_AP_TABLES + "1.1.2." + index, unit.device().id());
            mib.put(AI_AP_TABLES + "1.1.3." + index, new IpAddress(unit.address()));
            mib.putText(AI_AP_TABLES + "1.1.4." + index, "CNF0K9T0" + (10 + number));
            mib.putText(AI_AP_TABLES + "1.1.6." + index, "515");
            mib.putInteger(AI_AP_TABLES + "1.1.7." + index, up ? 9 : 0);
            long uptime = up ? Duration.between(unit.device().bootedAt(), now).toMillis() / 10 : 0;
            mib.putTicks(AI_AP_TABLES + "1.1.9." + index, () -> uptime);
            mib.putInteger(AI_AP_TABLES + "1.1.11." + index, up ? 1 : 2);
            for (int radio = 0; radio < 2; radio++) {
                writeRadio(
                        index + "." + radio, radio == 0 ? here.size() - here.size() / 5 : here.size() / 5, up, radio);
            }
            here.forEach(client -> writeClient(client, unit));
        }
    }

    private void writeRadio(String index, int count, boolean up, int radio) {
        mib.putText(AI_AP_TABLES + "2.1.4." + index, radio == 0 ? "44E" : "6");
        mib.putInteger(AI_AP_TABLES + "2.1.5." + index, 15);
        mib.putInteger(AI_AP_TABLES + "2.1.6." + index, 93);
        mib.putInteger(AI_AP_TABLES + "2.1.7." + index, 8 + count);
        mib.putInteger(AI_AP_TABLES + "2.1.8." + index, 8 + count);
        mib.putInteger(AI_AP_TABLES + "2.1.20." + index, up ? 1 : 2);
        mib.putInteger(AI_AP_TABLES + "2.1.21." + index, count);
        mib.putText(AI_AP_TABLES + "2.1.22." + index, "access");
    }

    private void writeClient(WlanClient client, WlanAccessPoint unit) {
        String index = SimulatedMib.index(client.mac);
        mib.mac(AI_AP_TABLES + "4.1.1." + index, client.mac);
        mib.mac(AI_AP_TABLES + "4.1.2." + index, unit.mac());
        mib.put(AI_AP_TABLES + "4.1.4." + index, new IpAddress(unit.address()));
        mib.putInteger(AI_AP_TABLES + "4.1.7." + index, 38);
        mib.putCounter(AI_AP_TABLES + "4.1.8." + index, 12_000);
    }
}
