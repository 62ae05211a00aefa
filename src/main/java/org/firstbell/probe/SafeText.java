package org.firstbell.probe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.firstbell.model.VersionNumber;
import org.snmp4j.smi.OctetString;

/** Texts of devices and errors made fit to be kept: decoded leniently, controls taken out, cut. */
public final class SafeText {
    private static final int MAX_LENGTH = 300;
    private static final int MAX_VERSION_LENGTH = 100;
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\s]+");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)n/?a|none|null|nil|unknown|undefined|uninitiali[sz]ed|unavailable|unspecified|default|default string"
                    + "|not (?:available|applicable|set|specified|defined|present|installed|configured)"
                    + "|to be filled.*|[-?.*#/ ]+|0+|f{6,}|x{3,}");
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private SafeText() {}

    /** An agent's octets as text: UTF-8 where they are that, else windows-1252. */
    public static String of(OctetString octets) {
        byte[] bytes = octets.getValue();
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, 0, length, FALLBACK);
        }
        return clean(text);
    }

    /** Without controls and direction marks, single-spaced, at most 300 characters. */
    public static String clean(String text) {
        String plain =
                isSafe(text) ? text : UNSAFE.matcher(text).replaceAll(" ").strip();
        if (plain.length() <= MAX_LENGTH) {
            return plain;
        }
        return plain.substring(
                0, Character.isHighSurrogate(plain.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH);
    }

    /** Whether a text is fit as it is: most are, and are read at every beat. */
    private static boolean isSafe(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > '~' || (letter == ' ' && space)) {
                return false;
            }
            space = letter == ' ';
        }
        return !space;
    }

    /** Whether a text stands where an agent has nothing to tell: {@code N/A}, {@code 00000000}, {@code none}. */
    public static boolean isPlaceholder(String text) {
        return text.isBlank() || PLACEHOLDER.matcher(text.strip()).matches();
    }

    /** A version out of a text that is not blank; what is longer than any version is cut. */
    public static VersionNumber version(String text) {
        String cut = text.length() > MAX_VERSION_LENGTH ? text.substring(0, MAX_VERSION_LENGTH) : text;
        return new VersionNumber(cut);
    }

    /** What an error says, in one line. */
    public static String of(Throwable error) {
        String message = error.getMessage();
        return clean(message == null ? error.getClass().getSimpleName() : message);
    }
}
