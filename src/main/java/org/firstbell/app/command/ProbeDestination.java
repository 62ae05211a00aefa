package org.firstbell.app.command;

import java.util.List;
import java.util.Optional;
import org.firstbell.model.setup.ProbeSpec;

/**
 * The road that a question takes, as people who run networks write it down.
 *
 * @param host whom it goes to; empty for this machine's own name server
 * @param protocol with its port: {@code SNMP, UDP port 161}
 */
record ProbeDestination(Optional<String> host, String protocol) {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** The road of a way of asking; of several ports, that of the one that is named. */
    static ProbeDestination of(ProbeSpec spec, String port) {
        if (spec instanceof ProbeSpec.Snmp snmp) {
            return new ProbeDestination(Optional.of(snmp.address()), "SNMP, UDP port " + snmp.port());
        } else if (spec instanceof ProbeSpec.Http page) {
            boolean tls = "https".equals(page.url().getScheme());
            int number = page.url().getPort() > 0 ? page.url().getPort() : tls ? HTTPS_PORT : HTTP_PORT;
            return new ProbeDestination(
                    Optional.of(page.url().getHost()), (tls ? "HTTPS" : "HTTP") + ", TCP port " + number);
        } else if (spec instanceof ProbeSpec.Tcp ports) {
            List<ProbeSpec.Endpoint> ends = ports.endpoints();
            ProbeSpec.Endpoint end = ends.stream()
                    .filter(one -> Integer.toString(one.port()).equals(port))
                    .findFirst()
                    .orElse(ends.get(0));
            return new ProbeDestination(Optional.of(end.host()), "TCP port " + end.port());
        } else if (spec instanceof ProbeSpec.Tls tls) {
            return ofEndpoint(tls.endpoint(), "TLS, TCP");
        } else if (spec instanceof ProbeSpec.Dns dns) {
            return new ProbeDestination(
                    dns.server().map(ProbeSpec.Endpoint::host),
                    "DNS, UDP port "
                            + dns.server().map(ProbeSpec.Endpoint::port).orElse(53));
        } else if (spec instanceof ProbeSpec.Ping ping) {
            return new ProbeDestination(Optional.of(ping.address()), "ping, ICMP");
        } else if (spec instanceof ProbeSpec.Ntp ntp) {
            return ofEndpoint(ntp.endpoint(), "NTP, UDP");
        } else if (spec instanceof ProbeSpec.PjLink projector) {
            return ofEndpoint(projector.endpoint(), "PJLink, TCP");
        } else if (spec instanceof ProbeSpec.Nut nut) {
            return ofEndpoint(nut.endpoint(), "NUT, TCP");
        } else {
            return ofEndpoint(((ProbeSpec.Radius) spec).endpoint(), "RADIUS, UDP");
        }
    }

    private static ProbeDestination ofEndpoint(ProbeSpec.Endpoint end, String name) {
        return new ProbeDestination(Optional.of(end.host()), name + " port " + end.port());
    }
}
