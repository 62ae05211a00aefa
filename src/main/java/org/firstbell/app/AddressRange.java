package org.firstbell.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses as people write them: one, a network such as {@code 10.4.2.0/24}, or {@code 10.4.2.10-10.4.2.40}; of IPv6 one
 * only, as its networks hold more than anybody can ask. Network and broadcast addresses of networks are left out.
 *
 * @param six one address of IPv6 in its usual writing; empty for IPv4
 */
record AddressRange(long first, long last, String six) {
    /** A /16: more at once is hardly meant. */
    static final int MOST = 65_536;

    private static final int BITS = 32;

    /**
     * Reads one.
     *
     * @throws StartFailure with the sentence to show
     */
    static AddressRange of(String text) throws StartFailure {
        if (text.contains(":")) {
            return new AddressRange(0, 0, six(text));
        }
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
        return new AddressRange(first, last, "");
    }

    /** An address of IPv6, with the brackets, the zone and the /128 that people write with it. */
    private static String six(String text) throws StartFailure {
        String bare = text.replaceFirst("/128$", "").replaceFirst("^\\[(.*)]$", "$1");
        if (!bare.matches("[0-9A-Fa-f:.]{2,45}(%[\\w.-]{1,32})?")) {
            throw wrong(text);
        }
        try {
            String zone = bare.contains("%") ? bare.substring(bare.indexOf('%')) : "";
            byte[] octets = InetAddress.getByName(bare.replaceFirst("%.*", "")).getAddress();
            if (octets.length == 4) {
                throw wrong(text);
            }
            return InetAddress.getByAddress(octets).getHostAddress() + zone;
        } catch (UnknownHostException none) {
            throw wrong(text);
        }
    }

    private static StartFailure wrong(String text) {
        return new StartFailure(
                Main.WRONG_USAGE,
                "'" + text
                        + "' is no range of addresses: write 10.4.2.0/24, 10.4.2.10-10.4.2.40 or 10.4.2.7; of IPv6 one"
                        + " address, such as 2001:db8::7.");
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
        if (!six.isEmpty()) {
            return plain(address).equals(six);
        }
        long number = number(address);
        return number >= first && number <= last;
    }

    /** An address of IPv6 in the one way in which ranges write it; any other text as it is. */
    static String plain(String address) {
        try {
            return address.contains(":") ? six(address) : address;
        } catch (StartFailure none) {
            return address;
        }
    }

    List<String> addresses() {
        if (!six.isEmpty()) {
            return List.of(six);
        }
        List<String> addresses = new ArrayList<>();
        for (long one = first; one <= last; one++) {
            addresses.add((one >> 24 & 255) + "." + (one >> 16 & 255) + "." + (one >> 8 & 255) + "." + (one & 255));
        }
        return addresses;
    }
}
