package org.firstbell.probe;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Credentials;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * One agent's way of being asked over SNMP, and what was learned of its limits: how many objects it can answer at once, and
 * whether GETBULK works. Confined to the polling loop, on which replies are delivered.
 */
final class SnmpAsking {
    /** Real agents have failed past 10 objects in a request (LibreNMS's default); this many fit one frame as well. */
    private static final int MOST_VARIABLES = 10;

    static final int MOST_REPETITIONS = 20;

    private static final int MOST_KEPT = 16;

    /** What GETBULK could not do twice in a row, GETNEXT is asked to do from then on. */
    private static final int PATIENCE = 2;

    private final SnmpPorts ports;
    private final String address;
    private final int port;
    private final Credentials credentials;
    private final Timers timers;
    private final InstantSource clock;
    private final Executor loop;
    private final Function<String, Future<InetAddress>> names;
    private final boolean named;
    private @Nullable UdpAddress agent;
    private Optional<String> twin = Optional.empty();
    /** GETs are asked again and again: their messages are kept. */
    private final Map<List<OID>, Asked> gets = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<OID>, Asked> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private int variables = MOST_VARIABLES;
    private int repetitions = MOST_REPETITIONS;
    private int bulksFailed;
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
        this.ports = ports;
        this.address = address;
        this.port = port;
        this.credentials = credentials;
        this.timers = timers;
        this.clock = clock;
        this.loop = loop;
        this.names = names;
        this.named = !address.matches("\\d+(\\.\\d+){3}") && !address.contains(":");
        if (!named) {
            this.agent = new UdpAddress(address + "/" + port);
        }
    }

    /** How many rows to ask for at once; 0 asks by GETNEXT. */
    int repetitions() {
        boolean old = credentials instanceof Credentials.Community community && community.v1();
        return old || bulksFailed >= PATIENCE ? 0 : repetitions;
    }

    /** Its answers are too big with so many rows. */
    void atMost(int rows) {
        repetitions = Math.max(1, Math.min(repetitions, rows));
    }

    /** A walk by GETBULK worked, or only GETNEXT did. */
    void bulkWorks(boolean works) {
        bulksFailed = works ? 0 : bulksFailed + 1;
    }

    /** Another agent that answers with the same engine id; both should get ids of their own. */
    Optional<String> twin() {
        return twin;
    }

    /** GET of scalars as one look; in parts where the agent cannot answer so many at once. */
    void get(List<OID> oids, Look look, Consumer<SnmpReply> reply) {
        new Gathering(look, reply).go(oids);
    }

    /** The object that follows another, as one look. */
    void next(OID oid, Look look, Consumer<SnmpReply> reply) {
        ask(new Asked(PDU.GETNEXT, List.of(oid), 0, 0), pace(look, false), reply);
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
        Asked question =
                rows == 0 ? new Asked(PDU.GETNEXT, cursors, 0, 0) : new Asked(PDU.GETBULK, cursors, single, rows);
        Instant begun = clock.instant();
        List<Duration> gaps = gaps(timeout.toMillis());
        ask(question, new SnmpRequest.Pace(gaps, timeout, false, () -> {}), came -> {
            if (!(came instanceof SnmpReply.Nothing)) {
                learn(
                        Duration.between(begun, clock.instant()).toMillis(),
                        gaps.get(0).toMillis());
            }
            reply.accept(came);
        });
    }

    private List<Duration> gaps(long timeout) {
        List<Duration> gaps = new ArrayList<>();
        long left = timeout;
        if (rowsTake > 0) {
            long gap = Math.max(Look.RESEND.toMillis(), 2 * rowsTake);
            for (; gap < left; gap *= 2) {
                gaps.add(Duration.ofMillis(gap));
                left -= gap;
            }
        }
        gaps.add(Duration.ofMillis(left));
        return gaps;
    }

    /** An answer after a second request may be one to either: the half of its time is then at least the agent's pace. */
    private void learn(long took, long firstGap) {
        rowsTake = Math.max(1, took < firstGap ? Math.max(took, rowsTake / 2) : Math.max(took / 2, rowsTake));
    }

    private static SnmpRequest.Pace pace(Look look, boolean knocks) {
        return new SnmpRequest.Pace(gaps(look), look.timeout(), knocks, look.onSuspicion());
    }

    private static List<Duration> gaps(Look look) {
        return Collections.nCopies(look.retries(), Look.RESEND);
    }

    private void ask(SnmpRequest.Question pdu, SnmpRequest.Pace pace, Consumer<SnmpReply> reply) {
        UdpAddress known = agent;
        if (known != null && !named) {
            send(known, pdu, pace, reply);
            return;
        }
        names.apply(address).onComplete(found -> {
            if (found.succeeded()) {
                agent = new UdpAddress(found.result(), port);
            }
            UdpAddress to = agent;
            if (to == null) {
                reply.accept(new SnmpReply.Refusal("the name " + address + " is not found"));
            } else {
                send(to, pdu, pace, reply);
            }
        });
    }

    private void send(UdpAddress to, SnmpRequest.Question pdu, SnmpRequest.Pace pace, Consumer<SnmpReply> reply) {
        new SnmpRequest(ports, to, credentials, timers, loop, pdu, pace, came -> {
                    if (came instanceof SnmpReply.Nothing || came instanceof SnmpReply.Refusal) {
                        ports.forget(credentials, to);
                    } else if (!(came instanceof SnmpReply.Closed)) {
                        twin = ports.answered(credentials, to)
                                .map(other -> other.getInetAddress().getHostAddress())
                                .or(() -> twin);
                    }
                    reply.accept(came);
                })
                .begin();
    }

    /** A question that is encoded when it is first sent, and once. */
    private final class Asked implements SnmpRequest.Question {
        private final int type;
        private final List<OID> oids;
        private final int single;
        private final int rows;
        private @Nullable CommunityMessage message;

        private Asked(int type, List<OID> oids, int single, int rows) {
            this.type = type;
            this.oids = oids;
            this.single = single;
            this.rows = rows;
        }

        @Override
        public CommunityMessage message() {
            CommunityMessage made = message;
            if (made == null) {
                Credentials.Community who = (Credentials.Community) credentials;
                made = CommunityMessage.of(who.community(), who.v1(), filled(who.v1() ? new PDUv1() : new PDU()));
                message = made;
            }
            return made;
        }

        @Override
        public PDU pdu() {
            ScopedPDU scoped = new ScopedPDU();
            String context = ((Credentials.User) credentials).context();
            if (!context.isEmpty()) {
                scoped.setContextName(new OctetString(context));
            }
            return filled(scoped);
        }

        private PDU filled(PDU pdu) {
            pdu.setType(type);
            oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
            if (type == PDU.GETBULK) {
                pdu.setNonRepeaters(single);
                pdu.setMaxRepetitions(rows);
            }
            return pdu;
        }
    }

    /** One GET in as many requests as the agent needs. */
    private final class Gathering {
        private final Look look;
        private final Consumer<SnmpReply> reply;
        private final List<VariableBinding> told = new ArrayList<>();
        private boolean answered;

        private Gathering(Look look, Consumer<SnmpReply> reply) {
            this.look = look;
            this.reply = reply;
        }

        private void go(List<OID> left) {
            if (left.isEmpty()) {
                reply.accept(new SnmpReply.Variables(told));
                return;
            }
            List<OID> now = List.copyOf(left.subList(0, Math.min(variables, left.size())));
            SnmpRequest.Pace pace = answered
                    ? new SnmpRequest.Pace(gaps(look), look.timeout(), false, () -> {})
                    : pace(look, look.number() == 1);
            ask(gets.computeIfAbsent(now, oids -> new Asked(PDU.GET, oids, 0, 0)), pace, came -> took(came, now, left));
        }

        private void took(SnmpReply came, List<OID> now, List<OID> left) {
            if (came instanceof SnmpReply.Variables variables) {
                answered = true;
                told.addAll(variables.bindings());
                go(left.subList(now.size(), left.size()));
            } else if (came instanceof SnmpReply.Missing missing) {
                answered = true;
                without(Math.max(0, Math.min(now.size() - 1, missing.index())), left);
            } else if (came instanceof SnmpReply.TooMuch && now.size() > 1) {
                variables = (now.size() + 1) / 2;
                go(left);
            } else if (came instanceof SnmpReply.TooMuch && (answered || left.size() > 1)) {
                answered = true;
                without(0, left);
            } else if (answered) {
                reply.accept(new SnmpReply.Variables(told));
            } else {
                reply.accept(came);
            }
        }

        private void without(int index, List<OID> left) {
            told.add(new VariableBinding(left.get(index), Null.noSuchObject));
            List<OID> rest = new ArrayList<>(left);
            rest.remove(index);
            go(rest);
        }
    }
}
