package org.firstbell.probe;

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
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;
import org.firstbell.model.Target;
import org.snmp4j.smi.OID;

/** Recipes for the tables of WLAN controllers, whose rows speak of access points and clients. */
final class WirelessRecipes {
    private WirelessRecipes() {}

    /**
     * Access points, indexed by MAC: how many are known and connected; who in the inventory each of them is, and whether it
     * is up. One that left the table is down: controllers drop what they lost.
     */
    static void units(List<TableRow> rows, Recipe.Options options, Answer answer) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> up = Set.of(options.text("up", "1").split(","));
        boolean listedIsUp = options.text("listed", "").equals("up");
        boolean told = false;
        int connected = 0;
        Set<DeviceId> absent = new HashSet<>(answer.memory().units());
        for (TableRow row : rows) {
            Optional<String> status = row.text("status");
            boolean works = status.map(up::contains).orElse(listedIsUp);
            told |= status.isPresent() || listedIsUp;
            connected += works ? 1 : 0;
            Optional<MacAddress> mac = row.mac(0);
            Optional<DeviceId> unit = mac.flatMap(answer.surroundings()::named)
                    .or(() -> row.macCell("mac").flatMap(answer.surroundings()::named))
                    .or(() -> row.text("name").flatMap(answer.surroundings()::unitByName))
                    .or(() -> row.address("address").flatMap(answer.surroundings()::unitByAddress));
            if (unit.isPresent()) {
                absent.remove(unit.get());
                mac.ifPresent(address -> answer.memory().unit(address, unit.get()));
                if (status.isPresent() || listedIsUp) {
                    answer.flag(unit.get(), "up", works, "aps/status");
                }
                facts(row, unit.get(), answer);
            }
        }
        if (answer.whole()) {
            absent.forEach(unit -> answer.flag(unit, "up", false, "aps"));
        }
        answer.quantity("wifi.aps.known", rows.size());
        answer.memory().listed(rows.size());
        if (told) {
            answer.quantity("wifi.aps.connected", connected);
        }
    }

    private static double percent(String what, TableRow row, String column, Answer answer) {
        return answer.possible(what, row.index(), row.figure(column), 0, 100);
    }

    private static void facts(TableRow row, DeviceId unit, Answer answer) {
        row.text("model").ifPresent(text -> answer.text(unit, "system.model", text, "aps/model"));
        row.text("serial").ifPresent(text -> answer.text(unit, "system.serial", text, "aps/serial"));
        row.text("firmware").ifPresent(text -> answer.text(unit, "system.firmware", text, "aps/firmware"));
        row.number("uptime")
                .filter(ticks -> ticks > 0)
                .ifPresent(ticks -> answer.quantity(unit, "uptime.seconds", ticks / 100, "aps/uptime"));
        double percent = percent("aps/cpu", row, "cpu", answer);
        answer.quantity(unit, "cpu.utilization.ratio", percent / 100, "aps/cpu");
        row.number("clients")
                .filter(count -> count >= 0 && count <= 2000 && !answer.memory().radiosTellClients(unit))
                .ifPresent(count -> answer.quantity(unit, "wifi.clients", count, "aps/clients"));
    }

    /**
     * Radios, indexed by the access point's MAC and a number: clients, load and state of each access point. Where
     * {@code radio} says where in the index the number stands, a radio may have several rows, one for each network. A table
     * with fewer radios than there are access points, or that was not read to its end, says nothing of all of them together,
     * and does not become the one that tells clients.
     */
    static void radios(List<TableRow> rows, Recipe.Options options, Answer answer) {
        Map<DeviceId, List<TableRow>> byUnit = new HashMap<>();
        double clients = 0;
        boolean counted = false;
        for (TableRow row : rows) {
            Optional<Double> here = row.number("clients").filter(count -> count >= 0 && count <= 2000);
            clients += here.orElse(0.0);
            counted |= here.isPresent();
            row.mac(0)
                    .flatMap(answer.memory()::unit)
                    .ifPresent(unit -> byUnit.computeIfAbsent(unit, key -> new ArrayList<>())
                            .add(row));
        }
        boolean complete = answer.whole()
                && rows.stream().map(row -> radio(row, options)).distinct().count()
                        >= answer.memory().listed();
        if (complete && counted && !answer.has("wifi.clients")) {
            answer.quantity("wifi.clients", clients);
        }
        if (complete) {
            loads(answer.about(), rows, options, answer);
        }
        byUnit.forEach((unit, radios) -> radiosOf(unit, radios, complete, options, answer));
    }

    /** What all rows of one radio share. */
    private static OID radio(TableRow row, Recipe.Options options) {
        int at = (int) options.number("radio", -1);
        return at >= 0 && at < row.index().size() ? new OID(row.index().getValue(), 0, at + 1) : row.index();
    }

    private static void radiosOf(
            DeviceId unit, List<TableRow> radios, boolean complete, Recipe.Options options, Answer answer) {
        Map<OID, Double> clients = new HashMap<>();
        for (TableRow row : radios) {
            row.number("clients")
                    .filter(count -> count >= 0 && count <= 2000)
                    .ifPresent(count -> clients.merge(radio(row, options), count, Double::sum));
        }
        if (!clients.isEmpty() && answer.tellsClients(unit, complete)) {
            double all = clients.values().stream().mapToDouble(c -> c).sum();
            double most = clients.values().stream().mapToDouble(c -> c).max().orElse(0);
            answer.quantity(unit, "wifi.clients", all, "radios/clients");
            answer.quantity(unit, "wifi.clients.radio.max", most, "radios/clients");
        }
        loads(unit, radios, options, answer);
    }

    /** The busiest channel, and how many radios work; channels that are all told as idle were not measured. */
    private static void loads(Target unit, List<TableRow> radios, Recipe.Options options, Answer answer) {
        radios.stream()
                .mapToDouble(row -> percent("radios/busy", row, "busy", answer))
                .filter(busy -> busy > 0)
                .max()
                .ifPresent(busy -> answer.quantity(unit, "wifi.channel.utilization.ratio", busy / 100, "radios/busy"));
        Set<String> up = Set.of(options.text("up", "1").split(","));
        Collection<Boolean> states = states(radios, options, up);
        if (!states.isEmpty()) {
            long working = states.stream().filter(works -> works).count();
            answer.quantity(unit, "wifi.radios.up", working, "radios/status");
            answer.quantity(unit, "wifi.radios.down", states.size() - working, "radios/status");
        }
    }

    /** Whether each radio works; where {@code by} groups rows, a radio does if one of its rows does. */
    private static Collection<Boolean> states(List<TableRow> rows, Recipe.Options options, Set<String> up) {
        Map<String, Boolean> states = new HashMap<>();
        for (TableRow row : rows) {
            String radio = row.text(options.text("by", "")).orElse("row " + row.index());
            row.text("status").ifPresent(status -> states.merge(radio, up.contains(status), Boolean::logicalOr));
        }
        return states.values();
    }

    /** Which access point each BSSID belongs to; the index is the access point's MAC, the radio, and the BSSID. */
    static void bssids(List<TableRow> rows, Recipe.Options options, Answer answer) {
        for (TableRow row : rows) {
            Optional<MacAddress> bssid = row.mac(row.index().size() - 6);
            Optional<MacAddress> unit = row.macCell("unit-mac").or(() -> row.mac(0));
            if (bssid.isPresent() && unit.isPresent()) {
                answer.memory().bssid(bssid.get(), unit.get());
            }
        }
    }

    /** Clients, indexed by MAC: those that the inventory names are sighted, all others are counted and forgotten. */
    static void clients(List<TableRow> rows, Recipe.Options options, Answer answer) {
        if (!(answer.about() instanceof DeviceId controller)) {
            return;
        }
        List<Sighting> seen = new ArrayList<>();
        int unnamed = 0;
        int madeUp = 0;
        for (TableRow row : rows) {
            Optional<MacAddress> mac = row.macCell("mac").or(() -> row.mac((int) options.number("offset", 0)));
            madeUp += mac.filter(MacAddress::locallyAdministered).isPresent() ? 1 : 0;
            Optional<DeviceId> device = mac.flatMap(answer.surroundings()::named);
            if (device.isPresent()) {
                seen.add(new Sighting(
                        device.get(),
                        mac.get(),
                        controller,
                        options.text("at", "").equals("itself") ? Optional.of(controller) : place(row, answer),
                        row.text("ssid"),
                        row.number("signal"),
                        answer.now()));
            } else {
                unnamed++;
            }
        }
        answer.sighted(new Sightings(controller, seen, unnamed, answer.whole()));
        if (answer.whole() && (!rows.isEmpty() || answer.tells("wifi.clients"))) {
            answer.quantity("wifi.clients", rows.size());
            answer.quantity("wifi.clients.private", madeUp);
        }
    }

    private static Optional<DeviceId> place(TableRow row, Answer answer) {
        return row.address("unit-address")
                .flatMap(answer.surroundings()::unitByAddress)
                .or(() -> row.text("unit-name").flatMap(answer.surroundings()::unitByName))
                .or(() -> row.macCell("unit-mac")
                        .flatMap(mac -> answer.memory()
                                .unit(mac)
                                .or(() -> answer.surroundings().named(mac))))
                .or(() -> row.macCell("unit-bssid").flatMap(answer.memory()::unitOfBssid));
    }
}
