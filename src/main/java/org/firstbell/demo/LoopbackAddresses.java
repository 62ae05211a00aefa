package org.firstbell.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback addresses for many devices: one each where the system has all of 127/8, else one for all. */
record LoopbackAddresses(boolean onePerDevice) {
    private static final String SINGLE_ADDRESS = "127.0.0.1";

    /** Looks whether an address other than 127.0.0.1 can be listened on. */
    static LoopbackAddresses detect() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.20.0.1"), 0));
            return new LoopbackAddresses(true);
        } catch (IOException onlyOne) {
            return new LoopbackAddresses(false);
        }
    }

    /** The address of a device. */
    String address(int net, int host) {
        return onePerDevice ? "127.20." + net + "." + host : SINGLE_ADDRESS;
    }
}
