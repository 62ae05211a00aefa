package org.firstbell.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Discovery;

/** Doors besides SNMP at which a discovery knocks: each is known by what it says. An explicit table. */
final class Doors {
    /** Where Fully Kiosk Browser serves; it tells no more than that without its password. */
    static final int FULLY_KIOSK = 2323;

    private static final int PJLINK = 4352;
    private static final int LPD = 515;

    private Doors() {}

    /**
     * Every door.
     *
     * @param kioskPorts ports where kiosks serve their health
     * @param nodeExporter whether TCP port 9100 is asked for a page: a printer prints what it hears there
     */
    static List<Discovery.Door> all(List<Integer> kioskPorts, boolean nodeExporter, Iterable<Platform> platforms) {
        List<Discovery.Door> doors = new ArrayList<>();
        for (int port : kioskPorts) {
            doors.add(page(port, "/health", "\"app\"", "kiosk-health", DeviceKind.TABLET));
        }
        doors.add(page(FULLY_KIOSK, "/?cmd=deviceInfo&type=json", "\"status", "", DeviceKind.TABLET));
        doors.add(page(9182, "/metrics", "windows_os_info", "windows-exporter", DeviceKind.COMPUTER));
        if (nodeExporter) {
            doors.add(page(9100, "/metrics", "node_uname_info", "node-exporter", DeviceKind.SERVER));
        }
        doors.add(page(80, "/shelly", "\"gen\":2", "shelly", DeviceKind.UPS));
        doors.add(new Discovery.Door(
                address -> new ProbeSpec.PjLink(new ProbeSpec.Endpoint(address, PJLINK), Optional.empty()),
                DeviceKind.PROJECTOR,
                address -> new ProbeSpec.PjLink(new ProbeSpec.Endpoint(address, PJLINK), Optional.empty())));
        // A connection alone, without a word, prints nothing (RFC 1179).
        doors.add(new Discovery.Door(
                address -> tcp(address, List.of(LPD)), DeviceKind.PRINTER, address -> tcp(address, List.of(LPD))));
        for (Platform platform : platforms) {
            List<Integer> ports = cachePorts(platform);
            if (!ports.isEmpty()) {
                doors.add(new Discovery.Door(
                        address -> tcp(address, ports.subList(0, 1)),
                        DeviceKind.CACHE_SERVER,
                        address -> tcp(address, ports)));
            }
        }
        return doors;
    }

    /** The ports that a platform file gives its cache. */
    static List<Integer> cachePorts(Platform platform) {
        Platform.Fact fact = platform.facts().get("cache-ports");
        return fact == null
                ? List.of()
                : Stream.of(fact.value().split("\\D+"))
                        .filter(word -> word.matches("\\d{1,5}"))
                        .map(Integer::valueOf)
                        .toList();
    }

    private static ProbeSpec tcp(String address, List<Integer> ports) {
        return new ProbeSpec.Tcp(ports.stream()
                .map(port -> new ProbeSpec.Endpoint(address, port))
                .toList());
    }

    private static Discovery.Door page(int port, String path, String says, String profile, DeviceKind kind) {
        return new Discovery.Door(
                address -> new ProbeSpec.Http(
                        url(address, port, path), Optional.empty(), Optional.of(says), ProbeSpec.Login.NONE),
                kind,
                address -> new ProbeSpec.Http(
                        url(address, port, profile.equals("kiosk-health") ? path : "/"),
                        Optional.of(profile).filter(name -> !name.isEmpty()),
                        Optional.empty(),
                        ProbeSpec.Login.NONE));
    }

    private static URI url(String address, int port, String path) {
        return URI.create("http://" + host(address) + (port == 80 ? "" : ":" + port) + path);
    }

    /** An address as it stands in a URL: one of IPv6 in brackets (RFC 3986), its zone left out. */
    static String host(String address) {
        return address.contains(":") ? "[" + address.replaceFirst("%.*", "") + "]" : address;
    }
}
