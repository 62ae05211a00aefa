package org.firstbell.probe.snmp.transport;

import java.util.List;
import org.firstbell.model.setup.Credentials;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** A question for some objects, encoded when it is first sent, and once. Confined to the polling loop. */
public final class ObjectRequest implements SnmpRequest.RequestPayload {
    private final Credentials credentials;
    private final int type;
    private final List<OID> oids;
    private final int nonRepeaters;
    private final int maxRepetitions;
    private @Nullable CommunityMessage message;

    private ObjectRequest(Credentials credentials, int type, List<OID> oids, int single, int rows) {
        this.credentials = credentials;
        this.type = type;
        this.oids = oids;
        this.nonRepeaters = single;
        this.maxRepetitions = rows;
    }

    /** For the objects themselves. */
    public static ObjectRequest get(Credentials credentials, List<OID> oids) {
        return new ObjectRequest(credentials, PDU.GET, oids, 0, 0);
    }

    /** For the object that follows each. */
    public static ObjectRequest getNext(Credentials credentials, List<OID> oids) {
        return new ObjectRequest(credentials, PDU.GETNEXT, oids, 0, 0);
    }

    /**
     * For the objects that follow each.
     *
     * @param single how many of them, from the first, are asked for one object only
     * @param rows how many for each other one
     */
    public static ObjectRequest getBulk(Credentials credentials, List<OID> oids, int single, int rows) {
        return new ObjectRequest(credentials, PDU.GETBULK, oids, single, rows);
    }

    @Override
    public CommunityMessage message() {
        CommunityMessage made = message;
        if (made == null) {
            Credentials.Community who = (Credentials.Community) credentials;
            made = CommunityMessage.encode(who.community(), who.v1(), fill(who.v1() ? new PDUv1() : new PDU()));
            message = made;
        }
        return made;
    }

    @Override
    public PDU pdu() {
        ScopedPDU scoped = new ScopedPDU();
        String context = ((Credentials.UsmCredentials) credentials).context();
        if (!context.isEmpty()) {
            scoped.setContextName(new OctetString(context));
        }
        return fill(scoped);
    }

    @Override
    public boolean answersRequestedObjects() {
        return false;
    }

    private PDU fill(PDU pdu) {
        pdu.setType(type);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        if (type == PDU.GETBULK) {
            pdu.setNonRepeaters(nonRepeaters);
            pdu.setMaxRepetitions(maxRepetitions);
        }
        return pdu;
    }
}
