package org.firstbell.probe.factory;

import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContract;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Nested;

/** Every type of probe against the contract of all, by what a configuration says of a device. */
class ProbeFactoryContractTest {
    /** A type of probe as the configuration spells it. */
    private abstract static class Configured extends ProbeContract {
        private final String kind;
        private final String way;
        private final boolean datagrams;

        Configured(String kind, String way, boolean datagrams) {
            this.kind = kind;
            this.way = way;
            this.datagrams = datagrams;
        }

        @Override
        public Probe probe(ProbeLab lab, int port) {
            return lab.probe(
                    "devices: [ { id: it, kind: %s, address: 127.0.0.1, %s } ]".formatted(kind, way.formatted(port)));
        }

        @Override
        public boolean datagrams() {
            return datagrams;
        }
    }

    @Nested
    class Snmp extends Configured {
        Snmp() {
            super("computer", "snmp: { port: %d }", true);
        }
    }

    @Nested
    class Http extends Configured {
        Http() {
            super("tablet", "http: { url: \"http://{address}:%d/health\" }", false);
        }
    }

    @Nested
    class Tcp extends Configured {
        Tcp() {
            super("cache-server", "platforms: [ testnav ], tcp: [ %d ]", false);
        }
    }

    @Nested
    class Tls extends Configured {
        Tls() {
            super("cache-server", "platforms: [ testnav ], tls: { port: %d }", false);
        }
    }

    @Nested
    class Dns extends Configured {
        Dns() {
            super("computer", "dns: { name: a.example, port: %d }", true);
        }
    }

    @Nested
    class Ntp extends Configured {
        Ntp() {
            super("computer", "ntp: { port: %d }", true);
        }
    }

    @Nested
    class PjLink extends Configured {
        PjLink() {
            super("projector", "pjlink: { port: %d }", false);
        }
    }

    @Nested
    class Nut extends Configured {
        Nut() {
            super("ups", "nut: { port: %d }", false);
        }
    }

    @Nested
    class Radius extends Configured {
        Radius() {
            super("computer", "radius: { port: %d, secret: s }", true);
        }
    }
}
