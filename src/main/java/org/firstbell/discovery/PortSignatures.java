package org.firstbell.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.ProbeSpec;

/** Doors besides SNMP at which a discovery knocks: each is known by what it says. An explicit table. */
public final class PortSignatures {
    /** Where Fully Kiosk Browser serves; it tells no more than that without its password. */
    static final int FULLY_KIOSK_PORT = 2323;

    private static final int PJLINK_PORT = 4352;
    private static final int LPD_PORT = 515;

    private PortSignatures() {}

    /**
     * Every door.
     *
     * @param kioskPorts ports where kiosks serve their health
     * @param nodeExporter whether TCP port 9100 is asked for a page: a printer prints what it hears there
     */
    public static List<NetworkDiscovery.PortSignature> all(
            List<Integer> kioskPorts, boolean nodeExporter, Iterable<Platform> platforms) {
        List<NetworkDiscovery.PortSignature> doors = new ArrayList<>();
        for (int port : kioskPorts) {
            doors.add(httpSignature(port, "/health", "\"app\"", "kiosk-health", DeviceKind.TABLET));
        }
        doors.add(httpSignature(FULLY_KIOSK_PORT, "/?cmd=deviceInfo&type=json", "\"status", "", DeviceKind.TABLET));
        doors.add(httpSignature(9182, "/metrics", "windows_os_info", "windows-exporter", DeviceKind.COMPUTER));
        if (nodeExporter) {
            doors.add(httpSignature(9100, "/metrics", "node_uname_info", "node-exporter", DeviceKind.SERVER));
        }
        doors.add(httpSignature(80, "/shelly", "\"gen\":2", "shelly", DeviceKind.UPS));
        doors.add(new NetworkDiscovery.PortSignature(
                address -> new ProbeSpec.PjLink(new ProbeSpec.Endpoint(address, PJLINK_PORT), Optional.empty()),
                DeviceKind.PROJECTOR,
                address -> new ProbeSpec.PjLink(new ProbeSpec.Endpoint(address, PJLINK_PORT), Optional.empty())));
        // A connection alone, without a word, prints nothing (RFC 1179).
        doors.add(new NetworkDiscovery.PortSignature(
                address -> tcpProbe(address, List.of(LPD_PORT)),
                DeviceKind.PRINTER,
                address -> tcpProbe(address, List.of(LPD_PORT))));
        for (Platform platform : platforms) {
            List<Integer> ports = cachePorts(platform);
            if (!ports.isEmpty()) {
                doors.add(new NetworkDiscovery.PortSignature(
                        address -> tcpProbe(address, ports.subList(0, 1)),
                        DeviceKind.CACHE_SERVER,
                        address -> tcpProbe(address, ports)));
            }
        }
        return doors;
    }

    /** The ports that a platform file gives its cache. */
    static List<Integer> cachePorts(Platform platform) {
        Platform.PlatformFact fact = platform.facts().get("cache-ports");
        return fact == null
                ? List.of()
                : Stream.of(fact.value().split("\\D+"))
                        .filter(word -> word.matches("\\d{1,5}"))
                        .map(Integer::valueOf)
                        .toList();
    }

    private static ProbeSpec tcpProbe(String address, List<Integer> ports) {
        return new ProbeSpec.Tcp(ports.stream()
                .map(port -> new ProbeSpec.Endpoint(address, port))
                .toList());
    }

    private static NetworkDiscovery.PortSignature httpSignature(
            int port, String path, String says, String profile, DeviceKind kind) {
        return new NetworkDiscovery.PortSignature(
                address -> new ProbeSpec.Http(
                        url(address, port, path), Optional.empty(), Optional.of(says), ProbeSpec.HttpLogin.NONE),
                kind,
                address -> new ProbeSpec.Http(
                        url(address, port, profile.equals("kiosk-health") ? path : "/"),
                        Optional.of(profile).filter(name -> !name.isEmpty()),
                        Optional.empty(),
                        ProbeSpec.HttpLogin.NONE));
    }

    private static URI url(String address, int port, String path) {
        return URI.create("http://" + urlHost(address) + (port == 80 ? "" : ":" + port) + path);
    }

    /** An address as it stands in a URL: one of IPv6 in brackets (RFC 3986), its zone left out. */
    static String urlHost(String address) {
        return address.contains(":") ? "[" + address.replaceFirst("%.*", "") + "]" : address;
    }
}
