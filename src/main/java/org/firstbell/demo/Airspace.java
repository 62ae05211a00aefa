package org.firstbell.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.smi.IpAddress;

/**
 * Who is on which access point, as an Aruba Instant virtual controller tells it (AI-AP-MIB): access points, radios and
 * clients. A client whose access point dies turns up on the next one after a while. Confined to the demo's loop.
 */
public final class Airspace {
    private static final String BASE = "1.3.6.1.4.1.14823.2.3.3.1.2.";
    /** Clients need a moment to notice that their access point is gone and to join another. */
    private static final Duration ROAMING = Duration.ofSeconds(12);

    private final Mib mib;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Client> clients = new LinkedHashMap<>();

    private record Unit(SimDevice device, String mac, String address, String neighbour) {}

    private static final class Client {
        private final String mac;
        private String unit;
        private Optional<Instant> lostAt = Optional.empty();

        private Client(String mac, String unit) {
            this.mac = mac;
            this.unit = unit;
        }
    }

    public Airspace(Mib mib) {
        this.mib = mib;
    }

    /** Adds an access point; its clients go to the neighbour when it dies. */
    public void unit(SimDevice device, String mac, String address, String neighbour) {
        units.put(device.id(), new Unit(device, mac, address, neighbour));
    }

    /** A lid opens: the client joins an access point. */
    public void join(String mac, String unit) {
        clients.put(mac, new Client(mac, unit));
    }

    /** A lid closes. */
    public void leave(String mac) {
        clients.remove(mac);
    }

    /** Lets clients of dead access points roam, and writes the controller's tables. */
    public void tick(Instant now) {
        for (Client client : clients.values()) {
            Unit unit = units.get(client.unit);
            if (unit == null || unit.device().reachable()) {
                client.lostAt = Optional.empty();
            } else if (client.lostAt.isEmpty()) {
                client.lostAt = Optional.of(now);
            } else if (client.lostAt.get().plus(ROAMING).isBefore(now) && units.containsKey(unit.neighbour())) {
                client.unit = unit.neighbour();
                client.lostAt = Optional.empty();
            }
        }
        write(now);
    }

    private void write(Instant now) {
        mib.clear(BASE.substring(0, BASE.length() - 1));
        int number = 0;
        for (Unit unit : units.values()) {
            number++;
            String index = Mib.index(unit.mac());
            boolean up = unit.device().reachable();
            List<Client> here = clients.values().stream()
                    .filter(client -> up && client.unit.equals(unit.device().id()) && client.lostAt.isEmpty())
                    .toList();
            mib.mac(BASE + "1.1.1." + index, unit.mac());
            mib.text(BASE + "1.1.2." + index, unit.device().id());
            mib.put(BASE + "1.1.3." + index, new IpAddress(unit.address()));
            mib.text(BASE + "1.1.4." + index, "CNF0K9T0" + (10 + number));
            mib.text(BASE + "1.1.6." + index, "515");
            mib.number(BASE + "1.1.7." + index, up ? 9 : 0);
            long uptime = up ? Duration.between(unit.device().bootedAt(), now).toMillis() / 10 : 0;
            mib.ticks(BASE + "1.1.9." + index, () -> uptime);
            mib.number(BASE + "1.1.11." + index, up ? 1 : 2);
            for (int radio = 0; radio < 2; radio++) {
                radio(index + "." + radio, radio == 0 ? here.size() - here.size() / 5 : here.size() / 5, up, radio);
            }
            here.forEach(client -> client(client, unit));
        }
    }

    private void radio(String index, int count, boolean up, int radio) {
        mib.text(BASE + "2.1.4." + index, radio == 0 ? "44E" : "6");
        mib.number(BASE + "2.1.5." + index, 15);
        mib.number(BASE + "2.1.6." + index, 93);
        mib.number(BASE + "2.1.7." + index, 8 + count);
        mib.number(BASE + "2.1.8." + index, 8 + count);
        mib.number(BASE + "2.1.20." + index, up ? 1 : 2);
        mib.number(BASE + "2.1.21." + index, count);
        mib.text(BASE + "2.1.22." + index, "access");
    }

    private void client(Client client, Unit unit) {
        String index = Mib.index(client.mac);
        mib.mac(BASE + "4.1.1." + index, client.mac);
        mib.mac(BASE + "4.1.2." + index, unit.mac());
        mib.put(BASE + "4.1.4." + index, new IpAddress(unit.address()));
        mib.number(BASE + "4.1.7." + index, 38);
        mib.counter(BASE + "4.1.8." + index, 12_000);
    }
}
