package org.firstbell.discovery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.TableRow;
import org.firstbell.probe.snmp.client.TableWalk;

/**
 * A reader of what one SNMP device tells of those around it: its own MAC addresses, neighbours by LLDP (IEEE 802.1AB,
 * LLDP-MIB) and CDP (CISCO-CDP-MIB), and its forwarding table (BRIDGE-MIB, Q-BRIDGE-MIB). One table after the other.
 * Confined to the polling loop.
 */
public final class NeighbourReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** LldpChassisIdSubtype and LldpPortIdSubtype: an address of the MAC layer. */
    private static final int CHASSIS_MAC = 4;

    private static final int PORT_MAC = 3;
    private static final int PORT_NAME = 5;
    private static final int PORT_LOCAL = 7;

    private final SnmpClient client;
    private final InstantSource clock;
    private final String key;
    private final DeviceKind kind;
    private final String name;
    private final Consumer<NetworkNode> done;
    private final Deque<Runnable> remainingSteps = new ArrayDeque<>();
    private final Set<MacAddress> macs = new HashSet<>();
    private final Map<Integer, Integer> bridgePorts = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<MacAddress, Integer> byMac = new HashMap<>();
    /** Addresses that many ports share, which tell none of them apart. */
    private final Set<MacAddress> sharedMacs = new HashSet<>();

    private final Set<Integer> interfaceIndexes = new HashSet<>();
    private final Map<Integer, Integer> lldpPorts = new HashMap<>();
    private final List<NetworkNode.HeardNeighbour> neighbours = new ArrayList<>();
    private final Map<Integer, Set<MacAddress>> forwarding = new HashMap<>();
    private final Map<String, MacAddress> addresses = new HashMap<>();

    private NeighbourReader(
            SnmpClient client,
            InstantSource clock,
            String key,
            DeviceKind kind,
            String name,
            Consumer<NetworkNode> done) {
        this.client = client;
        this.clock = clock;
        this.key = key;
        this.kind = kind;
        this.name = name;
        this.done = done;
    }

    /** Reads it all; the result comes once. */
    public static void read(
            SnmpClient client,
            InstantSource clock,
            String key,
            DeviceKind kind,
            String name,
            Consumer<NetworkNode> done) {
        NeighbourReader reading = new NeighbourReader(client, clock, key, kind, name, done);
        reading.planSteps();
        reading.runNext();
    }

    private void planSteps() {
        addTable(
                Map.of("mac", "1.3.6.1.2.1.2.2.1.6", "name", "1.3.6.1.2.1.31.1.1.1.1", "descr", "1.3.6.1.2.1.2.2.1.2"),
                this::readInterface);
        if (kind.isNetworkDevice() || kind == DeviceKind.ACCESS_POINT) {
            addTable(Map.of("mac", "1.3.6.1.2.1.17.1.1"), this::readBridgeAddress);
            addTable(Map.of("mac", "1.0.8802.1.1.2.1.3.2"), this::readBridgeAddress);
            addTable(
                    Map.of("ifIndex", "1.3.6.1.2.1.17.1.4.1.2"),
                    row -> row.number("ifIndex")
                            .ifPresent(index -> bridgePorts.put(row.index().last(), index.intValue())));
            addTable(
                    Map.of(
                            "subtype", "1.0.8802.1.1.2.1.3.7.1.2",
                            "id", "1.0.8802.1.1.2.1.3.7.1.3",
                            "description", "1.0.8802.1.1.2.1.3.7.1.4"),
                    this::readLldpPort);
            addTable(
                    Map.of(
                            "subtype", "1.0.8802.1.1.2.1.4.1.1.4",
                            "chassis", "1.0.8802.1.1.2.1.4.1.1.5",
                            "name", "1.0.8802.1.1.2.1.4.1.1.9"),
                    this::readLldpNeighbour);
            addTable(
                    Map.of("name", "1.3.6.1.4.1.9.9.23.1.2.1.1.6", "address", "1.3.6.1.4.1.9.9.23.1.2.1.1.4"),
                    this::readCdpNeighbour);
        }
        if (kind.isNetworkDevice()) {
            addTable(Map.of("port", "1.3.6.1.2.1.17.7.1.2.2.1.2"), this::readForwarding);
            remainingSteps.add(() -> {
                if (forwarding.isEmpty()) {
                    walk(Map.of("port", "1.3.6.1.2.1.17.4.3.1.2"), this::readForwarding);
                } else {
                    runNext();
                }
            });
            addTable(Map.of("mac", "1.3.6.1.2.1.4.22.1.2"), this::readArp);
        }
    }

    private void addTable(Map<String, String> columns, Consumer<TableRow> row) {
        remainingSteps.add(() -> walk(columns, row));
    }

    private void walk(Map<String, String> columns, Consumer<TableRow> row) {
        TableWalk.start(client, TableWalk.TablePlan.of(columns, TIMEOUT, false), clock, walked -> {
            walked.rows().forEach(row);
            if (!walked.answered()) {
                remainingSteps.clear();
            }
            runNext();
        });
    }

    private void runNext() {
        Runnable step = remainingSteps.poll();
        if (step == null) {
            done.accept(new NetworkNode(key, kind, name, macs, neighbours, forwarding, addresses));
        } else {
            step.run();
        }
    }

    private void readInterface(TableRow row) {
        int index = row.index().last();
        interfaceIndexes.add(index);
        row.cellMac("mac").filter(NeighbourReader::isRealMac).ifPresent(mac -> {
            macs.add(mac);
            if (byMac.putIfAbsent(mac, index) != null) {
                sharedMacs.add(mac);
            }
        });
        row.text("descr").ifPresent(text -> byName.put(text, index));
        row.text("name").ifPresent(text -> byName.put(text, index));
    }

    /** dot1dBaseBridgeAddress or lldpLocChassisId: the address that neighbours know it by is often none of its ports'. */
    private void readBridgeAddress(TableRow row) {
        row.cellMac("mac").filter(NeighbourReader::isRealMac).ifPresent(macs::add);
    }

    private static boolean isRealMac(MacAddress mac) {
        return !mac.value().equals("00:00:00:00:00:00") && !mac.value().equals("ff:ff:ff:ff:ff:ff");
    }

    /**
     * lldpLocPortNum is not always ifIndex: the port's id tells which it is, or its description; else it is the number of a
     * bridge port where there is no interface of that number.
     */
    private void readLldpPort(TableRow row) {
        int number = row.index().last();
        int subtype = row.number("subtype").map(Double::intValue).orElse(0);
        Optional<Integer> index = switch (subtype) {
            case PORT_NAME -> row.text("id").map(byName::get);
            case PORT_MAC ->
                row.cellMac("id").filter(mac -> !sharedMacs.contains(mac)).map(byMac::get);
            case PORT_LOCAL ->
                row.text("id")
                        .map(byName::get)
                        .or(() -> row.text("id")
                                .filter(text -> text.matches("\\d{1,9}"))
                                .map(Integer::valueOf)
                                .filter(interfaceIndexes::contains));
            default -> Optional.empty();
        };
        index.or(() -> row.text("description").map(byName::get))
                .or(() -> Optional.of(number).filter(interfaceIndexes::contains))
                .or(() -> Optional.ofNullable(bridgePorts.get(number)))
                .ifPresent(found -> lldpPorts.put(number, found));
    }

    /** Index: time mark, local port, and a running number. */
    private void readLldpNeighbour(TableRow row) {
        int[] index = row.index().getValue();
        if (index.length < 2) {
            return;
        }
        int local = index[index.length - 2];
        boolean mac = row.number("subtype").filter(type -> type == CHASSIS_MAC).isPresent();
        neighbours.add(new NetworkNode.HeardNeighbour(
                lldpPorts.getOrDefault(local, local),
                mac ? row.cellMac("chassis") : Optional.empty(),
                row.text("name").orElse(""),
                Optional.empty()));
    }

    private void readCdpNeighbour(TableRow row) {
        int[] index = row.index().getValue();
        if (index.length > 0) {
            String device = row.text("name").orElse("").replaceAll("\\(.*\\)$", "");
            neighbours.add(
                    new NetworkNode.HeardNeighbour(index[0], Optional.empty(), device, row.ipAddress("address")));
        }
    }

    private void readForwarding(TableRow row) {
        Optional<Integer> port = row.number("port").map(Double::intValue).filter(number -> number > 0);
        Optional<MacAddress> mac = row.indexMac(row.index().size() - 6);
        if (port.isPresent() && mac.isPresent()) {
            forwarding
                    .computeIfAbsent(bridgePorts.getOrDefault(port.get(), port.get()), none -> new HashSet<>())
                    .add(mac.get());
        }
    }

    /** Index: interface and address. */
    private void readArp(TableRow row) {
        int[] index = row.index().getValue();
        if (index.length >= 4) {
            int from = index.length - 4;
            String address = index[from] + "." + index[from + 1] + "." + index[from + 2] + "." + index[from + 3];
            row.cellMac("mac").ifPresent(mac -> addresses.put(address, mac));
        }
    }
}
