package org.firstbell.board.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.setup.ServerSettings;

/**
 * The rules that say which token may read and which may act. With tokens: whoever shows one, as {@code Authorization:
 * Bearer}, as {@code ?token=} (for walls) or as the cookie that a page's {@code ?token=} left. Without: this machine
 * only, under its own names, so that no foreign site can reach it through a browser (DNS rebinding). Immutable.
 */
public final class AccessControl {
    static final String COOKIE_NAME = "firstbell";

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?[0:]*:0*1]?|localhost");

    private final boolean tokensRequired;
    private final List<byte[]> readerDigests;
    private final List<byte[]> staffDigests;

    /** What a request may do. */
    enum AccessRole {
        NOBODY,
        READER,
        STAFF
    }

    public AccessControl(ServerSettings server) {
        this.tokensRequired = server.requiresToken();
        this.readerDigests = digests(server.readerTokens());
        this.staffDigests = digests(server.staffTokens());
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
    public Optional<AccessDenial> denialToRead(HttpServerRequest request) {
        if (!tokensRequired) {
            return denialIfNotLocal(request);
        }
        return role(request) == AccessRole.NOBODY ? Optional.of(tokenNeeded()) : Optional.empty();
    }

    /** Why the request may not act; empty when it may. */
    public Optional<AccessDenial> denialToAct(HttpServerRequest request) {
        Optional<AccessDenial> foreign = denialOfForeignOrigin(request);
        if (foreign.isPresent()) {
            return foreign;
        }
        if (!tokensRequired) {
            return denialIfNotLocal(request);
        }
        return switch (role(request)) {
            case STAFF -> Optional.empty();
            case READER -> Optional.of(new AccessDenial(403, "This token may read. Acting needs a staff token."));
            case NOBODY -> Optional.of(tokenNeeded());
        };
    }

    private static AccessDenial tokenNeeded() {
        return new AccessDenial(401, "A token is needed: in the address (?token=…) or as Authorization: Bearer.");
    }

    /** Why the request comes from another site; empty when it does not, or no browser sent it. */
    public Optional<AccessDenial> denialOfForeignOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean cross = "cross-site".equals(site) || "same-site".equals(site);
        if ((origin == null && !cross) || (origin != null && isSameOrigin(origin, request))) {
            return Optional.empty();
        }
        return Optional.of(new AccessDenial(403, "This came from a page of another site."));
    }

    private static boolean isSameOrigin(String origin, HttpServerRequest request) {
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

    private static Optional<AccessDenial> denialIfNotLocal(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        boolean here = remote == null || remote.hostAddress() == null || isLoopback(remote.hostAddress());
        if (!here) {
            return Optional.of(new AccessDenial(403, "Without access tokens this is served to its own machine only."));
        }
        HostAndPort host = request.authority();
        if (host == null || !isLoopback(host.host())) {
            return Optional.of(new AccessDenial(403, "Without access tokens this answers under localhost only."));
        }
        return Optional.empty();
    }

    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** What the tokens of a request allow; each is compared with every token, in constant time. */
    AccessRole role(HttpServerRequest request) {
        AccessRole role = AccessRole.NOBODY;
        for (String token : presentedTokens(request)) {
            byte[] digest = digest(token);
            boolean reads = matches(readerDigests, digest);
            boolean acts = matches(staffDigests, digest);
            role = acts ? AccessRole.STAFF : reads && role == AccessRole.NOBODY ? AccessRole.READER : role;
        }
        return role;
    }

    /** A name for the token that a request shows, which is not the token; empty without one that fits. */
    public String tokenName(HttpServerRequest request) {
        for (String token : presentedTokens(request)) {
            byte[] digest = digest(token);
            if (matches(readerDigests, digest) | matches(staffDigests, digest)) {
                return HexFormat.of().formatHex(digest, 0, 8);
            }
        }
        return "";
    }

    private static boolean matches(List<byte[]> tokens, byte[] digest) {
        boolean found = false;
        for (byte[] token : tokens) {
            found |= MessageDigest.isEqual(token, digest);
        }
        return found;
    }

    private static List<String> presentedTokens(HttpServerRequest request) {
        List<String> shown = new ArrayList<>();
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            shown.add(header.substring(7).strip());
        }
        String inAddress = request.getParam("token");
        if (inAddress != null) {
            shown.add(inAddress);
        }
        Cookie cookie = request.getCookie(COOKIE_NAME);
        if (cookie != null) {
            decodeCookie(cookie.getValue()).ifPresent(shown::add);
        }
        return shown;
    }

    private static Optional<String> decodeCookie(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The cookie a page leaves when its address holds a token that fits, so that what it loads needs none. */
    public Optional<Cookie> tokenCookie(HttpServerRequest request) {
        String token = request.getParam("token");
        if (!tokensRequired || token == null || role(request) == AccessRole.NOBODY) {
            return Optional.empty();
        }
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return Optional.of(Cookie.cookie(COOKIE_NAME, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(request.isSSL())
                .setSameSite(io.vertx.core.http.CookieSameSite.STRICT));
    }

    /** A refusal with its HTTP status and a sentence. */
    public record AccessDenial(int status, String sentence) {}
}
