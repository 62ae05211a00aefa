package org.firstbell.probe;

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
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;

/**
 * One agent's way of being asked over SNMP, and what was learned of its limits. Confined to the polling loop, on which
 * replies are delivered.
 */
final class SnmpAsking {
    private final SnmpPorts ports;
    private final String address;
    private final int port;
    private final Credentials credentials;
    private final Timers timers;
    private final InstantSource clock;
    private final Executor loop;
    private final Function<String, Future<InetAddress>> names;
    private final boolean named;
    private SnmpRequest.@Nullable Agent agent;
    private @Nullable String twin;
    /** The messages of the plan that was asked last, which is asked again and again. */
    private @Nullable ScalarPlan planned;

    private int plannedFor;
    private List<CommunityMessage> messages = List.of();
    private final VariableLimit variables;
    private final TableLimit tables;
    /** How long answers to questions about rows take lately, in milliseconds; 0 before the first came. */
    private long rowsTake;

    /** @param names finds the address of a name without blocking; not asked for addresses in digits */
    SnmpAsking(
            SnmpPorts ports,
            String address,
            int port,
            Credentials credentials,
            Timers timers,
            InstantSource clock,
            Executor loop,
            Function<String, Future<InetAddress>> names) {
        this(ports, address, port, credentials, timers, clock, loop, names, new VariableLimit(), new TableLimit());
        if (old()) {
            tables.withoutBulk();
        }
    }

    private SnmpAsking(
            SnmpPorts ports,
            String address,
            int port,
            Credentials credentials,
            Timers timers,
            InstantSource clock,
            Executor loop,
            Function<String, Future<InetAddress>> names,
            VariableLimit variables,
            TableLimit tables) {
        this.ports = ports;
        this.address = address;
        this.port = port;
        this.credentials = credentials;
        this.timers = timers;
        this.clock = clock;
        this.loop = loop;
        this.names = names;
        this.variables = variables;
        this.tables = tables;
        this.named = !NumericAddress.is(address);
        if (!named) {
            this.agent = SnmpRequest.Agent.of(new InetSocketAddress(address, port), credentials);
        }
    }

    /**
     * The same agent, asked with other credentials, such as those of a VLAN's context: what is learned of its limits by
     * either holds for both.
     */
    SnmpAsking as(Credentials other) {
        return new SnmpAsking(ports, address, port, other, timers, clock, loop, names, variables, tables);
    }

    Credentials credentials() {
        return credentials;
    }

    /** How its tables can be read. */
    TableLimit tables() {
        return tables;
    }

    /** Whether it can do less than is usual. */
    boolean limited() {
        return (!old() && tables.repetitions() < TableLimit.MOST_REPETITIONS)
                || variables.known() < VariableLimit.MOST
                || tables.columns() < VariableLimit.MOST;
    }

    /** What was learned of its limits so far. */
    Learned learned() {
        String version = credentials instanceof Credentials.User ? "3" : old() ? "1" : "2c";
        return new Learned(version, tables.repetitions(), Math.min(variables.known(), tables.columns()));
    }

    private boolean old() {
        return credentials instanceof Credentials.Community community && community.v1();
    }

    /** Another agent that answers with the same engine id; both should get ids of their own. */
    Optional<String> twin() {
        return Optional.ofNullable(twin);
    }

    /** GET of a family's scalars as one look; in parts where the agent cannot answer so many at once. */
    void get(ScalarPlan plan, Look look, Consumer<SnmpReply> reply) {
        SnmpRequest.Agent known = agent;
        if (known != null && !named && credentials instanceof Credentials.Community community) {
            if (plan != planned || plannedFor != variables.most()) {
                planned = plan;
                plannedFor = variables.most();
                messages = plan.messages(community, plannedFor);
            }
            new Reading(known, plan, messages, look, reply).ask();
        } else {
            gathering(look, came -> reply.accept(inOrder(plan, came))).go(plan.oids());
        }
    }

    private Gathering gathering(Look look, Consumer<SnmpReply> reply) {
        return gathering(variables, () -> false, look, reply);
    }

    private Gathering gathering(VariableLimit limit, BooleanSupplier spent, Look look, Consumer<SnmpReply> reply) {
        return new Gathering(
                limit,
                spent,
                look,
                (oids, pace, came) -> ask(ObjectQuestion.get(credentials, oids), pace, came),
                reply);
    }

    private static SnmpReply inOrder(ScalarPlan plan, SnmpReply came) {
        return came instanceof SnmpReply.Variables told ? new SnmpReply.Values(plan.values(told.bindings())) : came;
    }

    /** GET of scalars as one look; in parts where the agent cannot answer so many at once. */
    void get(List<OID> oids, Look look, Consumer<SnmpReply> reply) {
        gathering(look, reply).go(oids);
    }

    /**
     * GET of any objects, within a time: what is not answered by then is left. What fails at them says nothing of how many
     * its scalars may be.
     */
    void get(List<OID> oids, Look look, Duration budget, Consumer<SnmpReply> reply) {
        Instant end = clock.instant().plus(budget);
        gathering(VariableLimit.from(variables), () -> !clock.instant().isBefore(end), look, reply)
                .go(oids);
    }

    /** The object that follows another, as one look. */
    void next(OID oid, Look look, Consumer<SnmpReply> reply) {
        ask(
                ObjectQuestion.next(credentials, List.of(oid)),
                SnmpRequest.Pace.of(look, false, look.onSuspicion()),
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
    void rows(List<OID> cursors, int single, int rows, Duration timeout, Consumer<SnmpReply> reply) {
        SnmpRequest.Question question = rows == 0
                ? ObjectQuestion.next(credentials, cursors)
                : ObjectQuestion.bulk(credentials, cursors, single, rows);
        long begun = clock.millis();
        long[] gaps = gaps(timeout.toMillis());
        ask(question, new SnmpRequest.Pace(gaps, timeout.toMillis(), false, () -> {}), came -> {
            if (!(came instanceof SnmpReply.Nothing || came instanceof SnmpReply.Garbled)) {
                learn(clock.millis() - begun, gaps[0]);
            }
            reply.accept(came);
        });
    }

    /** From each request to the next, in milliseconds: the last one leaves after the timeout. */
    private long[] gaps(long timeout) {
        long[] gaps = new long[Long.SIZE];
        int count = 0;
        long left = timeout;
        if (rowsTake > 0) {
            for (long gap = Math.max(Look.RESEND.toMillis(), 2 * rowsTake); gap < left; gap *= 2) {
                gaps[count++] = gap;
                left -= gap;
            }
        }
        gaps[count++] = left;
        return Arrays.copyOf(gaps, count);
    }

    /** An answer after a second request may be one to either: the half of its time is then at least the agent's pace. */
    private void learn(long took, long firstGap) {
        rowsTake = Math.max(1, took < firstGap ? Math.max(took, rowsTake / 2) : Math.max(took / 2, rowsTake));
    }

    private void ask(SnmpRequest.Question question, SnmpRequest.Pace pace, Consumer<SnmpReply> reply) {
        SnmpRequest.Agent known = agent;
        if (known != null && !named) {
            send(known, question, pace, reply);
            return;
        }
        names.apply(address).onComplete(found -> {
            if (found.succeeded()) {
                agent = SnmpRequest.Agent.of(new InetSocketAddress(found.result(), port), credentials);
            }
            SnmpRequest.Agent to = agent;
            if (to == null) {
                reply.accept(new SnmpReply.Refusal("the name " + address + " is not found"));
            } else {
                send(to, question, pace, reply);
            }
        });
    }

    private void send(
            SnmpRequest.Agent to, SnmpRequest.Question question, SnmpRequest.Pace pace, Consumer<SnmpReply> reply) {
        UdpAddress user = to.address();
        Consumer<SnmpReply> heard = user == null
                ? reply
                : came -> {
                    if (came instanceof SnmpReply.Nothing || came instanceof SnmpReply.Refusal) {
                        ports.forget(credentials, user);
                    } else if (!(came instanceof SnmpReply.Closed)) {
                        ports.answered(credentials, user)
                                .ifPresent(
                                        other -> twin = other.getInetAddress().getHostAddress());
                    }
                    reply.accept(came);
                };
        new SnmpRequest(ports, to, timers, loop, question, pace, heard).begin();
    }

    /** A plan's ready-made messages, one after the other; at the first surprise the rest is gathered. */
    private final class Reading implements SnmpRequest.Question, Consumer<SnmpReply> {
        private final SnmpRequest.Agent to;
        private final ScalarPlan plan;
        private final List<CommunityMessage> messages;
        private final Look look;
        private final Consumer<SnmpReply> reply;
        private @Nullable Variable @Nullable [] told;
        private int asked;
        private int at;

        private Reading(
                SnmpRequest.Agent to,
                ScalarPlan plan,
                List<CommunityMessage> messages,
                Look look,
                Consumer<SnmpReply> reply) {
            this.to = to;
            this.plan = plan;
            this.messages = messages;
            this.look = look;
            this.reply = reply;
        }

        private void ask() {
            boolean first = asked == 0;
            SnmpRequest.Pace pace =
                    SnmpRequest.Pace.of(look, first && look.number() == 1, first ? look.onSuspicion() : () -> {});
            new SnmpRequest(ports, to, timers, loop, this, pace, this).begin();
        }

        @Override
        public void accept(SnmpReply came) {
            if (!(came instanceof SnmpReply.Values values)) {
                gather(came);
                return;
            }
            variables.answered(values.values().length);
            if (messages.size() == 1) {
                reply.accept(values);
            } else {
                keep(values.values());
            }
        }

        private void keep(@Nullable Variable[] values) {
            @Nullable Variable[] all = told == null ? new Variable[plan.oids().size()] : told;
            System.arraycopy(values, 0, all, at, values.length);
            told = all;
            at += values.length;
            if (++asked < messages.size()) {
                ask();
            } else {
                reply.accept(new SnmpReply.Values(all));
            }
        }

        private void gather(SnmpReply came) {
            List<OID> oids = plan.oids();
            Gathering rest = gathering(look, last -> reply.accept(inOrder(plan, last)));
            if (told != null) {
                rest.keep(plan.bindings(told, at));
            }
            List<OID> left = oids.subList(at, oids.size());
            rest.took(came, left.subList(0, Math.min(message().names().length, left.size())), left);
        }

        @Override
        public PDU pdu() {
            throw new IllegalStateException("ready-made messages are for communities");
        }

        @Override
        public CommunityMessage message() {
            return messages.get(asked);
        }

        @Override
        public boolean tellsItsObjects() {
            return true;
        }
    }
}
