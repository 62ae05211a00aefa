package org.firstbell.app;

import java.util.ArrayList;
import java.util.List;

/**
 * IPv4 addresses as people write them: one, a network such as {@code 10.4.2.0/24}, or {@code 10.4.2.10-10.4.2.40}. Network
 * and broadcast addresses of networks are left out.
 */
record AddressRange(long first, long last) {
    /** A /16: more at once is hardly meant. */
    static final int MOST = 65_536;

    private static final int BITS = 32;

    /**
     * Reads one.
     *
     * @throws StartFailure with the sentence to show
     */
    static AddressRange of(String text) throws StartFailure {
        String[] ends = text.split("-", 2);
        String[] network = text.split("/", 2);
        long first = number(ends.length == 2 ? ends[0] : network[0]);
        long last = ends.length == 2 ? number(ends[1]) : first;
        if (network.length == 2) {
            int bits = network[1].matches("\\d{1,2}") ? Integer.parseInt(network[1]) : BITS + 1;
            if (bits > BITS) {
                throw wrong(text);
            }
            long size = 1L << (BITS - bits);
            first = first / size * size;
            last = first + size - 1;
            if (size > 2) {
                first++;
                last--;
            }
        }
        if (first < 0 || last < first) {
            throw wrong(text);
        }
        if (last - first >= MOST) {
            throw new StartFailure(
                    Main.WRONG_USAGE,
                    "'" + text + "' holds " + (last - first + 1) + " addresses; " + MOST
                            + " (a /16) are the most at once.");
        }
        return new AddressRange(first, last);
    }

    private static StartFailure wrong(String text) {
        return new StartFailure(
                Main.WRONG_USAGE,
                "'" + text + "' is no range of addresses: write 10.4.2.0/24, 10.4.2.10-10.4.2.40 or 10.4.2.7.");
    }

    /** An address as a number, -1 when it is none. */
    private static long number(String address) {
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return -1;
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return -1;
            }
            number = number << 8 | octet;
        }
        return number;
    }

    /** Whether an address in digits lies in it. */
    boolean contains(String address) {
        long number = number(address);
        return number >= first && number <= last;
    }

    List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (long one = first; one <= last; one++) {
            addresses.add((one >> 24 & 255) + "." + (one >> 16 & 255) + "." + (one >> 8 & 255) + "." + (one & 255));
        }
        return addresses;
    }
}
