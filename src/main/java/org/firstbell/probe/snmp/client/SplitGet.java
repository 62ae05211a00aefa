package org.firstbell.probe.snmp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.firstbell.probe.snmp.transport.SnmpRequest;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One GET in as many requests as the agent needs: fewer objects where so many are too many for it, and without those that a
 * version 1 agent refuses the whole question for. What the agent said that it lacks is told as an exception; what it failed
 * at, or left unanswered, is not told. Confined to the polling loop.
 */
final class SplitGet {
    private final GetRequestLimit getLimit;
    private final BooleanSupplier budgetSpent;
    private final Attempt attempt;
    private final GetSender sender;
    private final Consumer<SnmpReply> reply;
    private final List<VariableBinding> bindings = new ArrayList<>();
    private boolean agentAnswered;
    /** Objects asked for at once. */
    private int batchSize;
    /** The most objects that it failed at together. */
    private int failedBatchSize;
    /** Whether it failed at an object alone. */
    private boolean objectFailed;

    /** Sends one request of it. */
    interface GetSender {
        void send(List<OID> oids, SnmpRequest.RequestTiming pace, Consumer<SnmpReply> reply);
    }

    /** @param spent whether its time is over: what was not asked by then is left */
    SplitGet(
            GetRequestLimit variables,
            BooleanSupplier spent,
            Attempt attempt,
            GetSender request,
            Consumer<SnmpReply> reply) {
        this.getLimit = variables;
        this.batchSize = variables.currentLimit();
        this.budgetSpent = spent;
        this.attempt = attempt;
        this.sender = request;
        this.reply = reply;
    }

    /** Takes what was told before; the agent has spoken. */
    void addBindings(List<VariableBinding> before) {
        bindings.addAll(before);
        agentAnswered = true;
    }

    /** Asks for these objects, and replies when all of them are told or given up, or the time is over. */
    void requestObjects(List<OID> left) {
        if (left.isEmpty() || (agentAnswered && budgetSpent.getAsBoolean())) {
            if (left.isEmpty() && failedBatchSize > 0 && !objectFailed) {
                getLimit.failedAt(failedBatchSize, batchSize);
            }
            reply.accept(new SnmpReply.BindingsReply(bindings));
            return;
        }
        List<OID> now = List.copyOf(left.subList(0, Math.min(batchSize, left.size())));
        SnmpRequest.RequestTiming pace = agentAnswered
                ? SnmpRequest.RequestTiming.of(attempt, false, () -> {})
                : SnmpRequest.RequestTiming.of(attempt, attempt.number() == 1, attempt.onSuspicion());
        sender.send(now, pace, came -> replyReceived(came, now, left));
    }

    /**
     * Goes on from what came of a request.
     *
     * @param now the objects that it asked for
     * @param left those and all others that are still to be told
     */
    void replyReceived(SnmpReply came, List<OID> now, List<OID> left) {
        if (came instanceof SnmpReply.BindingsReply values) {
            agentAnswered = true;
            getLimit.answered(now.size());
            bindings.addAll(values.bindings());
            if (objectFailed) {
                batchSize = Math.min(getLimit.currentLimit(), 2 * batchSize);
            }
            requestObjects(left.subList(now.size(), left.size()));
        } else if (came instanceof SnmpReply.NoSuchName missing) {
            agentAnswered = true;
            int lacks = Math.max(0, Math.min(now.size() - 1, missing.index()));
            bindings.add(new VariableBinding(left.get(lacks), Null.noSuchObject));
            skipObject(lacks, left);
        } else if (came instanceof SnmpReply.TooMuchRequested tooMuch && now.size() > 1) {
            reduceBatch(tooMuch, now.size());
            requestObjects(left);
        } else if (came instanceof SnmpReply.TooMuchRequested && (agentAnswered || left.size() > 1)) {
            agentAnswered = true;
            objectFailed = true;
            skipObject(0, left);
        } else if (agentAnswered) {
            reply.accept(new SnmpReply.BindingsReply(bindings));
        } else {
            if (came instanceof SnmpReply.TimedOut) {
                getLimit.timedOut(now.size());
            }
            reply.accept(came);
        }
    }

    /** What is too big is remembered at once; what it fails at may be one object, which says nothing of how many. */
    private void reduceBatch(SnmpReply.TooMuchRequested why, int asked) {
        batchSize = (asked + 1) / 2;
        if (why.tooBig()) {
            getLimit.tooBig(asked);
        } else {
            failedBatchSize = Math.max(failedBatchSize, asked);
        }
    }

    private void skipObject(int index, List<OID> left) {
        List<OID> rest = new ArrayList<>(left);
        rest.remove(index);
        requestObjects(rest);
    }
}
