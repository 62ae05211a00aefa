package org.firstbell.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** One SNMPv2c message (RFC 1901): read, answered out of a {@link SimulatedMib}, and written. */
record AgentMessage(int version, String community, PDU pdu) {
    /** An answer holds at most this many variables, well within one datagram of 1,472 octets for short values. */
    private static final int MAX_VARIABLES = 60;

    private static final int MAX_OCTETS = 1_400;

    static Optional<AgentMessage> decode(byte[] datagram) {
        try {
            BERInputStream in = new BERInputStream(ByteBuffer.wrap(datagram));
            BER.MutableByte type = new BER.MutableByte();
            BER.decodeHeader(in, type);
            Integer32 version = new Integer32();
            version.decodeBER(in);
            OctetString community = new OctetString();
            community.decodeBER(in);
            PDU pdu = new PDU();
            pdu.decodeBER(in);
            return version.getValue() == 1
                    ? Optional.of(new AgentMessage(version.getValue(), community.toString(), pdu))
                    : Optional.empty();
        } catch (IOException | RuntimeException notSnmp) {
            return Optional.empty();
        }
    }

    AgentMessage respond(SimulatedMib mib) {
        PDU response = new PDU();
        response.setType(PDU.RESPONSE);
        response.setRequestID(pdu.getRequestID());
        switch (pdu.getType()) {
            case PDU.GET -> pdu.getVariableBindings().forEach(asked -> response.add(get(mib, asked.getOid())));
            case PDU.GETNEXT -> pdu.getVariableBindings().forEach(asked -> response.add(getNext(mib, asked.getOid())));
            case PDU.GETBULK -> getBulk(mib).forEach(response::add);
            default -> {
                response.setErrorStatus(PDU.noAccess);
                response.setErrorIndex(1);
            }
        }
        return new AgentMessage(version, community, response);
    }

    private static VariableBinding get(SimulatedMib mib, OID oid) {
        return new VariableBinding(oid, mib.get(oid).orElse(Null.noSuchInstance));
    }

    private static VariableBinding getNext(SimulatedMib mib, OID oid) {
        return mib.getNext(oid)
                .map(entry -> new VariableBinding(entry.getKey(), entry.getValue()))
                .orElseGet(() -> new VariableBinding(oid, Null.endOfMibView));
    }

    private List<VariableBinding> getBulk(SimulatedMib mib) {
        List<? extends VariableBinding> asked = pdu.getVariableBindings();
        List<VariableBinding> answers = new ArrayList<>();
        int single = Math.min(pdu.getNonRepeaters(), asked.size());
        int octets = 0;
        for (VariableBinding one : asked.subList(0, single)) {
            answers.add(getNext(mib, one.getOid()));
        }
        List<OID> cursors = new ArrayList<>();
        asked.subList(single, asked.size()).forEach(one -> cursors.add(one.getOid()));
        for (int row = 0; row < pdu.getMaxRepetitions() && !cursors.isEmpty(); row++) {
            List<VariableBinding> line = new ArrayList<>();
            for (int column = 0; column < cursors.size(); column++) {
                VariableBinding value = getNext(mib, cursors.get(column));
                cursors.set(column, value.getOid());
                line.add(value);
                octets += value.getBERLength();
            }
            if (answers.size() + line.size() > MAX_VARIABLES || octets > MAX_OCTETS) {
                if (answers.isEmpty()) {
                    answers.addAll(line);
                }
                break;
            }
            answers.addAll(line);
            if (line.stream().map(VariableBinding::getVariable).allMatch(Variable::isException)) {
                break;
            }
        }
        return answers;
    }

    byte[] encode() {
        try {
            Integer32 number = new Integer32(version);
            OctetString name = new OctetString(community);
            int length = number.getBERLength() + name.getBERLength() + pdu.getBERLength();
            ByteBuffer buffer = ByteBuffer.allocate(length + BER.getBERLengthOfLength(length) + 1);
            BEROutputStream out = new BEROutputStream(buffer);
            BER.encodeHeader(out, BER.SEQUENCE, length);
            number.encodeBER(out);
            name.encodeBER(out);
            pdu.encodeBER(out);
            byte[] octets = new byte[buffer.position()];
            buffer.flip();
            buffer.get(octets);
            return octets;
        } catch (IOException impossible) {
            throw new IllegalStateException("an answer of our own could not be encoded", impossible);
        }
    }
}
