package org.firstbell.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.ProbeSpec;

/**
 * A place as people point {@code probe} at it: a web address, or one of its other ways of asking, such as {@code
 * tls://home.testnav.com}, {@code ntp://10.0.0.1}, {@code dns://10.0.0.53/home.testnav.com} or {@code ping://10.4.2.7}.
 *
 * @param host whose name is looked up first; empty where the question is about a name
 */
record ProbePlace(ProbeSpec way, Optional<String> host) {
    /** The ways besides web addresses, with their usual ports; 0 where one must be written. */
    private static final Map<String, Integer> PORTS =
            Map.of("tls", 443, "tcp", 0, "ntp", 123, "dns", 53, "pjlink", 4352, "nut", 3493, "ping", 1);

    static final String WAYS = "http, https, tls, tcp, dns, ntp, ping, pjlink, nut";

    /**
     * Reads one; empty when it is no web address and none of the other ways.
     *
     * @throws StartFailure with the sentence to show
     */
    static Optional<ProbePlace> of(String text, Optional<String> profile) throws StartFailure {
        if (!text.matches("[a-z]+:(//.*|[^0-9/].*)")) {
            return Optional.empty();
        }
        URI uri = uri(text);
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.equals("http") || scheme.equals("https")) {
            return Optional.of(page(text, uri, profile));
        }
        Integer usual = PORTS.get(scheme);
        if (usual == null) {
            if (!text.contains("://")) {
                return Optional.empty();
            }
            throw wrong("'" + scheme + "' is no way of asking; there are: " + WAYS + ".");
        }
        if (scheme.equals("dns") && uri.isOpaque()) {
            return Optional.of(new ProbePlace(
                    new ProbeSpec.Dns(uri.getSchemeSpecificPart(), Optional.empty(), List.of()), Optional.empty()));
        }
        if (uri.getHost() == null) {
            throw wrong("'" + text + "' has no host: write " + scheme + "://HOST" + (usual == 0 ? ":PORT" : "") + ".");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : usual;
        if (port < 1 || port > 65_535) {
            throw wrong("'" + text + "' has no port: write " + scheme + "://" + uri.getHost() + ":PORT.");
        }
        String host = uri.getHost().replaceAll("^\\[|\\]$", "");
        return Optional.of(new ProbePlace(way(scheme, new ProbeSpec.Endpoint(host, port), uri), Optional.of(host)));
    }

    private static ProbeSpec way(String scheme, ProbeSpec.Endpoint at, URI uri) throws StartFailure {
        String path = Optional.ofNullable(uri.getPath()).orElse("").replaceAll("^/", "");
        return switch (scheme) {
            case "tls" -> new ProbeSpec.Tls(at, ProbeSpec.Intercepted.FORBIDDEN);
            case "tcp" -> new ProbeSpec.Tcp(List.of(at));
            case "ntp" -> new ProbeSpec.Ntp(at);
            case "pjlink" -> new ProbeSpec.PjLink(at, Optional.empty());
            case "nut" -> new ProbeSpec.Nut(at, Optional.of(path).filter(ups -> !ups.isEmpty()));
            case "ping" -> new ProbeSpec.Ping(at.host());
            default -> {
                if (path.isEmpty()) {
                    throw wrong("'" + uri + "' asks for no name: write dns://" + at.host()
                            + "/NAME, or dns:NAME for this" + " machine's own name server.");
                }
                yield new ProbeSpec.Dns(path, Optional.of(at), List.of());
            }
        };
    }

    private static ProbePlace page(String text, URI url, Optional<String> profile) throws StartFailure {
        if (url.getHost() == null) {
            throw wrong("'" + text + "' is not a web address.");
        }
        if (url.getUserInfo() != null) {
            throw wrong(
                    "Web addresses are shown: leave name and password out of it. Write the page into a configuration"
                            + " with user: and password:, and give its id and -c FILE.");
        }
        return new ProbePlace(
                new ProbeSpec.Http(url, profile, Optional.empty(), ProbeSpec.Login.NONE), Optional.of(url.getHost()));
    }

    private static URI uri(String text) throws StartFailure {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw wrong("'" + text + "' is not a web address.");
        }
    }

    private static StartFailure wrong(String sentence) {
        return new StartFailure(Main.WRONG_USAGE, sentence);
    }

    /** Whether a name is known here; digits always are. */
    static boolean resolves(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
