package org.firstbell.probe.snmp.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Datagrams as they came off a socket, one behind the other. Belongs to one thread at a time. */
final class DatagramBatch {
    /** Room for one datagram of any size, or for some two hundred of the usual one. */
    private static final int MAX_OCTETS = 64 * 1024;

    private byte[] octets = new byte[4 * 1024];
    private int[] ends = new int[32];
    private int first;
    private int last;

    /** Adds what a buffer holds; false when it is full and has something in it already. */
    boolean add(ByteBuffer datagram) {
        int from = last == 0 ? 0 : ends[last - 1];
        int end = from + datagram.remaining();
        if (end > MAX_OCTETS && last > 0) {
            return false;
        }
        if (end > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(end, Math.min(MAX_OCTETS, 2 * octets.length)));
        }
        if (last == ends.length) {
            ends = Arrays.copyOf(ends, 2 * last);
        }
        datagram.get(octets, from, end - from);
        ends[last++] = end;
        return true;
    }

    int size() {
        return last - first;
    }

    /** The octets of all of them; not to be changed. */
    byte[] octets() {
        return octets;
    }

    int start(int index) {
        return first + index == 0 ? 0 : ends[first + index - 1];
    }

    int end(int index) {
        return ends[first + index];
    }

    /** Leaves out the first ones. */
    void dropFirst(int count) {
        first += count;
    }

    void clear() {
        first = 0;
        last = 0;
    }
}
