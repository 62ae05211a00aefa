package org.firstbell.probe;

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
final class ObjectQuestion implements SnmpRequest.Question {
    private final Credentials credentials;
    private final int type;
    private final List<OID> oids;
    private final int single;
    private final int rows;
    private @Nullable CommunityMessage message;

    private ObjectQuestion(Credentials credentials, int type, List<OID> oids, int single, int rows) {
        this.credentials = credentials;
        this.type = type;
        this.oids = oids;
        this.single = single;
        this.rows = rows;
    }

    /** For the objects themselves. */
    static ObjectQuestion get(Credentials credentials, List<OID> oids) {
        return new ObjectQuestion(credentials, PDU.GET, oids, 0, 0);
    }

    /** For the object that follows each. */
    static ObjectQuestion next(Credentials credentials, List<OID> oids) {
        return new ObjectQuestion(credentials, PDU.GETNEXT, oids, 0, 0);
    }

    /**
     * For the objects that follow each.
     *
     * @param single how many of them, from the first, are asked for one object only
     * @param rows how many for each other one
     */
    static ObjectQuestion bulk(Credentials credentials, List<OID> oids, int single, int rows) {
        return new ObjectQuestion(credentials, PDU.GETBULK, oids, single, rows);
    }

    @Override
    public CommunityMessage message() {
        CommunityMessage made = message;
        if (made == null) {
            Credentials.Community who = (Credentials.Community) credentials;
            made = CommunityMessage.of(who.community(), who.v1(), filled(who.v1() ? new PDUv1() : new PDU()));
            message = made;
        }
        return made;
    }

    @Override
    public PDU pdu() {
        ScopedPDU scoped = new ScopedPDU();
        String context = ((Credentials.User) credentials).context();
        if (!context.isEmpty()) {
            scoped.setContextName(new OctetString(context));
        }
        return filled(scoped);
    }

    @Override
    public boolean tellsItsObjects() {
        return false;
    }

    private PDU filled(PDU pdu) {
        pdu.setType(type);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        if (type == PDU.GETBULK) {
            pdu.setNonRepeaters(single);
            pdu.setMaxRepetitions(rows);
        }
        return pdu;
    }
}
