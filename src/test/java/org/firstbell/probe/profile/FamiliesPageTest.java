package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.SnmpProfile;
import org.junit.jupiter.api.Test;

/** The page of device families in the documents, which is made from the shipped profiles. */
final class FamiliesPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/devices.md");
    private static final Path MADE = Path.of("target/devices.md");

    /** Signals of recipes that name their signals themselves; all are told only where the device tells them. */
    private static final Map<String, List<String>> BY_RECIPE = Map.of(
            "storage",
                    List.of(
                            "disk.free.bytes",
                            "disk.free.ratio",
                            "memory.free.bytes",
                            "memory.total.bytes",
                            "memory.utilization.ratio"),
            "ports",
                    List.of(
                            "link.utilization.ratio",
                            "ports.errors.per.second",
                            "ports.total",
                            "ports.up",
                            "traffic.in.bytes.per.second",
                            "traffic.out.bytes.per.second"),
            "units", List.of("wifi.aps.connected", "wifi.aps.known"),
            "radios", List.of("wifi.channel.utilization.ratio", "wifi.radios.down", "wifi.radios.up"),
            "ssids", List.of("wifi.clients.ssid.<ssid>"),
            "clients", List.of("wifi.clients", "wifi.clients.private"),
            "supplies", List.of("supply.level.ratio"),
            "printer", List.of("printer.errors", "printer.state"),
            "scopes", List.of("dhcp.addresses.free", "dhcp.utilization.ratio"),
            "programs", List.of("app.<platform>.running"));

    private final List<SnmpProfile> profiles = ConfigLoader.shipped().snmpProfiles();

    @Test
    void page_asCommitted_isWhatTheProfilesSay() throws IOException {
        String made = page();
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, made);

        assertThat(PAGE).as("the new text is in " + MADE + ": copy it over").hasContent(made);
    }

    @Test
    void everyProfile_namesWhatItRestsOn() {
        assertThat(profiles)
                .allSatisfy(profile ->
                        assertThat(profile.sources()).as(profile.id()).isNotEmpty());
    }

    @Test
    void signalsOfRecipes_standInTheCatalogue() {
        assertThat(BY_RECIPE.values().stream().flatMap(List::stream).filter(name -> !name.contains("<")))
                .allSatisfy(name -> assertThat(SignalCatalogue.find(name)).isPresent());
    }

    private String page() {
        return """
                # Device families

                This page is made from the shipped device profiles by `FamiliesPageTest`.

                `profile: auto`, which is what counts when nothing is said, finds the family by sysObjectID, sysDescr and one
                deciding question, which is not asked where sysObjectID and sysDescr agree; `firstbell probe ADDRESS` says which
                it was and why. A signal that a device does not tell is
                absent, never guessed. A controller's answer speaks of every access point that the inventory names, too:
                state, clients, radios, as far as its tables tell them. *Sees devices* means that its table of clients or of
                forwarded addresses shows which of the inventory's devices are there, by MAC; other MACs are counted and
                forgotten. Behind a switch's port with one access point, as the inventory draws it or as LLDP tells, devices are
                placed on that access point. An entry in a router's table of addresses lives for hours: only one that the router
                calls reachable (IP-MIB) is a sighting; the others' addresses are pinged, and who answers is sighted.
                `wifi.clients.ssid.<ssid>` counts devices on one Wi-Fi network, for schools that list no MACs; letters of the
                name are made small and what is neither letter nor digit becomes `-`. A mesh's own links (UniFi's `vwire-…`) are
                no network. Where a switch does not count octets in 64 bits, those of 32 bits count, unless its line is so fast that
                they could wrap twice between two readings: then its traffic is absent. Agents that are known to break on GETBULK
                (`bulk: false`), or were seen to tell other texts by it, are read by GETNEXT. Before anything that a check rests
                on turns, the cells that GETBULK told are asked for once more by GET. That is not done for tables with counters,
                for tables of more than a thousand cells, or for those that were not read to their end; and it cannot show rows
                that the agent left out. There a failure has only to last as long as its check wants. *Tried against* names the
                devices, or recordings of them; where nothing stands, the sources alone vouch for it: please tell us
                what `firstbell probe` says of yours.

                | Family (`profile:`) | Signals | Sees devices | Sources | Tried against |
                | --- | --- | --- | --- | --- |
                %s

                ## Over HTTP

                `http: { url: …, profile: NAME }` reads these; a school's own go into `profiles/http/`.

                | Kind (`profile:`) | Signals | Sees devices | Sources | Tried against |
                | --- | --- | --- | --- | --- |
                %s
                """.formatted(
                        profiles.stream().map(this::row).collect(Collectors.joining("\n")),
                        ConfigLoader.shipped().httpProfiles().stream()
                                .map(FamiliesPageTest::row)
                                .collect(Collectors.joining("\n")));
    }

    private String row(SnmpProfile profile) {
        boolean sees = uses(profile)
                .anyMatch(use -> Set.of("clients", "forwarding", "arp").contains(use.mapper()));
        return "| %s (`%s`) | %s | %s | %s | %s |"
                .formatted(
                        profile.title(),
                        profile.id(),
                        signals(profile).stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                        sees ? "yes" : "",
                        String.join("; ", profile.sources()),
                        String.join("; ", profile.testedAgainst()));
    }

    private static String row(HttpProfile profile) {
        Set<String> signals = new TreeSet<>(Set.of("http.status", "http.time.seconds"));
        if (profile.format() == HttpProfile.BodyFormat.JSON) {
            signals.add("http.body.ok");
        }
        profile.fields().forEach(field -> signals.add(field.signal().replace("*", "<platform>")));
        profile.metrics().forEach(metric -> signals.add(metric.signal().replace("*", "<platform>")));
        profile.metrics().forEach(metric -> metric.companionSignal().ifPresent(signals::add));
        profile.clients().ifPresent(table -> signals.add("wifi.clients"));
        profile.accessPoints().ifPresent(table -> signals.addAll(BY_RECIPE.getOrDefault("units", List.of())));
        profile.scopes().ifPresent(table -> signals.addAll(BY_RECIPE.getOrDefault("scopes", List.of())));
        return "| %s (`%s`) | %s | %s | %s | %s |"
                .formatted(
                        profile.title(),
                        profile.id(),
                        signals.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                        profile.clients().isPresent() ? "yes" : "",
                        String.join("; ", profile.sources()),
                        String.join("; ", profile.testedAgainst()));
    }

    private static Stream<SnmpProfile.MapperUse> uses(SnmpProfile profile) {
        return profile.queries().stream().flatMap(question -> question.mappers().stream());
    }

    private static Set<String> signals(SnmpProfile profile) {
        Set<String> signals = new TreeSet<>();
        profile.queries().forEach(question -> question.scalars().forEach(scalar -> signals.add(scalar.signal())));
        uses(profile).forEach(use -> {
            String named = use.options().get("signal");
            if (named != null) {
                signals.add(named);
            }
            signals.addAll(BY_RECIPE.getOrDefault(use.mapper(), List.of()));
        });
        return signals;
    }
}
