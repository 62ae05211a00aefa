package org.firstbell.probe.trap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One believed trap: who sent it and what kind of change it hints at. Nothing else of it is kept.
 *
 * @param from the address it came from
 * @param told the device that it speaks of, where a forwarder says so
 */
record Trap(InetAddress from, Optional<InetAddress> told, Kind kind) {
    /** Where a proxy that translated a v1 trap puts the agent's address (RFC 3584 §3.1). */
    private static final OID SNMP_TRAP_ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");

    private static final Map<OID, Kind> KINDS = Map.of(
            SnmpConstants.coldStart, Kind.COLD_START,
            SnmpConstants.warmStart, Kind.WARM_START,
            SnmpConstants.linkDown, Kind.LINK_DOWN,
            SnmpConstants.linkUp, Kind.LINK_UP,
            SnmpConstants.authenticationFailure, Kind.AUTHENTICATION_FAILURE);

    /** The five standard notifications (RFC 3418, RFC 2863), and all else. */
    enum Kind {
        COLD_START("started anew"),
        WARM_START("started again"),
        LINK_DOWN("says that a port went down"),
        LINK_UP("says that a port came up"),
        AUTHENTICATION_FAILURE("was asked by somebody with a wrong community or secret"),
        OTHER("says that something changed");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether what hangs on the sender may be hit. */
        boolean ofPorts() {
            return this == LINK_DOWN || this == LINK_UP;
        }
    }

    static Trap of(InetAddress from, PDU pdu) {
        return pdu instanceof PDUv1 old
                ? new Trap(from, address(old.getAgentAddress()), old(old.getGenericTrap()))
                : new Trap(from, forwarded(pdu), KINDS.getOrDefault(name(pdu), Kind.OTHER));
    }

    private static Kind old(int generic) {
        return switch (generic) {
            case PDUv1.COLDSTART -> Kind.COLD_START;
            case PDUv1.WARMSTART -> Kind.WARM_START;
            case PDUv1.LINKDOWN -> Kind.LINK_DOWN;
            case PDUv1.LINKUP -> Kind.LINK_UP;
            case PDUv1.AUTHENTICATIONFAILURE -> Kind.AUTHENTICATION_FAILURE;
            default -> Kind.OTHER;
        };
    }

    private static OID name(PDU pdu) {
        return pdu.getVariable(SnmpConstants.snmpTrapOID) instanceof OID oid ? oid : new OID();
    }

    private static Optional<InetAddress> forwarded(PDU pdu) {
        for (VariableBinding binding : pdu.getVariableBindings()) {
            if (SNMP_TRAP_ADDRESS.equals(binding.getOid()) && binding.getVariable() instanceof IpAddress address) {
                return address(address);
            }
        }
        return Optional.empty();
    }

    /** The plain address, without what SNMP4J may have kept of names; none where it stands for nobody. */
    private static Optional<InetAddress> address(IpAddress told) {
        try {
            InetAddress address = InetAddress.getByAddress(told.getInetAddress().getAddress());
            return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }
}
