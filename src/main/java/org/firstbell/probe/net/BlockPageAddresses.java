package org.firstbell.probe.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that a public name never has: those of filters' block pages, of this machine, and of networks that do not
 * reach beyond a school. A data file, {@code trust/block-pages.txt}: a network and what it means, a line each. Immutable.
 */
public final class BlockPageAddresses {
    private static final int OCTET = 8;

    private final Map<AddressBlock, String> blocks;

    private record AddressBlock(InetAddress first, int prefixLength) {
        boolean contains(InetAddress address) {
            byte[] ours = first.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefixLength; bit++) {
                int mask = 0x80 >> bit % OCTET;
                if ((ours[bit / OCTET] & mask) != (theirs[bit / OCTET] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private BlockPageAddresses(Map<AddressBlock, String> networks) {
        this.blocks = networks;
    }

    /** The shipped list. */
    public static BlockPageAddresses shipped() {
        Map<AddressBlock, String> networks = new LinkedHashMap<>();
        try (InputStream in = BlockPageAddresses.class.getResourceAsStream("/trust/block-pages.txt")) {
            if (in == null) {
                throw new IOException("trust/block-pages.txt is missing");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] parts = line.split("\\s+", 2);
                        String[] network = parts[0].split("/", 2);
                        networks.put(new AddressBlock(literal(network[0]), Integer.parseInt(network[1])), parts[1]);
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new BlockPageAddresses(networks);
    }

    /** Why an address is nobody's own; empty when it may be. */
    Optional<String> reason(String address) {
        if (!address.matches("[0-9a-fA-F.:]+")) {
            return Optional.empty();
        }
        InetAddress literal = literal(address);
        return blocks.entrySet().stream()
                .filter(entry -> entry.getKey().contains(literal))
                .map(entry -> address + " is " + entry.getValue())
                .findFirst();
    }

    /** Digits are never looked up. */
    private static InetAddress literal(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(digits, notAnAddress);
        }
    }
}
