package org.firstbell.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.firstbell.model.NumericAddress;

/**
 * Addresses as people write them: one, a network such as {@code 10.4.2.0/24}, or {@code 10.4.2.10-10.4.2.40}; of IPv6 one
 * only, as its networks hold more than anybody can ask. Network and broadcast addresses of networks are left out.
 */
public sealed interface AddressRange {
    /** A /16: more at once is hardly meant. */
    int MAX_ADDRESSES = 65_536;

    /** All of them, in their usual writing. */
    List<String> addresses();

    /** Whether an address in digits lies in it. */
    boolean contains(String address);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with the sentence to show
     */
    static AddressRange parse(String text) {
        return text.contains(":") ? SingleIpv6.parse(text) : Ipv4Range.parse(text);
    }

    /** An address of IPv6 in the one way in which ranges write it; any other text as it is. */
    static String canonical(String address) {
        try {
            return address.contains(":") ? SingleIpv6.parse(address).address() : address;
        } catch (IllegalArgumentException none) {
            return address;
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("'" + text
                + "' is no range of addresses: write 10.4.2.0/24, 10.4.2.10-10.4.2.40 or 10.4.2.7; of IPv6 one"
                + " address, such as 2001:db8::7.");
    }

    /** From one address of IPv4 to another, both among them. */
    record Ipv4Range(long first, long last) implements AddressRange {
        private static final int BITS = 32;

        private static Ipv4Range parse(String text) {
            String[] ends = text.split("-", 2);
            String[] network = text.split("/", 2);
            Ipv4Range range = ends.length == 2
                    ? new Ipv4Range(number(ends[0], text), number(ends[1], text))
                    : network.length == 2
                            ? network(number(network[0], text), bits(network[1], text))
                            : new Ipv4Range(number(text, text), number(text, text));
            long size = range.last - range.first + 1;
            if (size < 1) {
                throw invalid(text);
            }
            if (size > MAX_ADDRESSES) {
                throw new IllegalArgumentException("'" + text + "' holds " + size + " addresses; " + MAX_ADDRESSES
                        + " (a /16) are the most at once.");
            }
            return range;
        }

        private static long number(String address, String text) {
            return NumericAddress.v4(address).orElseThrow(() -> invalid(text));
        }

        private static int bits(String number, String text) {
            int bits = number.matches("\\d{1,2}") ? Integer.parseInt(number) : BITS + 1;
            if (bits > BITS) {
                throw invalid(text);
            }
            return bits;
        }

        private static Ipv4Range network(long address, int bits) {
            long size = 1L << (BITS - bits);
            long first = address / size * size;
            long last = first + size - 1;
            return size > 2 ? new Ipv4Range(first + 1, last - 1) : new Ipv4Range(first, last);
        }

        @Override
        public List<String> addresses() {
            return LongStream.rangeClosed(first, last)
                    .mapToObj(NumericAddress::v4)
                    .toList();
        }

        @Override
        public boolean contains(String address) {
            OptionalLong number = NumericAddress.v4(address);
            return number.isPresent() && number.getAsLong() >= first && number.getAsLong() <= last;
        }
    }

    /** One address of IPv6, in its usual writing. */
    record SingleIpv6(String address) implements AddressRange {
        /** With the brackets, the zone and the /128 that people write with it. */
        private static SingleIpv6 parse(String text) {
            String bare = text.replaceFirst("/128$", "").replaceFirst("^\\[(.*)]$", "$1");
            if (!NumericAddress.isNumericAddress(bare)) {
                throw invalid(text);
            }
            try {
                String zone = bare.contains("%") ? bare.substring(bare.indexOf('%')) : "";
                byte[] octets =
                        InetAddress.getByName(bare.replaceFirst("%.*", "")).getAddress();
                if (octets.length == 4) {
                    throw invalid(text);
                }
                return new SingleIpv6(InetAddress.getByAddress(octets).getHostAddress() + zone);
            } catch (UnknownHostException none) {
                throw invalid(text);
            }
        }

        @Override
        public List<String> addresses() {
            return List.of(address);
        }

        @Override
        public boolean contains(String other) {
            return canonical(other).equals(address);
        }
    }
}
