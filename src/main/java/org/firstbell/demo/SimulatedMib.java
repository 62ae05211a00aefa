package org.firstbell.demo;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** The objects of one simulated agent, in the order of their OIDs. Confined to the demo's loop. */
public final class SimulatedMib {
    private final NavigableMap<OID, Supplier<Variable>> objects = new TreeMap<>();

    /** Puts an object whose value is made anew for each answer. */
    public SimulatedMib put(String oid, Supplier<Variable> value) {
        objects.put(new OID(oid), value);
        return this;
    }

    /** Puts an object with a fixed value. */
    public SimulatedMib put(String oid, Variable value) {
        return put(oid, () -> value);
    }

    SimulatedMib putText(String oid, String value) {
        return put(oid, new OctetString(value));
    }

    SimulatedMib putInteger(String oid, int value) {
        return put(oid, new Integer32(value));
    }

    SimulatedMib putGauge(String oid, long value) {
        return put(oid, new Gauge32(value));
    }

    SimulatedMib putCounter(String oid, long value) {
        return put(oid, new Counter32(value & 0xffff_ffffL));
    }

    SimulatedMib putCounter64(String oid, Supplier<Long> value) {
        return put(oid, () -> new Counter64(value.get()));
    }

    SimulatedMib putOid(String oid, String value) {
        return put(oid, new OID(value));
    }

    SimulatedMib mac(String oid, String mac) {
        return put(oid, OctetString.fromHexString(mac));
    }

    /** A MAC address as the part of an OID that names a row: its six octets as decimal numbers. */
    static String index(String mac) {
        return OctetString.fromHexString(mac).toSubIndex(true).toDottedString();
    }

    SimulatedMib putTicks(String oid, Supplier<Long> hundredths) {
        return put(oid, () -> new TimeTicks(hundredths.get() & 0xffff_ffffL));
    }

    /** Takes every object below an OID away, for tables that are written anew. */
    public void removeBelow(String below) {
        OID root = new OID(below);
        objects.subMap(root, true, root.nextPeer(), false).clear();
    }

    Optional<Variable> get(OID oid) {
        return Optional.ofNullable(objects.get(oid)).map(Supplier::get);
    }

    Optional<Map.Entry<OID, Variable>> getNext(OID after) {
        Map.Entry<OID, Supplier<Variable>> next = objects.higherEntry(after);
        return next == null
                ? Optional.empty()
                : Optional.of(Map.entry(next.getKey(), next.getValue().get()));
    }
}
