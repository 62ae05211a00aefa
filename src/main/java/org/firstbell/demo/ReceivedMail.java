package org.firstbell.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as it came, read far enough to show it (RFC 5322, RFC 2045 to 2047, UTF-8).
 *
 * @param headers by lower-case name; of several with one name the last
 * @param text the plain part
 * @param html the HTML part, empty when there is none
 */
public record ReceivedMail(
        int number, List<String> to, Map<String, String> headers, String text, String html, String source) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?utf-8\\?([bq])\\?([^?]*)\\?=(?:\\s+(?==\\?))?", Pattern.CASE_INSENSITIVE);

    static ReceivedMail parse(int number, List<String> to, String source) {
        MimePart whole = MimePart.parse(source);
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        collectParts(whole, text, html, 0);
        return new ReceivedMail(number, to, whole.headers(), text.toString(), html.toString(), source);
    }

    /** The subject, decoded. */
    public String subject() {
        Matcher words = ENCODED_WORD.matcher(headers.getOrDefault("subject", ""));
        return words.replaceAll(word -> Matcher.quoteReplacement(new String(
                word.group(1).equalsIgnoreCase("b")
                        ? Base64.getMimeDecoder().decode(word.group(2))
                        : decodeQuotedPrintable(word.group(2).replace('_', ' ')),
                StandardCharsets.UTF_8)));
    }

    private static void collectParts(MimePart part, StringBuilder text, StringBuilder html, int depth) {
        String type = part.headers().getOrDefault("content-type", "text/plain");
        Matcher boundary = BOUNDARY.matcher(type);
        String kind = type.toLowerCase(Locale.ROOT);
        if (kind.startsWith("multipart/") && boundary.find() && depth < 5) {
            String[] parts = part.body().split("(?m)^--" + Pattern.quote(boundary.group(1)) + "(?:--)?\\s*$");
            for (int i = 1; i < parts.length; i++) {
                if (!parts[i].isBlank()) {
                    collectParts(MimePart.parse(parts[i].replaceFirst("^\r\n", "")), text, html, depth + 1);
                }
            }
        } else if (kind.startsWith("text/html")) {
            html.append(part.decodedBody());
        } else if (kind.startsWith("text/plain")) {
            text.append(part.decodedBody());
        }
    }

    private static byte[] decodeQuotedPrintable(String encoded) {
        String joined = encoded.replaceAll("=[ \t]*\r?\n", "");
        ByteArrayOutputStream octets = new ByteArrayOutputStream(joined.length());
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '='
                    && i + 2 < joined.length()
                    && joined.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
                octets.write(Integer.parseInt(joined.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    /** Headers and body of a message or of a part of one. */
    private record MimePart(Map<String, String> headers, String body) {
        static MimePart parse(String source) {
            int end = source.indexOf("\r\n\r\n");
            String head = end < 0 ? source : source.substring(0, end);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : head.replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            return new MimePart(headers, end < 0 ? "" : source.substring(end + 4));
        }

        String decodedBody() {
            return switch (headers.getOrDefault("content-transfer-encoding", "7bit")
                    .toLowerCase(Locale.ROOT)) {
                case "base64" -> new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
                case "quoted-printable" -> new String(decodeQuotedPrintable(body), StandardCharsets.UTF_8);
                default -> body;
            };
        }
    }
}
