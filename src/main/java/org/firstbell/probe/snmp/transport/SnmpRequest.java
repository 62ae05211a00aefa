package org.firstbell.probe.snmp.transport;

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
import org.firstbell.probe.Attempt;
import org.firstbell.probe.SafeText;
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
public final class SnmpRequest implements Runnable, CommunitySocket.PendingRequest, ResponseListener {
    private final SnmpSockets sockets;
    private final AgentAddress agent;
    private final Timers timers;
    private final Executor loop;
    private final RequestPayload payload;
    private final RequestTiming timing;
    private final Consumer<SnmpReply> reply;
    /** Ids of the requests to a community; the first one alone for most. */
    private int firstId;

    private int @Nullable [] furtherIds;
    /** The requests to a user. */
    private @Nullable List<PDU> usmRequests;

    private Timers.@Nullable TimerHandle timer;
    private int sentCount;
    private boolean suspicionRaised;
    /** When its next timer is due, and its next request or its end, in milliseconds after it began. */
    private long timerDue;

    private long nextActionAt;
    private boolean finished;
    private @Nullable ClosedPortCheck portCheck;

    /** The address of an agent with the credentials for it. */
    public record AgentAddress(
            InetSocketAddress socketAddress,
            Credentials credentials,
            @Nullable UdpAddress usmAddress) {
        public static AgentAddress of(InetSocketAddress to, Credentials credentials) {
            boolean user = credentials instanceof Credentials.UsmCredentials;
            return new AgentAddress(to, credentials, user ? new UdpAddress(to.getAddress(), to.getPort()) : null);
        }
    }

    /** The content of a request: as SNMP4J sends it for users, and ready-made for communities. */
    public interface RequestPayload {
        /** The request for a user; not to be changed. */
        PDU pdu();

        /** The request with the community. */
        CommunityMessage message();

        /** Whether its answer tells the objects of the question themselves, as that to a GET does. */
        boolean answersRequestedObjects();
    }

    /**
     * The timeout and resends of a request.
     *
     * @param resendGaps milliseconds from each request to the next: one request more than there are gaps; not to be changed
     * @param timeout milliseconds from the last request to the decision that nothing came
     * @param checksPort whether to find out, after 400 ms of silence, if anybody listens there at all
     */
    @SuppressWarnings("ArrayRecordComponent")
    public // never compared, and made for each question
    record RequestTiming(long[] resendGaps, long timeout, boolean checksPort, Runnable onSuspicion) {
        /** As a look wants it. */
        public static RequestTiming of(Attempt attempt, boolean knocks, Runnable onSuspicion) {
            long[] gaps = new long[attempt.retries()];
            Arrays.fill(gaps, Attempt.RESEND_INTERVAL.toMillis());
            return new RequestTiming(gaps, attempt.timeout().toMillis(), knocks, onSuspicion);
        }

        /** From the request with that number, the first being 0, to the decision that nothing came. */
        private long deadline(int number) {
            long sum = timeout;
            for (int i = number; i < resendGaps.length; i++) {
                sum += resendGaps[i];
            }
            return sum;
        }
    }

    public SnmpRequest(
            SnmpSockets ports,
            AgentAddress agent,
            Timers timers,
            Executor loop,
            RequestPayload question,
            RequestTiming pace,
            Consumer<SnmpReply> reply) {
        this.sockets = ports;
        this.agent = agent;
        this.timers = timers;
        this.loop = loop;
        this.payload = question;
        this.timing = pace;
        this.reply = reply;
    }

    public void start() {
        send();
        if (!finished) {
            scheduleNext(0);
        }
    }

    /** Waits for what comes next: suspicion, another request, or the end. */
    private void scheduleNext(long now) {
        long suspicion = Attempt.RESEND_INTERVAL.toMillis();
        timerDue = suspicionRaised ? nextActionAt : Math.min(nextActionAt, suspicion);
        timer = timers.schedule(
                timerDue - now == suspicion ? Attempt.RESEND_INTERVAL : Duration.ofMillis(Math.max(0, timerDue - now)),
                this);
    }

    /** Its timer is due. */
    @Override
    public void run() {
        long now = timerDue;
        if (!suspicionRaised && now >= Attempt.RESEND_INTERVAL.toMillis()) {
            suspicionRaised = true;
            raiseSuspicion();
        }
        if (!finished && now >= nextActionAt) {
            if (sentCount > timing.resendGaps().length) {
                finish(timeoutReply());
            } else {
                send();
            }
        }
        if (!finished) {
            scheduleNext(now);
        }
    }

    private void raiseSuspicion() {
        if (timing.checksPort()) {
            try {
                portCheck = ClosedPortCheck.start(agent.socketAddress());
            } catch (IOException | RuntimeException unsendable) {
                portCheck = null;
            }
        }
        timing.onSuspicion().run();
    }

    private void send() {
        nextActionAt += sentCount < timing.resendGaps().length ? timing.resendGaps()[sentCount] : timing.timeout();
        int number = sentCount++;
        try {
            if (agent.credentials() instanceof Credentials.UsmCredentials user) {
                send(user, timing.deadline(number));
            } else {
                recordId(sockets.communitySocket().send(this, agent.socketAddress()));
            }
        } catch (IOException | RuntimeException unsendable) {
            finish(new SnmpReply.RequestRefused("cannot be sent from here: " + SafeText.of(unsendable)));
        }
    }

    private void recordId(int id) {
        if (firstId == 0) {
            firstId = id;
        } else {
            int[] before = furtherIds == null ? new int[0] : furtherIds;
            furtherIds = Arrays.copyOf(before, before.length + 1);
            furtherIds[before.length] = id;
        }
    }

    private UdpAddress usmAddress() {
        UdpAddress address = agent.usmAddress();
        if (address == null) {
            throw new IllegalStateException("a community's agent is no user's");
        }
        return address;
    }

    private void send(Credentials.UsmCredentials user, long deadline) throws IOException {
        PDU request = (PDU) payload.pdu().clone();
        request.setRequestID(null);
        Target<UdpAddress> target = SnmpSockets.usmTarget(usmAddress(), user);
        target.setTimeout(deadline + 50);
        target.setRetries(0);
        if (usmRequests == null) {
            usmRequests = new ArrayList<>(2);
        }
        usmRequests.add(request);
        sockets.usmSession(user, usmAddress()).send(request, target, this, this);
    }

    @Override
    public CommunityMessage message() {
        return payload.message();
    }

    @Override
    public void responseReceived(CommunityResponse answer) {
        Variable[] values =
                payload.answersRequestedObjects() ? answer.values(message().encodedOids()) : null;
        if (values != null) {
            finish(new SnmpReply.ValuesReply(values));
            return;
        }
        PDU pdu = answer.decodePdu();
        if (pdu != null) {
            finish(read(pdu));
        }
    }

    @Override
    public <A extends Address> void onResponse(ResponseEvent<A> event) {
        PDU response = event.getResponse();
        if (event.getSource() instanceof Snmp snmp) {
            snmp.cancel(event.getRequest(), this);
        }
        if (response != null) {
            loop.execute(() -> finish(read(response)));
        } else if (event.getError() != null) {
            String reason = SafeText.of(event.getError());
            loop.execute(() -> finish(new SnmpReply.RequestRefused(reason)));
        }
    }

    /** Nothing that can be trusted came; a report that could not be authenticated, or the machine, may still tell why. */
    private SnmpReply timeoutReply() {
        UdpAddress address = agent.usmAddress();
        return (address == null ? java.util.Optional.<OID>empty() : sockets.takeReport(address))
                .map(counter -> (SnmpReply) new SnmpReply.RequestRefused(reportReason(counter)))
                .orElseGet(() -> {
                    if (sockets.takeMalformed(agent.credentials(), agent.socketAddress())) {
                        return new SnmpReply.NotSnmp();
                    }
                    return portCheck != null && portCheck.isClosed()
                            ? new SnmpReply.PortClosed()
                            : new SnmpReply.TimedOut();
                });
    }

    /**
     * Telling engine and clock is how every conversation begins; as the last word it means that the question itself was
     * dropped, as net-snmp does with what it cannot decrypt, or that what was asked is not the engine any more.
     */
    private String reportReason(OID counter) {
        if (SnmpConstants.usmStatsUnknownEngineIDs.equals(counter)) {
            return "the agent speaks SNMPv3 and leaves this user's question unanswered: user, context or view differs, or"
                    + " it calls its engine otherwise each time";
        }
        boolean secret = agent.credentials() instanceof Credentials.UsmCredentials user
                && user.priv().isPresent();
        return secret && SnmpConstants.usmStatsNotInTimeWindows.equals(counter)
                ? "the agent takes this user's auth secret and leaves the question unanswered: the priv secret or protocol"
                        + " differs, or the context or view does"
                : UsmMapping.reportMessage(counter);
    }

    private static SnmpReply read(PDU response) {
        if (response.getType() == PDU.REPORT) {
            return new SnmpReply.RequestRefused(
                    response.size() > 0
                            ? UsmMapping.reportMessage(response.get(0).getOid())
                            : "the agent refused with an empty report");
        }
        return switch (response.getErrorStatus()) {
            case PDU.noError -> new SnmpReply.BindingsReply(List.copyOf(response.getVariableBindings()));
            case PDU.tooBig, PDU.genErr -> new SnmpReply.TooMuchRequested(response.getErrorStatusText());
            case PDU.noSuchName -> new SnmpReply.NoSuchName(response.getErrorIndex() - 1);
            default -> new SnmpReply.RequestRefused("the agent answered " + response.getErrorStatusText());
        };
    }

    private void finish(SnmpReply outcome) {
        if (finished) {
            return;
        }
        finished = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        cancelPending();
        if (portCheck != null) {
            portCheck.close();
        }
        reply.accept(outcome);
    }

    private void cancelPending() {
        try {
            if (usmRequests != null && agent.credentials() instanceof Credentials.UsmCredentials user) {
                Snmp snmp = sockets.usmSession(user, usmAddress());
                usmRequests.forEach(request -> snmp.cancel(request, this));
            } else if (firstId != 0) {
                CommunitySocket socket = sockets.communitySocket();
                socket.cancel(firstId);
                if (furtherIds != null) {
                    for (int id : furtherIds) {
                        socket.cancel(id);
                    }
                }
            }
        } catch (IOException closed) {
            usmRequests = null;
        }
    }
}
