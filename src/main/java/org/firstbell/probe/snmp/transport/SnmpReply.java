package org.firstbell.probe.snmp.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** The result of one SNMP request. */
public sealed interface SnmpReply {
    /** Variables in the order asked, those that the agent does not have left in as exceptions. */
    record BindingsReply(List<VariableBinding> bindings) implements SnmpReply {
        public BindingsReply {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * Values of the objects that were asked for, in their order; null or an exception where the agent has none.
     *
     * @param values not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and made for each answer
    record ValuesReply(@Nullable Variable[] values) implements SnmpReply {}

    /** The result of a request without an answer in time. */
    record TimedOut() implements SnmpReply {}

    /** Nothing can come: by ICMP the machine says that nobody listens there. */
    record PortClosed() implements SnmpReply {}

    /** Something came, and it was no SNMP at all. */
    record NotSnmp() implements SnmpReply {}

    /** The agent said no, by a report or an error status. */
    record RequestRefused(String reason) implements SnmpReply {}

    /** The agent could not answer all of it in one message (tooBig), or failed at some of it (genErr): ask for less. */
    record TooMuchRequested(String status) implements SnmpReply {
        /** Whether the size alone was it. */
        public boolean tooBig() {
            return status.equals(PDU.toErrorStatusText(PDU.tooBig));
        }
    }

    /**
     * SNMPv1 fails a whole request for one object that the agent lacks.
     *
     * @param index which one, from 0
     */
    record NoSuchName(int index) implements SnmpReply {}
}
