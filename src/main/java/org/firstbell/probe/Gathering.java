package org.firstbell.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One GET in as many requests as the agent needs: fewer objects where so many are too many for it, and without those that a
 * version 1 agent refuses the whole question for. What the agent said that it lacks is told as an exception; what it failed
 * at, or left unanswered, is not told. Confined to the polling loop.
 */
final class Gathering {
    private final VariableLimit variables;
    private final BooleanSupplier spent;
    private final Look look;
    private final Request request;
    private final Consumer<SnmpReply> reply;
    private final List<VariableBinding> told = new ArrayList<>();
    private boolean answered;
    /** Objects asked for at once. */
    private int most;
    /** The most objects that it failed at together. */
    private int failed;
    /** Whether it failed at an object alone. */
    private boolean lost;

    /** Sends one request of it. */
    interface Request {
        void get(List<OID> oids, SnmpRequest.Pace pace, Consumer<SnmpReply> reply);
    }

    /** @param spent whether its time is over: what was not asked by then is left */
    Gathering(VariableLimit variables, BooleanSupplier spent, Look look, Request request, Consumer<SnmpReply> reply) {
        this.variables = variables;
        this.most = variables.most();
        this.spent = spent;
        this.look = look;
        this.request = request;
        this.reply = reply;
    }

    /** Takes what was told before; the agent has spoken. */
    void keep(List<VariableBinding> before) {
        told.addAll(before);
        answered = true;
    }

    /** Asks for these objects, and replies when all of them are told or given up, or the time is over. */
    void go(List<OID> left) {
        if (left.isEmpty() || (answered && spent.getAsBoolean())) {
            if (left.isEmpty() && failed > 0 && !lost) {
                variables.failed(failed, most);
            }
            reply.accept(new SnmpReply.Variables(told));
            return;
        }
        List<OID> now = List.copyOf(left.subList(0, Math.min(most, left.size())));
        SnmpRequest.Pace pace = answered
                ? SnmpRequest.Pace.of(look, false, () -> {})
                : SnmpRequest.Pace.of(look, look.number() == 1, look.onSuspicion());
        request.get(now, pace, came -> took(came, now, left));
    }

    /**
     * Goes on from what came of a request.
     *
     * @param now the objects that it asked for
     * @param left those and all others that are still to be told
     */
    void took(SnmpReply came, List<OID> now, List<OID> left) {
        if (came instanceof SnmpReply.Variables values) {
            answered = true;
            variables.answered(now.size());
            told.addAll(values.bindings());
            if (lost) {
                most = Math.min(variables.most(), 2 * most);
            }
            go(left.subList(now.size(), left.size()));
        } else if (came instanceof SnmpReply.Missing missing) {
            answered = true;
            int lacks = Math.max(0, Math.min(now.size() - 1, missing.index()));
            told.add(new VariableBinding(left.get(lacks), Null.noSuchObject));
            without(lacks, left);
        } else if (came instanceof SnmpReply.TooMuch tooMuch && now.size() > 1) {
            fewer(tooMuch, now.size());
            go(left);
        } else if (came instanceof SnmpReply.TooMuch && (answered || left.size() > 1)) {
            answered = true;
            lost = true;
            without(0, left);
        } else if (answered) {
            reply.accept(new SnmpReply.Variables(told));
        } else {
            if (came instanceof SnmpReply.Nothing) {
                variables.silent(now.size());
            }
            reply.accept(came);
        }
    }

    /** What is too big is remembered at once; what it fails at may be one object, which says nothing of how many. */
    private void fewer(SnmpReply.TooMuch why, int asked) {
        most = (asked + 1) / 2;
        if (why.tooBig()) {
            variables.refused(asked);
        } else {
            failed = Math.max(failed, asked);
        }
    }

    private void without(int index, List<OID> left) {
        List<OID> rest = new ArrayList<>(left);
        rest.remove(index);
        go(rest);
    }
}
