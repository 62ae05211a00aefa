package org.firstbell.probe.snmp.client;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Credentials;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.snmp.transport.CommunityMessage;
import org.firstbell.probe.snmp.transport.ObjectRequest;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.firstbell.probe.snmp.transport.SnmpRequest;
import org.firstbell.probe.snmp.transport.SnmpSockets;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;

/**
 * One agent's way of being asked over SNMP, and what was learned of its limits. Confined to the polling loop, on which
 * replies are delivered.
 */
public final class SnmpClient {
    private final SnmpSockets sockets;
    private final String address;
    private final int port;
    private final Credentials credentials;
    private final Timers timers;
    private final InstantSource clock;
    private final Executor loop;
    private final Function<String, Future<InetAddress>> nameResolver;
    private final boolean needsResolution;
    private SnmpRequest.@Nullable AgentAddress agentAddress;
    private @Nullable String duplicateEngineAgent;
    /** The messages of the plan that was asked last, which is asked again and again. */
    private @Nullable ScalarQueryPlan lastPlan;

    private int lastPlanVariables;
    private List<CommunityMessage> messages = List.of();
    private final GetRequestLimit getLimit;
    private final TableRequestLimit tableLimit;
    /** How long answers to questions about rows take lately, in milliseconds; 0 before the first came. */
    private long rowResponseMillis;

    /** @param names finds the address of a name without blocking; not asked for addresses in digits */
    public SnmpClient(
            SnmpSockets ports,
            String address,
            int port,
            Credentials credentials,
            Timers timers,
            InstantSource clock,
            Executor loop,
            Function<String, Future<InetAddress>> names) {
        this(
                ports,
                address,
                port,
                credentials,
                timers,
                clock,
                loop,
                names,
                new GetRequestLimit(),
                new TableRequestLimit());
        if (isVersion1()) {
            tableLimit.disableBulk();
        }
    }

    private SnmpClient(
            SnmpSockets ports,
            String address,
            int port,
            Credentials credentials,
            Timers timers,
            InstantSource clock,
            Executor loop,
            Function<String, Future<InetAddress>> names,
            GetRequestLimit variables,
            TableRequestLimit tables) {
        this.sockets = ports;
        this.address = address;
        this.port = port;
        this.credentials = credentials;
        this.timers = timers;
        this.clock = clock;
        this.loop = loop;
        this.nameResolver = names;
        this.getLimit = variables;
        this.tableLimit = tables;
        this.needsResolution = !NumericAddress.isNumericAddress(address);
        if (!needsResolution) {
            this.agentAddress = SnmpRequest.AgentAddress.of(new InetSocketAddress(address, port), credentials);
        }
    }

    /**
     * The same agent, asked with other credentials, such as those of a VLAN's context: what is learned of its limits by
     * either holds for both.
     */
    public SnmpClient withCredentials(Credentials other) {
        return new SnmpClient(sockets, address, port, other, timers, clock, loop, nameResolver, getLimit, tableLimit);
    }

    public Credentials credentials() {
        return credentials;
    }

    /** How its tables can be read. */
    public TableRequestLimit tableLimit() {
        return tableLimit;
    }

    /** Whether it can do less than is usual. */
    public boolean isLimited() {
        return (!isVersion1() && tableLimit.repetitions() < TableRequestLimit.MAX_REPETITIONS)
                || getLimit.knownLimit() < GetRequestLimit.MAX_VARIABLES
                || tableLimit.columns() < GetRequestLimit.MAX_VARIABLES;
    }

    /** What was learned of its limits so far. */
    public AgentCapabilities capabilities() {
        String version = credentials instanceof Credentials.UsmCredentials ? "3" : isVersion1() ? "1" : "2c";
        return new AgentCapabilities(
                version, tableLimit.repetitions(), Math.min(getLimit.knownLimit(), tableLimit.columns()));
    }

    private boolean isVersion1() {
        return credentials instanceof Credentials.Community community && community.v1();
    }

    /** Another agent that answers with the same engine id; both should get ids of their own. */
    public Optional<String> duplicateEngineAgent() {
        return Optional.ofNullable(duplicateEngineAgent);
    }

    /** GET of a family's scalars as one look; in parts where the agent cannot answer so many at once. */
    public void get(ScalarQueryPlan plan, Attempt attempt, Consumer<SnmpReply> reply) {
        SnmpRequest.AgentAddress known = agentAddress;
        if (known != null && !needsResolution && credentials instanceof Credentials.Community community) {
            if (plan != lastPlan || lastPlanVariables != getLimit.currentLimit()) {
                lastPlan = plan;
                lastPlanVariables = getLimit.currentLimit();
                messages = plan.messages(community, lastPlanVariables);
            }
            new ScalarGet(known, plan, messages, attempt, reply).sendNext();
        } else {
            splitGet(attempt, came -> reply.accept(inPlanOrder(plan, came))).requestObjects(plan.oids());
        }
    }

    private SplitGet splitGet(Attempt attempt, Consumer<SnmpReply> reply) {
        return splitGet(getLimit, () -> false, attempt, reply);
    }

    private SplitGet splitGet(
            GetRequestLimit limit, BooleanSupplier spent, Attempt attempt, Consumer<SnmpReply> reply) {
        return new SplitGet(
                limit,
                spent,
                attempt,
                (oids, pace, came) -> resolveAndSend(ObjectRequest.get(credentials, oids), pace, came),
                reply);
    }

    private static SnmpReply inPlanOrder(ScalarQueryPlan plan, SnmpReply reply) {
        return reply instanceof SnmpReply.BindingsReply told
                ? new SnmpReply.ValuesReply(plan.values(told.bindings()))
                : reply;
    }

    /** GET of scalars as one look; in parts where the agent cannot answer so many at once. */
    public void get(List<OID> oids, Attempt attempt, Consumer<SnmpReply> reply) {
        splitGet(attempt, reply).requestObjects(oids);
    }

    /**
     * GET of any objects, within a time: what is not answered by then is left. What fails at them says nothing of how many
     * its scalars may be.
     */
    void get(List<OID> oids, Attempt attempt, Duration budget, Consumer<SnmpReply> reply) {
        Instant end = clock.instant().plus(budget);
        splitGet(GetRequestLimit.copyOf(getLimit), () -> !clock.instant().isBefore(end), attempt, reply)
                .requestObjects(oids);
    }

    /** The object that follows another, as one look. */
    public void getNext(OID oid, Attempt attempt, Consumer<SnmpReply> reply) {
        resolveAndSend(
                ObjectRequest.getNext(credentials, List.of(oid)),
                SnmpRequest.RequestTiming.of(attempt, false, attempt.onSuspicion()),
                reply);
    }

    /**
     * The rows that follow some cursors. The question is asked again after the timeout, once; and more often within it
     * once the agent's own time to answer is known, so that lost packets are no missing table and a slow agent is not
     * pressed: after twice that time, 400 ms at least, and twice as long after each further one.
     *
     * @param single how many of the cursors, from the first, are asked for one object only
     * @param rows how many at most; 0 asks for one by GETNEXT
     */
    void getRows(List<OID> cursors, int single, int rows, Duration timeout, Consumer<SnmpReply> reply) {
        SnmpRequest.RequestPayload question = rows == 0
                ? ObjectRequest.getNext(credentials, cursors)
                : ObjectRequest.getBulk(credentials, cursors, single, rows);
        long begun = clock.millis();
        long[] gaps = resendGaps(timeout.toMillis());
        resolveAndSend(question, new SnmpRequest.RequestTiming(gaps, timeout.toMillis(), false, () -> {}), came -> {
            if (!(came instanceof SnmpReply.TimedOut || came instanceof SnmpReply.NotSnmp)) {
                recordResponseTime(clock.millis() - begun, gaps[0]);
            }
            reply.accept(came);
        });
    }

    /** From each request to the next, in milliseconds: the last one leaves after the timeout. */
    private long[] resendGaps(long timeout) {
        long[] gaps = new long[Long.SIZE];
        int count = 0;
        long left = timeout;
        if (rowResponseMillis > 0) {
            for (long gap = Math.max(Attempt.RESEND_INTERVAL.toMillis(), 2 * rowResponseMillis); gap < left; gap *= 2) {
                gaps[count++] = gap;
                left -= gap;
            }
        }
        gaps[count++] = left;
        return Arrays.copyOf(gaps, count);
    }

    /** An answer after a second request may be one to either: the half of its time is then at least the agent's pace. */
    private void recordResponseTime(long took, long firstGap) {
        rowResponseMillis = Math.max(
                1, took < firstGap ? Math.max(took, rowResponseMillis / 2) : Math.max(took / 2, rowResponseMillis));
    }

    private void resolveAndSend(
            SnmpRequest.RequestPayload question, SnmpRequest.RequestTiming pace, Consumer<SnmpReply> reply) {
        SnmpRequest.AgentAddress known = agentAddress;
        if (known != null && !needsResolution) {
            send(known, question, pace, reply);
            return;
        }
        nameResolver.apply(address).onComplete(found -> {
            if (found.succeeded()) {
                agentAddress = SnmpRequest.AgentAddress.of(new InetSocketAddress(found.result(), port), credentials);
            }
            SnmpRequest.AgentAddress to = agentAddress;
            if (to == null) {
                reply.accept(new SnmpReply.RequestRefused("the name " + address + " is not found"));
            } else {
                send(to, question, pace, reply);
            }
        });
    }

    private void send(
            SnmpRequest.AgentAddress to,
            SnmpRequest.RequestPayload question,
            SnmpRequest.RequestTiming pace,
            Consumer<SnmpReply> reply) {
        UdpAddress user = to.usmAddress();
        Consumer<SnmpReply> heard = user == null
                ? reply
                : came -> {
                    if (came instanceof SnmpReply.TimedOut || came instanceof SnmpReply.RequestRefused) {
                        sockets.forgetEngine(credentials, user);
                    } else if (!(came instanceof SnmpReply.PortClosed)) {
                        sockets.recordEngine(credentials, user)
                                .ifPresent(other -> duplicateEngineAgent =
                                        other.getInetAddress().getHostAddress());
                    }
                    reply.accept(came);
                };
        new SnmpRequest(sockets, to, timers, loop, question, pace, heard).start();
    }

    /** A plan's ready-made messages, one after the other; at the first surprise the rest is gathered. */
    private final class ScalarGet implements SnmpRequest.RequestPayload, Consumer<SnmpReply> {
        private final SnmpRequest.AgentAddress destination;
        private final ScalarQueryPlan plan;
        private final List<CommunityMessage> messages;
        private final Attempt attempt;
        private final Consumer<SnmpReply> reply;
        private @Nullable Variable @Nullable [] receivedValues;
        private int sentMessages;
        private int offset;

        private ScalarGet(
                SnmpRequest.AgentAddress to,
                ScalarQueryPlan plan,
                List<CommunityMessage> messages,
                Attempt attempt,
                Consumer<SnmpReply> reply) {
            this.destination = to;
            this.plan = plan;
            this.messages = messages;
            this.attempt = attempt;
            this.reply = reply;
        }

        private void sendNext() {
            boolean first = sentMessages == 0;
            SnmpRequest.RequestTiming pace = SnmpRequest.RequestTiming.of(
                    attempt, first && attempt.number() == 1, first ? attempt.onSuspicion() : () -> {});
            new SnmpRequest(sockets, destination, timers, loop, this, pace, this).start();
        }

        @Override
        public void accept(SnmpReply came) {
            if (!(came instanceof SnmpReply.ValuesReply values)) {
                splitRemaining(came);
                return;
            }
            getLimit.answered(values.values().length);
            if (messages.size() == 1) {
                reply.accept(values);
            } else {
                addValues(values.values());
            }
        }

        private void addValues(@Nullable Variable[] values) {
            @Nullable
            Variable[] all = receivedValues == null ? new Variable[plan.oids().size()] : receivedValues;
            System.arraycopy(values, 0, all, offset, values.length);
            receivedValues = all;
            offset += values.length;
            if (++sentMessages < messages.size()) {
                sendNext();
            } else {
                reply.accept(new SnmpReply.ValuesReply(all));
            }
        }

        private void splitRemaining(SnmpReply came) {
            List<OID> oids = plan.oids();
            SplitGet rest = splitGet(attempt, last -> reply.accept(inPlanOrder(plan, last)));
            if (receivedValues != null) {
                rest.addBindings(plan.bindings(receivedValues, offset));
            }
            List<OID> left = oids.subList(offset, oids.size());
            rest.replyReceived(came, left.subList(0, Math.min(message().encodedOids().length, left.size())), left);
        }

        @Override
        public PDU pdu() {
            throw new IllegalStateException("ready-made messages are for communities");
        }

        @Override
        public CommunityMessage message() {
            return messages.get(sentMessages);
        }

        @Override
        public boolean answersRequestedObjects() {
            return true;
        }
    }
}
