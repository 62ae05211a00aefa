package org.firstbell.model.setup;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The specification of one way to poll a target, complete with where and with which credentials. */
public sealed interface ProbeSpec {
    /**
     * The route that its requests take, in the words of people who run networks.
     *
     * @param port the one of several ports that is meant
     */
    Route route(String port);

    /**
     * The destination of requests in a network.
     *
     * @param host empty for this machine's own name server
     * @param protocol with its port: {@code SNMP, UDP port 161}
     */
    record Route(Optional<String> host, String protocol) {
        private static Route to(Endpoint endpoint, String protocol) {
            return new Route(Optional.of(endpoint.host()), protocol + " port " + endpoint.port());
        }
    }

    /**
     * The specification of polling by SNMP over UDP.
     *
     * @param profile a profile's name, or {@code auto}
     */
    record Snmp(String address, int port, Credentials credentials, String profile) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(new Endpoint(address, this.port), "SNMP, UDP");
        }
    }

    /**
     * One page over HTTP or HTTPS.
     *
     * @param profile an HTTP profile's name; empty when only the answer counts
     * @param expectedBody text that must stand in the body ({@code http.body.ok})
     * @param login what Firstbell shows to be let in
     * @param certificate the SHA-256 fingerprint, in lower-case hex, of the one certificate that is taken, or {@link
     *     #ANY_CERTIFICATE}; empty when the authorities that this machine trusts judge
     */
    record Http(
            URI url,
            Optional<String> profile,
            Optional<String> expectedBody,
            HttpLogin login,
            Optional<String> certificate)
            implements ProbeSpec {
        @Override
        public Route route(String port) {
            boolean tls = "https".equals(url.getScheme());
            int number = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
            return Route.to(new Endpoint(url.getHost(), number), tls ? "HTTPS, TCP" : "HTTP, TCP");
        }

        /** Whatever certificate is shown: for devices that sign their own, where no secret is shown to them. */
        public static final String ANY_CERTIFICATE = "any";

        private static final int HTTP_PORT = 80;
        private static final int HTTPS_PORT = 443;

        public Http(URI url, Optional<String> profile, Optional<String> expectBody, HttpLogin login) {
            this(url, profile, expectBody, login, Optional.empty());
        }
    }

    /**
     * The login that opens a page, by the words of the configuration. The secrets never leave through {@code toString}.
     */
    record HttpLogin(Optional<String> user, Optional<String> password, Optional<String> key) {
        /** Nothing is shown. */
        public static final HttpLogin NONE = new HttpLogin(Optional.empty(), Optional.empty(), Optional.empty());

        /** The word's value: {@code user}, {@code password} or {@code key}. */
        public Optional<String> value(String word) {
            return switch (word) {
                case "user" -> user;
                case "password" -> password;
                case "key" -> key;
                default -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /** TCP ports that must accept a connection. */
    record Tcp(List<Endpoint> endpoints) implements ProbeSpec {
        @Override
        public Route route(String port) {
            Endpoint endpoint = endpoints.stream()
                    .filter(one -> Integer.toString(one.port()).equals(port))
                    .findFirst()
                    .orElse(endpoints.get(0));
            return Route.to(endpoint, "TCP");
        }

        public Tcp {
            endpoints = List.copyOf(endpoints);
        }
    }

    /** The certificate that the target shows: expiry, issuer, and whether a filter opened the connection. */
    record Tls(Endpoint endpoint, InterceptionPolicy interception) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(endpoint, "TLS, TCP");
        }
    }

    /**
     * A name looked up at a name server.
     *
     * @param server the name server; empty for this machine's own
     * @param expectedAddresses addresses that are right whatever they look like; empty when any public one is
     */
    record Dns(String name, Optional<Endpoint> server, List<String> expectedAddresses) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return new Route(
                    server.map(Endpoint::host),
                    "DNS, UDP port " + server.map(Endpoint::port).orElse(53));
        }

        public Dns {
            expectedAddresses = List.copyOf(expectedAddresses);
        }
    }

    /** Echoes of a machine (ICMP). */
    record Ping(String address) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return new Route(Optional.of(address), "ping, ICMP");
        }
    }

    /** The clock of a time server (NTP). */
    record Ntp(Endpoint endpoint) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(endpoint, "NTP, UDP");
        }
    }

    /** A projector that speaks PJLink. The password never leaves through {@code toString}. */
    record PjLink(Endpoint endpoint, Optional<String> password) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(endpoint, "PJLink, TCP");
        }

        @Override
        public String toString() {
            return "PjLink[" + endpoint + "]";
        }
    }

    /**
     * A battery backup behind a host with Network UPS Tools.
     *
     * @param ups its name there; empty for the host's only one
     */
    record Nut(Endpoint endpoint, Optional<String> ups) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(endpoint, "NUT, TCP");
        }
    }

    /**
     * A RADIUS server: the certificate that it shows to devices. The secret never leaves through {@code toString}.
     *
     * @param identity the outer name that devices sign in with, such as {@code anonymous@school.example}
     * @param statusOnly asks only whether it lives (RFC 5997)
     */
    record Radius(Endpoint endpoint, String secret, String identity, boolean statusOnly) implements ProbeSpec {
        @Override
        public Route route(String port) {
            return Route.to(endpoint, "RADIUS, UDP");
        }

        @Override
        public String toString() {
            return "Radius[" + endpoint + "]";
        }
    }

    /** An address and port; the port is the signal's name part. */
    record Endpoint(String host, int port) {}

    /** The meaning of an intercepted TLS connection for one target. */
    enum InterceptionPolicy {
        FORBIDDEN,
        ALLOWED
    }
}
