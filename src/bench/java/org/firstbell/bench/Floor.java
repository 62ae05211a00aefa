package org.firstbell.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.firstbell.bench.program.Answers;
import org.firstbell.bench.program.Farm;
import org.firstbell.bench.program.Measured;
import org.firstbell.bench.program.Requests;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * The floor: a bare loop over one non-blocking datagram channel that sends ready-made requests with their ids patched, and
 * walks each answer's values; it judges nothing and keeps nothing. Every 10 ms it sends what is due. Arguments: devices,
 * port, polls a second, seconds to warm, seconds to measure; prints its CPU seconds per 1,000 polls.
 */
public final class Floor {
    private static final long BURST_NANOS = 10_000_000;

    private final DatagramChannel channel;
    private final InetSocketAddress[] targets;
    private final ByteBuffer out = ByteBuffer.allocateDirect(2_048);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2_048);
    private final byte[] request;
    private final int idAt;
    private final int[] waiting;
    private int id = 0x0100_0000;
    private long answered;
    private long values;

    private Floor(DatagramChannel channel, InetSocketAddress[] targets, byte[] request) {
        this.channel = channel;
        this.targets = targets;
        this.request = request;
        this.idAt = Answers.idAt(request);
        this.waiting = new int[targets.length];
    }

    public static void main(String[] arguments) throws Exception {
        int devices = Integer.parseInt(arguments[0]);
        InetSocketAddress[] targets = new InetSocketAddress[devices];
        for (int n = 0; n < devices; n++) {
            targets[n] = new InetSocketAddress(InetAddress.getByName(Farm.address(n)), Integer.parseInt(arguments[1]));
        }
        PDU pdu = new PDU();
        pdu.setType(PDU.GET);
        BenchConfiguration.OIDS.forEach(oid -> pdu.add(new VariableBinding(new OID(oid))));
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024 * 1024);
        channel.bind(new InetSocketAddress(0));
        channel.configureBlocking(false);
        Floor floor = new Floor(channel, targets, Requests.encoded(pdu));
        double perSecond = Double.parseDouble(arguments[2]);
        floor.run(perSecond, Long.parseLong(arguments[3]));
        long pid = ProcessHandle.current().pid();
        double cpu = Measured.cpuSeconds(pid);
        long polls = floor.answered;
        floor.run(perSecond, Long.parseLong(arguments[4]));
        System.out.println(String.format(
                Locale.ROOT, "cpu %.6f", (Measured.cpuSeconds(pid) - cpu) / (floor.answered - polls) * 1000));
        System.out.println("walked " + floor.values);
    }

    private void run(double perSecond, long seconds) throws Exception {
        long begun = System.nanoTime();
        long end = begun + seconds * 1_000_000_000L;
        long sent = 0;
        long next = begun;
        for (long now = begun; now < end; now = System.nanoTime()) {
            long due = (long) ((now - begun) / 1e9 * perSecond);
            for (; sent < due; sent++) {
                send((int) (sent % targets.length));
            }
            receive();
            next += BURST_NANOS;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        }
    }

    private void send(int target) throws Exception {
        id = id == Integer.MAX_VALUE ? 0x0100_0000 : id + 1;
        waiting[target] = id;
        out.clear();
        out.put(request);
        out.putInt(idAt, id);
        out.flip();
        channel.send(out, targets[target]);
    }

    private void receive() throws Exception {
        in.clear();
        while (channel.receive(in) != null) {
            in.flip();
            walk();
            in.clear();
        }
    }

    /** Down to the variables, and over each of their values. */
    private void walk() {
        int at = into(0);
        at = over(at);
        at = over(at);
        at = into(at);
        answered += in.getInt(at + 2) != 0 ? 1 : 0;
        at = over(at);
        at = over(at);
        at = over(at);
        at = into(at);
        while (at < in.limit()) {
            int variable = into(at);
            values += in.get(over(variable));
            at = over(at);
        }
    }

    private int into(int at) {
        int length = in.get(at + 1) & 0xff;
        return at + (length < 0x80 ? 2 : 2 + (length & 0x7f));
    }

    private int over(int at) {
        int length = in.get(at + 1) & 0xff;
        if (length < 0x80) {
            return at + 2 + length;
        }
        int octets = length & 0x7f;
        int whole = 0;
        for (int i = 0; i < octets; i++) {
            whole = (whole << 8) | (in.get(at + 2 + i) & 0xff);
        }
        return at + 2 + octets + whole;
    }
}
