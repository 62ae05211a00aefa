package org.firstbell.probe.profile;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.firstbell.probe.ProbeLab;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** An SNMP v1 and v2c agent on loopback that can do everything wrong that real ones do. */
public final class OddAgent {
    /** What it does with a request; a usual answer is made by {@link #usual}. */
    public interface Manner {
        void take(PDU request, Reply reply);
    }

    /** The way back to whoever asked. */
    public interface Reply {
        void send(PDU answer);

        /** Octets that may be no SNMP at all. */
        void octets(byte[] octets);

        /** From another socket than the one that was asked. */
        void elsewhere(PDU answer);
    }

    public final NavigableMap<OID, Variable> objects = new TreeMap<>();
    /** What it has in contexts, by the community that leads to each. */
    final Map<String, NavigableMap<OID, Variable>> contexts = new HashMap<>();

    public final List<PDU> heard = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;
    private final DatagramSocket other;
    private Manner manner = (request, reply) -> reply.send(usual(request));
    private NavigableMap<OID, Variable> context = objects;
    private int port;

    public OddAgent(Vertx vertx) {
        socket = vertx.createDatagramSocket();
        other = vertx.createDatagramSocket();
        socket.handler(this::heard);
        port = ProbeLab.got(socket.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture())
                .localAddress()
                .port();
        put("1.3.6.1.2.1.1.1.0", new OctetString("an odd device"));
        put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.1"));
        put("1.3.6.1.2.1.1.3.0", new org.snmp4j.smi.TimeTicks(360_000));
        put("1.3.6.1.2.1.1.5.0", new OctetString("odd-1"));
    }

    public int port() {
        return port;
    }

    public OddAgent put(String oid, Variable value) {
        objects.put(new OID(oid), value);
        return this;
    }

    public OddAgent does(Manner how) {
        manner = how;
        return this;
    }

    private void heard(DatagramPacket packet) {
        Message message = Message.read(packet.data().getBytes());
        if (message == null) {
            return;
        }
        NavigableMap<OID, Variable> asked =
                message.community().equals("public") ? objects : contexts.get(message.community());
        if (asked == null) {
            return;
        }
        context = asked;
        heard.add(message.pdu());
        manner.take(message.pdu(), new Reply() {
            @Override
            public void send(PDU answer) {
                octets(message.with(answer));
            }

            @Override
            public void octets(byte[] octets) {
                from(socket, octets);
            }

            @Override
            public void elsewhere(PDU answer) {
                from(other, message.with(answer));
            }

            private void from(DatagramSocket source, byte[] octets) {
                source.send(
                        Buffer.buffer(octets),
                        packet.sender().port(),
                        packet.sender().host());
            }
        });
    }

    /** What a well-behaved agent answers. */
    public PDU usual(PDU request) {
        PDU answer = empty(request);
        switch (request.getType()) {
            case PDU.GET ->
                request.getVariableBindings()
                        .forEach(asked -> answer.add(new VariableBinding(
                                asked.getOid(), context.getOrDefault(asked.getOid(), Null.noSuchObject))));
            case PDU.GETNEXT -> request.getVariableBindings().forEach(asked -> answer.add(next(asked.getOid())));
            default -> {
                List<OID> cursors = new ArrayList<>();
                request.getVariableBindings().forEach(asked -> cursors.add(asked.getOid()));
                int single = request.getNonRepeaters();
                for (int i = 0; i < single; i++) {
                    answer.add(next(cursors.get(i)));
                }
                for (int row = 0; row < request.getMaxRepetitions(); row++) {
                    for (int i = single; i < cursors.size(); i++) {
                        VariableBinding next = next(cursors.get(i));
                        cursors.set(i, next.getOid());
                        answer.add(next);
                    }
                }
            }
        }
        return answer;
    }

    public static PDU empty(PDU request) {
        PDU answer = request instanceof PDUv1 ? new PDUv1() : new PDU();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
        return answer;
    }

    public static PDU error(PDU request, int status, int index) {
        PDU answer = empty(request);
        answer.addAll(request.getVariableBindings());
        answer.setErrorStatus(status);
        answer.setErrorIndex(index);
        return answer;
    }

    public VariableBinding next(OID after) {
        var entry = context.higherEntry(after);
        return entry == null
                ? new VariableBinding(after, Null.endOfMibView)
                : new VariableBinding(entry.getKey(), entry.getValue());
    }

    /** A message of RFC 1157 or RFC 1901. */
    private record Message(Integer32 version, OctetString communityName, PDU pdu) {
        String community() {
            return communityName.toString();
        }

        static Message read(byte[] octets) {
            try {
                BERInputStream in = new BERInputStream(ByteBuffer.wrap(octets));
                BER.decodeHeader(in, new BER.MutableByte());
                Integer32 version = new Integer32();
                version.decodeBER(in);
                if (version.getValue() > 1) {
                    return null;
                }
                OctetString community = new OctetString();
                community.decodeBER(in);
                PDU pdu = version.getValue() == 0 ? new PDUv1() : new PDU();
                pdu.decodeBER(in);
                return new Message(version, community, pdu);
            } catch (IOException notSnmp) {
                return null;
            }
        }

        byte[] with(PDU answer) {
            try {
                int length = version.getBERLength() + communityName.getBERLength() + answer.getBERLength();
                BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(length + 8));
                BER.encodeHeader(out, BER.SEQUENCE, length);
                version.encodeBER(out);
                communityName.encodeBER(out);
                answer.encodeBER(out);
                ByteBuffer written = out.getBuffer();
                byte[] octets = new byte[written.position()];
                written.flip();
                written.get(octets);
                return octets;
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
