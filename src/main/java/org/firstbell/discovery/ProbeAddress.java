package org.firstbell.discovery;

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
public record ProbeAddress(ProbeSpec spec, Optional<String> host) {
    /** The ways besides web addresses, with their usual ports; 0 where one must be written. */
    private static final Map<String, Integer> DEFAULT_PORTS =
            Map.of("tls", 443, "tcp", 0, "ntp", 123, "dns", 53, "pjlink", 4352, "nut", 3493, "ping", 1);

    static final String SCHEMES = "http, https, tls, tcp, dns, ntp, ping, pjlink, nut";

    /**
     * Reads one; empty when it is no web address and none of the other ways.
     *
     * @throws IllegalArgumentException with the sentence to show
     */
    public static Optional<ProbeAddress> parse(String text, Optional<String> profile) {
        if (!text.matches("[a-z]+:(//.*|[^0-9/].*)")) {
            return Optional.empty();
        }
        URI uri = parseUri(text);
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.equals("http") || scheme.equals("https")) {
            return Optional.of(httpAddress(text, uri, profile));
        }
        Integer usual = DEFAULT_PORTS.get(scheme);
        if (usual == null) {
            if (!text.contains("://")) {
                return Optional.empty();
            }
            throw invalid("'" + scheme + "' is no way of asking; there are: " + SCHEMES + ".");
        }
        if (scheme.equals("dns") && uri.isOpaque()) {
            return Optional.of(new ProbeAddress(
                    new ProbeSpec.Dns(uri.getSchemeSpecificPart(), Optional.empty(), List.of()), Optional.empty()));
        }
        if (uri.getHost() == null) {
            throw invalid(
                    "'" + text + "' has no host: write " + scheme + "://HOST" + (usual == 0 ? ":PORT" : "") + ".");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : usual;
        if (port < 1 || port > 65_535) {
            throw invalid("'" + text + "' has no port: write " + scheme + "://" + uri.getHost() + ":PORT.");
        }
        String host = uri.getHost().replaceAll("^\\[|\\]$", "");
        return Optional.of(new ProbeAddress(way(scheme, new ProbeSpec.Endpoint(host, port), uri), Optional.of(host)));
    }

    private static ProbeSpec way(String scheme, ProbeSpec.Endpoint at, URI uri) {
        String path = Optional.ofNullable(uri.getPath()).orElse("").replaceAll("^/", "");
        return switch (scheme) {
            case "tls" -> new ProbeSpec.Tls(at, ProbeSpec.InterceptionPolicy.FORBIDDEN);
            case "tcp" -> new ProbeSpec.Tcp(List.of(at));
            case "ntp" -> new ProbeSpec.Ntp(at);
            case "pjlink" -> new ProbeSpec.PjLink(at, Optional.empty());
            case "nut" -> new ProbeSpec.Nut(at, Optional.of(path).filter(ups -> !ups.isEmpty()));
            case "ping" -> new ProbeSpec.Ping(at.host());
            default -> {
                if (path.isEmpty()) {
                    throw invalid("'" + uri + "' asks for no name: write dns://" + at.host()
                            + "/NAME, or dns:NAME for this" + " machine's own name server.");
                }
                yield new ProbeSpec.Dns(path, Optional.of(at), List.of());
            }
        };
    }

    private static ProbeAddress httpAddress(String text, URI url, Optional<String> profile) {
        if (url.getHost() == null) {
            throw invalid("'" + text + "' is not a web address.");
        }
        if (url.getUserInfo() != null) {
            throw invalid(
                    "Web addresses are shown: leave name and password out of it. Write the page into a configuration"
                            + " with user: and password:, and give its id and -c FILE.");
        }
        return new ProbeAddress(
                new ProbeSpec.Http(url, profile, Optional.empty(), ProbeSpec.HttpLogin.NONE),
                Optional.of(url.getHost()));
    }

    private static URI parseUri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw invalid("'" + text + "' is not a web address.");
        }
    }

    private static IllegalArgumentException invalid(String sentence) {
        return new IllegalArgumentException(sentence);
    }

    /** Whether a name is known here; digits always are. */
    public static boolean resolves(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
