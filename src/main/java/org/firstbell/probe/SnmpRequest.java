package org.firstbell.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Credentials;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;

/**
 * One question to one agent: the same request several times, each with an id of its own, so that an answer to any of them
 * counts however late, until the deadline of the last. Confined to the polling loop.
 */
final class SnmpRequest implements Runnable, CommunitySocket.Waiting, ResponseListener {
    private final SnmpPorts ports;
    private final Agent agent;
    private final Timers timers;
    private final Executor loop;
    private final Question question;
    private final Pace pace;
    private final Consumer<SnmpReply> reply;
    /** Ids of the requests to a community; the first one alone for most. */
    private int firstId;

    private int @Nullable [] furtherIds;
    /** The requests to a user. */
    private @Nullable List<PDU> sent;

    private Timers.@Nullable Handle timer;
    private int asked;
    private boolean suspected;
    /** When its next timer is due, and its next request or its end, in milliseconds after it began. */
    private long due;

    private long next;
    private boolean over;
    private @Nullable Knock knock;

    /** Where an agent is, and as whom it is asked. */
    record Agent(
            InetSocketAddress to,
            Credentials credentials,
            @Nullable UdpAddress address) {
        static Agent of(InetSocketAddress to, Credentials credentials) {
            boolean user = credentials instanceof Credentials.User;
            return new Agent(to, credentials, user ? new UdpAddress(to.getAddress(), to.getPort()) : null);
        }
    }

    /** What is asked: as SNMP4J sends it for users, and ready-made for communities. */
    interface Question {
        /** The request for a user; not to be changed. */
        PDU pdu();

        /** The request with the community. */
        CommunityMessage message();

        /** Whether its answer tells the objects of the question themselves, as that to a GET does. */
        boolean tellsItsObjects();
    }

    /**
     * How it is sent.
     *
     * @param gaps milliseconds from each request to the next: one request more than there are gaps; not to be changed
     * @param timeout milliseconds from the last request to the decision that nothing came
     * @param knocks whether to find out, after 400 ms of silence, if anybody listens there at all
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and made for each question
    record Pace(long[] gaps, long timeout, boolean knocks, Runnable onSuspicion) {
        /** As a look wants it. */
        static Pace of(Look look, boolean knocks, Runnable onSuspicion) {
            long[] gaps = new long[look.retries()];
            Arrays.fill(gaps, Look.RESEND.toMillis());
            return new Pace(gaps, look.timeout().toMillis(), knocks, onSuspicion);
        }

        /** From the request with that number, the first being 0, to the decision that nothing came. */
        private long deadline(int number) {
            long sum = timeout;
            for (int i = number; i < gaps.length; i++) {
                sum += gaps[i];
            }
            return sum;
        }
    }

    SnmpRequest(
            SnmpPorts ports,
            Agent agent,
            Timers timers,
            Executor loop,
            Question question,
            Pace pace,
            Consumer<SnmpReply> reply) {
        this.ports = ports;
        this.agent = agent;
        this.timers = timers;
        this.loop = loop;
        this.question = question;
        this.pace = pace;
        this.reply = reply;
    }

    void begin() {
        send();
        if (!over) {
            await(0);
        }
    }

    /** Waits for what comes next: suspicion, another request, or the end. */
    private void await(long now) {
        long suspicion = Look.RESEND.toMillis();
        due = suspected ? next : Math.min(next, suspicion);
        timer = timers.after(due - now == suspicion ? Look.RESEND : Duration.ofMillis(Math.max(0, due - now)), this);
    }

    /** Its timer is due. */
    @Override
    public void run() {
        long now = due;
        if (!suspected && now >= Look.RESEND.toMillis()) {
            suspected = true;
            suspect();
        }
        if (!over && now >= next) {
            if (asked > pace.gaps().length) {
                end(silence());
            } else {
                send();
            }
        }
        if (!over) {
            await(now);
        }
    }

    private void suspect() {
        if (pace.knocks()) {
            try {
                knock = Knock.at(agent.to());
            } catch (IOException | RuntimeException unsendable) {
                knock = null;
            }
        }
        pace.onSuspicion().run();
    }

    private void send() {
        next += asked < pace.gaps().length ? pace.gaps()[asked] : pace.timeout();
        int number = asked++;
        try {
            if (agent.credentials() instanceof Credentials.User user) {
                send(user, pace.deadline(number));
            } else {
                sent(ports.communities().send(this, agent.to()));
            }
        } catch (IOException | RuntimeException unsendable) {
            end(new SnmpReply.Refusal("cannot be sent from here: " + DeviceText.of(unsendable)));
        }
    }

    private void sent(int id) {
        if (firstId == 0) {
            firstId = id;
        } else {
            int[] before = furtherIds == null ? new int[0] : furtherIds;
            furtherIds = Arrays.copyOf(before, before.length + 1);
            furtherIds[before.length] = id;
        }
    }

    private UdpAddress address() {
        UdpAddress address = agent.address();
        if (address == null) {
            throw new IllegalStateException("a community's agent is no user's");
        }
        return address;
    }

    private void send(Credentials.User user, long deadline) throws IOException {
        PDU request = (PDU) question.pdu().clone();
        request.setRequestID(null);
        Target<UdpAddress> target = SnmpPorts.target(address(), user);
        target.setTimeout(deadline + 50);
        target.setRetries(0);
        if (sent == null) {
            sent = new ArrayList<>(2);
        }
        sent.add(request);
        ports.of(user, address()).send(request, target, this, this);
    }

    @Override
    public CommunityMessage message() {
        return question.message();
    }

    @Override
    public void came(CommunityAnswer answer) {
        Variable[] values = question.tellsItsObjects() ? answer.values(message().names()) : null;
        if (values != null) {
            end(new SnmpReply.Values(values));
            return;
        }
        PDU pdu = answer.pdu();
        if (pdu != null) {
            end(read(pdu));
        }
    }

    @Override
    public <A extends Address> void onResponse(ResponseEvent<A> event) {
        PDU response = event.getResponse();
        if (event.getSource() instanceof Snmp snmp) {
            snmp.cancel(event.getRequest(), this);
        }
        if (response != null) {
            loop.execute(() -> end(read(response)));
        } else if (event.getError() != null) {
            String reason = DeviceText.of(event.getError());
            loop.execute(() -> end(new SnmpReply.Refusal(reason)));
        }
    }

    /** Nothing that can be trusted came; a report that could not be authenticated, or the machine, may still tell why. */
    private SnmpReply silence() {
        UdpAddress address = agent.address();
        return (address == null ? java.util.Optional.<OID>empty() : ports.takeReport(address))
                .map(counter -> (SnmpReply) new SnmpReply.Refusal(reason(counter)))
                .orElseGet(() -> {
                    if (ports.takeOdd(agent.credentials(), agent.to())) {
                        return new SnmpReply.Garbled();
                    }
                    return knock != null && knock.refused() ? new SnmpReply.Closed() : new SnmpReply.Nothing();
                });
    }

    /**
     * Telling engine and clock is how every conversation begins; as the last word it means that the question itself was
     * dropped, as net-snmp does with what it cannot decrypt, or that what was asked is not the engine any more.
     */
    private String reason(OID counter) {
        if (SnmpConstants.usmStatsUnknownEngineIDs.equals(counter)) {
            return "the agent speaks SNMPv3 and leaves this user's question unanswered: user, context or view differs, or"
                    + " it calls its engine otherwise each time";
        }
        boolean secret = agent.credentials() instanceof Credentials.User user
                && user.priv().isPresent();
        return secret && SnmpConstants.usmStatsNotInTimeWindows.equals(counter)
                ? "the agent takes this user's auth secret and leaves the question unanswered: the priv secret or protocol"
                        + " differs, or the context or view does"
                : SnmpNames.report(counter);
    }

    private static SnmpReply read(PDU response) {
        if (response.getType() == PDU.REPORT) {
            return new SnmpReply.Refusal(
                    response.size() > 0
                            ? SnmpNames.report(response.get(0).getOid())
                            : "the agent refused with an empty report");
        }
        return switch (response.getErrorStatus()) {
            case PDU.noError -> new SnmpReply.Variables(List.copyOf(response.getVariableBindings()));
            case PDU.tooBig, PDU.genErr -> new SnmpReply.TooMuch(response.getErrorStatusText());
            case PDU.noSuchName -> new SnmpReply.Missing(response.getErrorIndex() - 1);
            default -> new SnmpReply.Refusal("the agent answered " + response.getErrorStatusText());
        };
    }

    private void end(SnmpReply outcome) {
        if (over) {
            return;
        }
        over = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        forget();
        if (knock != null) {
            knock.close();
        }
        reply.accept(outcome);
    }

    private void forget() {
        try {
            if (sent != null && agent.credentials() instanceof Credentials.User user) {
                Snmp snmp = ports.of(user, address());
                sent.forEach(request -> snmp.cancel(request, this));
            } else if (firstId != 0) {
                CommunitySocket socket = ports.communities();
                socket.forget(firstId);
                if (furtherIds != null) {
                    for (int id : furtherIds) {
                        socket.forget(id);
                    }
                }
            }
        } catch (IOException closed) {
            sent = null;
        }
    }
}
