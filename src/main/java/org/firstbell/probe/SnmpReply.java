package org.firstbell.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** What came of one SNMP request. */
sealed interface SnmpReply {
    /** Variables in the order asked, those that the agent does not have left in as exceptions. */
    record Variables(List<VariableBinding> bindings) implements SnmpReply {
        public Variables {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * Values of the objects that were asked for, in their order; null or an exception where the agent has none.
     *
     * @param values not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and made for each answer
    record Values(@Nullable Variable[] values) implements SnmpReply {}

    /** Nothing in time. */
    record Nothing() implements SnmpReply {}

    /** Nothing can come: by ICMP the machine says that nobody listens there. */
    record Closed() implements SnmpReply {}

    /** Something came, and it was no SNMP at all. */
    record Garbled() implements SnmpReply {}

    /** The agent said no, by a report or an error status. */
    record Refusal(String reason) implements SnmpReply {}

    /** The agent could not answer all of it in one message (tooBig), or failed at some of it (genErr): ask for less. */
    record TooMuch(String status) implements SnmpReply {
        /** Whether the size alone was it. */
        boolean tooBig() {
            return status.equals(PDU.toErrorStatusText(PDU.tooBig));
        }
    }

    /**
     * SNMPv1 fails a whole request for one object that the agent lacks.
     *
     * @param index which one, from 0
     */
    record Missing(int index) implements SnmpReply {}
}
