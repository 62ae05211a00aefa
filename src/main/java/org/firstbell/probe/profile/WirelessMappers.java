package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.Target;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.snmp.client.TableRow;
import org.snmp4j.smi.OID;

/** Recipes for the tables of WLAN controllers, whose rows speak of access points and clients. */
final class WirelessMappers {
    private WirelessMappers() {}

    /**
     * Access points, indexed by MAC: how many are known and connected; who in the inventory each of them is, and whether it
     * is up. One that left the table is down: controllers drop what they lost.
     */
    static void mapAccessPoints(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> up = Set.of(options.text("up", "1").split(","));
        boolean listedIsUp = options.text("listed", "").equals("up");
        boolean told = false;
        int connected = 0;
        Set<DeviceId> absent = new HashSet<>(answer.memory().accessPoints());
        for (TableRow row : rows) {
            Optional<String> status = row.text("status");
            boolean works = status.map(up::contains).orElse(listedIsUp);
            told |= status.isPresent() || listedIsUp;
            connected += works ? 1 : 0;
            Optional<MacAddress> mac = row.indexMac(0);
            Optional<DeviceId> unit = mac.flatMap(answer.context()::deviceByMac)
                    .or(() -> row.cellMac("mac").flatMap(answer.context()::deviceByMac))
                    .or(() -> row.text("name").flatMap(answer.context()::accessPointByName))
                    .or(() -> row.ipAddress("address").flatMap(answer.context()::accessPointByAddress));
            if (unit.isPresent()) {
                absent.remove(unit.get());
                mac.ifPresent(address -> answer.memory().accessPoint(address, unit.get()));
                if (status.isPresent() || listedIsUp) {
                    answer.addFlag(unit.get(), "up", works, "aps/status");
                }
                addAccessPointFacts(row, unit.get(), answer);
            }
        }
        if (answer.complete()) {
            absent.forEach(unit -> answer.addFlag(unit, "up", false, "aps"));
        }
        answer.addQuantity("wifi.aps.known", rows.size());
        answer.memory().listedAccessPoints(rows.size());
        if (told) {
            answer.addQuantity("wifi.aps.connected", connected);
        }
    }

    private static double percentage(String what, TableRow row, String column, ReadingCollector answer) {
        return answer.plausible(what, row.index(), row.numberOrNaN(column), 0, 100);
    }

    private static void addAccessPointFacts(TableRow row, DeviceId unit, ReadingCollector answer) {
        row.text("model").ifPresent(text -> answer.addText(unit, "system.model", text, "aps/model"));
        row.text("serial").ifPresent(text -> answer.addText(unit, "system.serial", text, "aps/serial"));
        row.text("firmware").ifPresent(text -> answer.addText(unit, "system.firmware", text, "aps/firmware"));
        row.number("uptime")
                .filter(ticks -> ticks > 0)
                .ifPresent(ticks -> answer.addQuantity(unit, "uptime.seconds", ticks / 100, "aps/uptime"));
        double percent = percentage("aps/cpu", row, "cpu", answer);
        answer.addQuantity(unit, "cpu.utilization.ratio", percent / 100, "aps/cpu");
        row.number("clients")
                .filter(count -> count >= 0 && count <= 2000 && !answer.memory().hasClientCountSource(unit))
                .ifPresent(count -> answer.addQuantity(unit, "wifi.clients", count, "aps/clients"));
    }

    /**
     * Radios, indexed by the access point's MAC and a number: clients, load and state of each access point. Where
     * {@code radio} says where in the index the number stands, a radio may have several rows, one for each network. A table
     * with fewer radios than there are access points, or that was not read to its end, says nothing of all of them together,
     * and does not become the one that tells clients.
     */
    static void mapRadios(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        Map<DeviceId, List<TableRow>> byUnit = new HashMap<>();
        double clients = 0;
        boolean counted = false;
        for (TableRow row : rows) {
            Optional<Double> here = row.number("clients").filter(count -> count >= 0 && count <= 2000);
            clients += here.orElse(0.0);
            counted |= here.isPresent();
            row.indexMac(0)
                    .flatMap(answer.memory()::accessPoint)
                    .ifPresent(unit -> byUnit.computeIfAbsent(unit, key -> new ArrayList<>())
                            .add(row));
        }
        boolean complete = answer.complete()
                && rows.stream().map(row -> radioIndex(row, options)).distinct().count()
                        >= answer.memory().listedAccessPoints();
        if (complete && counted && !answer.hasReading("wifi.clients")) {
            answer.addQuantity("wifi.clients", clients);
        }
        if (complete) {
            addChannelLoad(answer.target(), rows, options, answer);
        }
        byUnit.forEach((unit, radios) -> addRadioReadings(unit, radios, complete, options, answer));
    }

    /** What all rows of one radio share. */
    private static OID radioIndex(TableRow row, TableMapper.MapperOptions options) {
        int at = (int) options.number("radio", -1);
        return at >= 0 && at < row.index().size() ? new OID(row.index().getValue(), 0, at + 1) : row.index();
    }

    private static void addRadioReadings(
            DeviceId unit,
            List<TableRow> radios,
            boolean complete,
            TableMapper.MapperOptions options,
            ReadingCollector answer) {
        Map<OID, Double> clients = new HashMap<>();
        for (TableRow row : radios) {
            row.number("clients")
                    .filter(count -> count >= 0 && count <= 2000)
                    .ifPresent(count -> clients.merge(radioIndex(row, options), count, Double::sum));
        }
        if (!clients.isEmpty() && answer.isClientCountSource(unit, complete)) {
            double all = clients.values().stream().mapToDouble(c -> c).sum();
            double most = clients.values().stream().mapToDouble(c -> c).max().orElse(0);
            answer.addQuantity(unit, "wifi.clients", all, "radios/clients");
            answer.addQuantity(unit, "wifi.clients.radio.max", most, "radios/clients");
        }
        addChannelLoad(unit, radios, options, answer);
    }

    /** The busiest channel, and how many radios work; channels that are all told as idle were not measured. */
    private static void addChannelLoad(
            Target unit, List<TableRow> radios, TableMapper.MapperOptions options, ReadingCollector answer) {
        radios.stream()
                .mapToDouble(row -> percentage("radios/busy", row, "busy", answer))
                .filter(busy -> busy > 0)
                .max()
                .ifPresent(
                        busy -> answer.addQuantity(unit, "wifi.channel.utilization.ratio", busy / 100, "radios/busy"));
        Set<String> up = Set.of(options.text("up", "1").split(","));
        Collection<Boolean> states = radioStates(radios, options, up);
        if (!states.isEmpty()) {
            long working = states.stream().filter(works -> works).count();
            answer.addQuantity(unit, "wifi.radios.up", working, "radios/status");
            answer.addQuantity(unit, "wifi.radios.down", states.size() - working, "radios/status");
        }
    }

    /** Whether each radio works; where {@code by} groups rows, a radio does if one of its rows does. */
    private static Collection<Boolean> radioStates(
            List<TableRow> rows, TableMapper.MapperOptions options, Set<String> up) {
        Map<String, Boolean> states = new HashMap<>();
        for (TableRow row : rows) {
            String radio = row.text(options.text("by", "")).orElse("row " + row.index());
            row.text("status").ifPresent(status -> states.merge(radio, up.contains(status), Boolean::logicalOr));
        }
        return states.values();
    }

    /** Which access point each BSSID belongs to; the index is the access point's MAC, the radio, and the BSSID. */
    static void mapBssids(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        for (TableRow row : rows) {
            Optional<MacAddress> bssid = row.indexMac(row.index().size() - 6);
            Optional<MacAddress> unit = row.cellMac("unit-mac").or(() -> row.indexMac(0));
            if (bssid.isPresent() && unit.isPresent()) {
                answer.memory().recordBssid(bssid.get(), unit.get());
            }
        }
    }

    /** Clients, indexed by MAC: those that the inventory names are sighted, all others are counted and forgotten. */
    static void mapClients(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        if (!(answer.target() instanceof DeviceId controller)) {
            return;
        }
        List<Sighting> seen = new ArrayList<>();
        int unnamed = 0;
        int madeUp = 0;
        for (TableRow row : rows) {
            Optional<MacAddress> mac = row.cellMac("mac").or(() -> row.indexMac((int) options.number("offset", 0)));
            madeUp += mac.filter(MacAddress::locallyAdministered).isPresent() ? 1 : 0;
            Optional<DeviceId> device = mac.flatMap(answer.context()::deviceByMac);
            if (device.isPresent()) {
                seen.add(new Sighting(
                        device.get(),
                        mac.get(),
                        controller,
                        options.text("at", "").equals("itself") ? Optional.of(controller) : accessPointOf(row, answer),
                        row.text("ssid"),
                        row.number("signal"),
                        answer.now()));
            } else {
                unnamed++;
            }
        }
        answer.setSightings(new Sightings(controller, seen, unnamed, answer.complete()));
        if (answer.complete() && (!rows.isEmpty() || answer.isSourceOf("wifi.clients"))) {
            answer.addQuantity("wifi.clients", rows.size());
            answer.addQuantity("wifi.clients.private", madeUp);
        }
    }

    private static Optional<DeviceId> accessPointOf(TableRow row, ReadingCollector answer) {
        return row.ipAddress("unit-address")
                .flatMap(answer.context()::accessPointByAddress)
                .or(() -> row.text("unit-name").flatMap(answer.context()::accessPointByName))
                .or(() -> row.cellMac("unit-mac")
                        .flatMap(mac -> answer.memory()
                                .accessPoint(mac)
                                .or(() -> answer.context().deviceByMac(mac))))
                .or(() -> row.cellMac("unit-bssid").flatMap(answer.memory()::accessPointOfBssid));
    }
}
