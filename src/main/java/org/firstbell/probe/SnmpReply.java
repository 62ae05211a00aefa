package org.firstbell.probe;

import java.util.List;
import org.snmp4j.smi.VariableBinding;

/** What came of one SNMP request. */
sealed interface SnmpReply {
    /** Variables in the order asked, those that the agent does not have left in as exceptions. */
    record Variables(List<VariableBinding> bindings) implements SnmpReply {
        public Variables {
            bindings = List.copyOf(bindings);
        }
    }

    /** Nothing in time. */
    record Nothing() implements SnmpReply {}

    /** The agent said no, by a report or an error status. */
    record Refusal(String reason) implements SnmpReply {}

    /** The answer would not fit one message: ask for less. */
    record TooBig() implements SnmpReply {}
}
