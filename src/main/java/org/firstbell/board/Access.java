package org.firstbell.board;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.setup.Server;

/**
 * Who may see and who may act. With tokens: whoever shows one, as {@code Authorization: Bearer}, as {@code ?token=} (for
 * walls) or as the cookie that a page's {@code ?token=} left. Without: this machine only, under its own names, so that
 * no foreign site can reach it through a browser (DNS rebinding). Immutable.
 */
final class Access {
    static final String COOKIE = "firstbell";

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?[0:]*:0*1]?|localhost");

    private final boolean guarded;
    private final List<byte[]> readers;
    private final List<byte[]> staff;

    /** What a request may do. */
    enum Role {
        NOBODY,
        READER,
        STAFF
    }

    Access(Server server) {
        this.guarded = server.guarded();
        this.readers = digests(server.readers());
        this.staff = digests(server.staff());
    }

    private static List<byte[]> digests(List<String> tokens) {
        List<byte[]> digests = new ArrayList<>();
        tokens.forEach(token -> digests.add(digest(token)));
        return digests;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** Why the request may not read; empty when it may. */
    Optional<Refusal> toRead(HttpServerRequest request) {
        if (!guarded) {
            return local(request);
        }
        return role(request) == Role.NOBODY ? Optional.of(unknown()) : Optional.empty();
    }

    /** Why the request may not act; empty when it may. */
    Optional<Refusal> toAct(HttpServerRequest request) {
        Optional<Refusal> foreign = foreignOrigin(request);
        if (foreign.isPresent()) {
            return foreign;
        }
        if (!guarded) {
            return local(request);
        }
        return switch (role(request)) {
            case STAFF -> Optional.empty();
            case READER -> Optional.of(new Refusal(403, "This token may read. Acting needs a staff token."));
            case NOBODY -> Optional.of(unknown());
        };
    }

    private static Refusal unknown() {
        return new Refusal(401, "A token is needed: in the address (?token=…) or as Authorization: Bearer.");
    }

    /** Why the request comes from another site; empty when it does not, or no browser sent it. */
    Optional<Refusal> foreignOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean cross = "cross-site".equals(site) || "same-site".equals(site);
        if ((origin == null && !cross) || (origin != null && isOwn(origin, request))) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(403, "This came from a page of another site."));
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        HostAndPort own = request.authority();
        if (own == null) {
            return false;
        }
        String host = own.host().toLowerCase(Locale.ROOT);
        String port = own.port() < 0 ? "" : ":" + own.port();
        String given = origin.toLowerCase(Locale.ROOT);
        return List.of("http://" + host + port, "https://" + host + port).contains(given)
                || (port.equals(":80") && given.equals("http://" + host))
                || (port.equals(":443") && given.equals("https://" + host));
    }

    private static Optional<Refusal> local(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        boolean here = remote == null || remote.hostAddress() == null || isLoopback(remote.hostAddress());
        if (!here) {
            return Optional.of(new Refusal(403, "Without access tokens this is served to its own machine only."));
        }
        HostAndPort host = request.authority();
        if (host == null || !isLoopback(host.host())) {
            return Optional.of(new Refusal(403, "Without access tokens this answers under localhost only."));
        }
        return Optional.empty();
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** What the tokens of a request allow; each is compared with every token, in constant time. */
    Role role(HttpServerRequest request) {
        Role role = Role.NOBODY;
        for (String token : shown(request)) {
            byte[] digest = digest(token);
            boolean reads = matches(readers, digest);
            boolean acts = matches(staff, digest);
            role = acts ? Role.STAFF : reads && role == Role.NOBODY ? Role.READER : role;
        }
        return role;
    }

    private static boolean matches(List<byte[]> tokens, byte[] digest) {
        boolean found = false;
        for (byte[] token : tokens) {
            found |= MessageDigest.isEqual(token, digest);
        }
        return found;
    }

    private static List<String> shown(HttpServerRequest request) {
        List<String> shown = new ArrayList<>();
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            shown.add(header.substring(7).strip());
        }
        String inAddress = request.getParam("token");
        if (inAddress != null) {
            shown.add(inAddress);
        }
        Cookie cookie = request.getCookie(COOKIE);
        if (cookie != null) {
            decoded(cookie.getValue()).ifPresent(shown::add);
        }
        return shown;
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The cookie a page leaves when its address holds a token that fits, so that what it loads needs none. */
    Optional<Cookie> cookie(HttpServerRequest request) {
        String token = request.getParam("token");
        if (!guarded || token == null || role(request) == Role.NOBODY) {
            return Optional.empty();
        }
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return Optional.of(Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(request.isSSL())
                .setSameSite(io.vertx.core.http.CookieSameSite.STRICT));
    }

    /** A refusal with its HTTP status and a sentence. */
    record Refusal(int status, String sentence) {}
}
