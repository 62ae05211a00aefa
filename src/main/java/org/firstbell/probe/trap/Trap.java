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
 * @param forwardedFor the device that it speaks of, where a forwarder says so
 */
record Trap(InetAddress from, Optional<InetAddress> forwardedFor, TrapKind kind) {
    /** Where a proxy that translated a v1 trap puts the agent's address (RFC 3584 §3.1). */
    private static final OID SNMP_TRAP_ADDRESS = new OID("1.3.6.1.6.3.18.1.3.0");

    private static final Map<OID, TrapKind> KINDS = Map.of(
            SnmpConstants.coldStart, TrapKind.COLD_START,
            SnmpConstants.warmStart, TrapKind.WARM_START,
            SnmpConstants.linkDown, TrapKind.LINK_DOWN,
            SnmpConstants.linkUp, TrapKind.LINK_UP,
            SnmpConstants.authenticationFailure, TrapKind.AUTHENTICATION_FAILURE);

    /** The five standard notifications (RFC 3418, RFC 2863), and all else. */
    enum TrapKind {
        COLD_START("started anew"),
        WARM_START("started again"),
        LINK_DOWN("says that a port went down"),
        LINK_UP("says that a port came up"),
        AUTHENTICATION_FAILURE("was asked by somebody with a wrong community or secret"),
        OTHER("says that something changed");

        final String description;

        TrapKind(String words) {
            this.description = words;
        }

        /** Whether what hangs on the sender may be hit. */
        boolean isPortChange() {
            return this == LINK_DOWN || this == LINK_UP;
        }
    }

    static Trap decode(InetAddress from, PDU pdu) {
        return pdu instanceof PDUv1 old
                ? new Trap(from, plainAddress(old.getAgentAddress()), kindOfV1(old.getGenericTrap()))
                : new Trap(from, forwardedAddress(pdu), KINDS.getOrDefault(trapOid(pdu), TrapKind.OTHER));
    }

    private static TrapKind kindOfV1(int generic) {
        return switch (generic) {
            case PDUv1.COLDSTART -> TrapKind.COLD_START;
            case PDUv1.WARMSTART -> TrapKind.WARM_START;
            case PDUv1.LINKDOWN -> TrapKind.LINK_DOWN;
            case PDUv1.LINKUP -> TrapKind.LINK_UP;
            case PDUv1.AUTHENTICATIONFAILURE -> TrapKind.AUTHENTICATION_FAILURE;
            default -> TrapKind.OTHER;
        };
    }

    private static OID trapOid(PDU pdu) {
        return pdu.getVariable(SnmpConstants.snmpTrapOID) instanceof OID oid ? oid : new OID();
    }

    private static Optional<InetAddress> forwardedAddress(PDU pdu) {
        for (VariableBinding binding : pdu.getVariableBindings()) {
            if (SNMP_TRAP_ADDRESS.equals(binding.getOid()) && binding.getVariable() instanceof IpAddress address) {
                return plainAddress(address);
            }
        }
        return Optional.empty();
    }

    /** The plain address, without what SNMP4J may have kept of names; none where it stands for nobody. */
    private static Optional<InetAddress> plainAddress(IpAddress told) {
        try {
            InetAddress address = InetAddress.getByAddress(told.getInetAddress().getAddress());
            return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }
}
