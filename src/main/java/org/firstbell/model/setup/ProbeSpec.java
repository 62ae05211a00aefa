package org.firstbell.model.setup;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One way in which a target is asked, complete with where and with which credentials. */
public sealed interface ProbeSpec {
    /**
     * SNMP over UDP.
     *
     * @param profile a profile's name, or {@code auto}
     */
    record Snmp(String address, int port, Credentials credentials, String profile) implements ProbeSpec {}

    /**
     * One page over HTTP or HTTPS.
     *
     * @param profile an HTTP profile's name; empty when only the answer counts
     * @param expectBody text that must stand in the body ({@code http.body.ok})
     */
    record Http(URI url, Optional<String> profile, Optional<String> expectBody) implements ProbeSpec {}

    /** TCP ports that must accept a connection. */
    record Tcp(List<Endpoint> endpoints) implements ProbeSpec {
        public Tcp {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** The certificate that the target shows: expiry, issuer, and whether a filter opened the connection. */
    record Tls(Endpoint endpoint, Intercepted intercepted) implements ProbeSpec {}

    /** An address and port; the port is the signal's name part. */
    record Endpoint(String host, int port) {}

    /** What an opened connection means here. */
    enum Intercepted {
        FORBIDDEN,
        ALLOWED
    }
}
