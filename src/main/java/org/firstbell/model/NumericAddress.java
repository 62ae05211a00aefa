package org.firstbell.model;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** An IP address in digits, as people write it: no name server is asked for one. */
public final class NumericAddress {
    private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d+(\\.\\d+){3}");
    /** RFC 4291 §2.2, with the zone of RFC 4007; loosely, as nothing else begins so and has colons. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(%[\\w.-]{1,32})?");

    private static final int MAX_DIGITS = 3;
    private static final int MAX_OCTET = 255;

    private NumericAddress() {}

    /** Whether a text is one, of IPv4 or IPv6. */
    public static boolean isNumericAddress(String text) {
        return v4(text).isPresent() || IPV6.matcher(text).matches();
    }

    /** Whether a text can only be meant as one of IPv4, though its numbers may be too large for it. */
    public static boolean looksLikeV4(String text) {
        return FOUR_NUMBERS.matcher(text).matches();
    }

    /** An address of IPv4 as one number, from 0 to 2³² - 1; empty for any other text. */
    public static OptionalLong v4(String text) {
        if (!looksLikeV4(text)) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (String part : text.split("\\.")) {
            int octet = part.length() > MAX_DIGITS ? MAX_OCTET + 1 : Integer.parseInt(part);
            if (octet > MAX_OCTET) {
                return OptionalLong.empty();
            }
            number = number << 8 | octet;
        }
        return OptionalLong.of(number);
    }

    /** The address of IPv4 that a number stands for. */
    public static String v4(long number) {
        return (number >> 24 & MAX_OCTET) + "." + (number >> 16 & MAX_OCTET) + "." + (number >> 8 & MAX_OCTET) + "."
                + (number & MAX_OCTET);
    }
}
