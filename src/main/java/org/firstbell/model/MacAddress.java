package org.firstbell.model;

import java.util.Locale;
import java.util.Optional;

/** A 48-bit MAC address, kept as six lower-case pairs joined by colons (IEEE 802, RFC 7042 §2.1). */
public record MacAddress(String value) {
    public MacAddress {
        value = normalised(value)
                .orElseThrow(() -> new IllegalArgumentException("not a MAC address of six pairs of hex digits"));
    }

    /** Reads {@code 00:00:5e:00:53:01}, {@code 00-00-5E-00-53-01}, {@code 0000.5e00.5301} or twelve bare digits. */
    public static Optional<MacAddress> parse(String text) {
        return normalised(text).map(MacAddress::new);
    }

    /** The address of six octets, as agents index their tables by it. */
    public static MacAddress of(byte[] octets) {
        if (octets.length != 6) {
            throw new IllegalArgumentException("a MAC address has 6 octets, not " + octets.length);
        }
        StringBuilder hex = new StringBuilder(12);
        for (byte octet : octets) {
            hex.append(Character.forDigit((octet >> 4) & 0xf, 16)).append(Character.forDigit(octet & 0xf, 16));
        }
        return new MacAddress(hex.toString());
    }

    /** Whether the device made this address up (a private Wi-Fi address): the second-lowest bit of the first octet. */
    public boolean locallyAdministered() {
        return (Integer.parseInt(value.substring(0, 2), 16) & 0x02) != 0;
    }

    private static Optional<String> normalised(String text) {
        String digits = text.replaceAll("[:.\\-]", "").toLowerCase(Locale.ROOT);
        if (digits.length() != 12 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return Optional.empty();
        }
        StringBuilder pairs = new StringBuilder(17);
        for (int i = 0; i < 12; i += 2) {
            pairs.append(i == 0 ? "" : ":").append(digits, i, i + 2);
        }
        return Optional.of(pairs.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
