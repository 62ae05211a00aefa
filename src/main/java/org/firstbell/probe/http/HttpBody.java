package org.firstbell.probe.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.firstbell.probe.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A page's octets as text, unpacked where its server packed them (RFC 9110 §8.4.1), whether it was asked to or not. What
 * grows past a limit is not unpacked any further, so that a small answer never becomes a large one.
 */
final class HttpBody {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private HttpBody() {}

    /**
     * The text; empty when it is longer than a limit.
     *
     * @param encoding the Content-Encoding that came with it
     * @param most octets, unpacked
     * @throws IOException with the sentence to tell, when it cannot be unpacked
     */
    static Optional<String> decode(byte[] octets, @Nullable String encoding, int most) throws IOException {
        String packed = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (packed) {
            case "", "identity" -> Optional.of(octets.length == 0 ? "" : decodeText(octets));
            case "gzip", "x-gzip", "deflate" -> octets.length == 0 ? Optional.of("") : decompress(octets, packed, most);
            default ->
                throw new IOException(
                        "its page is packed in a way that nobody asked for (" + SafeText.clean(packed) + ")");
        };
    }

    private static Optional<String> decompress(byte[] octets, String packed, int most) throws IOException {
        try (InputStream in = packed.equals("deflate")
                ? new InflaterInputStream(new ByteArrayInputStream(octets))
                : new GZIPInputStream(new ByteArrayInputStream(octets))) {
            byte[] plain = in.readNBytes(most + 1);
            return plain.length > most ? Optional.empty() : Optional.of(decodeText(plain));
        } catch (ZipException | EOFException broken) {
            throw new IOException("its page is said to be packed (" + packed + ") and cannot be unpacked", broken);
        }
    }

    private static String decodeText(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
