package org.firstbell.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * One question to one agent: the same request several times, each with an id of its own, so that an answer to any of them
 * counts however late, until the deadline of the last. Confined to the polling loop.
 */
final class SnmpRequest implements ResponseListener {
    private final SnmpPorts ports;
    private final UdpAddress agent;
    private final Credentials credentials;
    private final Timers timers;
    private final Executor loop;
    private final Question question;
    private final InetSocketAddress to;
    private final Pace pace;
    private final Consumer<SnmpReply> reply;
    private final List<PDU> sent = new ArrayList<>(1);
    private final List<Integer> ids = new ArrayList<>(2);
    private final List<Timers.Handle> waiting = new ArrayList<>(3);
    private int asked;
    private boolean over;
    private @Nullable Knock knock;

    /** What is asked: as SNMP4J sends it for users, and ready-made for communities. */
    interface Question {
        /** The request for a user; not to be changed. */
        PDU pdu();

        /** The request with the community. */
        CommunityMessage message();
    }

    /**
     * How it is sent.
     *
     * @param gaps from each request to the next: one request more than there are gaps
     * @param timeout from the last request to the decision that nothing came
     * @param knocks whether to find out, after 400 ms of silence, if anybody listens there at all
     */
    record Pace(List<Duration> gaps, Duration timeout, boolean knocks, Runnable onSuspicion) {
        Pace {
            gaps = List.copyOf(gaps);
        }

        /** From the request with that number, the first being 0, to the decision that nothing came. */
        private Duration deadline(int number) {
            return gaps.stream().skip(number).reduce(timeout, Duration::plus);
        }
    }

    SnmpRequest(
            SnmpPorts ports,
            UdpAddress agent,
            Credentials credentials,
            Timers timers,
            Executor loop,
            Question question,
            Pace pace,
            Consumer<SnmpReply> reply) {
        this.ports = ports;
        this.agent = agent;
        this.credentials = credentials;
        this.timers = timers;
        this.loop = loop;
        this.question = question;
        this.to = new InetSocketAddress(agent.getInetAddress(), agent.getPort());
        this.pace = pace;
        this.reply = reply;
    }

    void begin() {
        waiting.add(timers.after(Look.RESEND, this::suspect));
        send();
    }

    private void suspect() {
        if (over) {
            return;
        }
        if (pace.knocks()) {
            try {
                knock = Knock.at(to);
            } catch (IOException | RuntimeException unsendable) {
                knock = null;
            }
        }
        pace.onSuspicion().run();
    }

    private void send() {
        if (over) {
            return;
        }
        Duration deadline = pace.deadline(asked);
        if (asked < pace.gaps().size()) {
            waiting.add(timers.after(pace.gaps().get(asked), this::send));
        } else {
            waiting.add(timers.after(pace.timeout(), () -> end(silence())));
        }
        asked++;
        try {
            if (credentials instanceof Credentials.User user) {
                send(user, deadline);
            } else {
                ids.add(ports.communities().send(question.message(), to, answer -> end(read(answer))));
            }
        } catch (IOException | RuntimeException unsendable) {
            end(new SnmpReply.Refusal("cannot be sent from here: " + DeviceText.of(unsendable)));
        }
    }

    private void send(Credentials.User user, Duration deadline) throws IOException {
        PDU request = (PDU) question.pdu().clone();
        request.setRequestID(null);
        Target<UdpAddress> target = SnmpPorts.target(agent, user);
        target.setTimeout(deadline.toMillis() + 50);
        target.setRetries(0);
        sent.add(request);
        ports.of(user, agent).send(request, target, this, this);
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
        return ports.takeReport(agent)
                .map(counter -> (SnmpReply) new SnmpReply.Refusal(reason(counter)))
                .orElseGet(() -> knock != null && knock.refused() ? new SnmpReply.Closed() : new SnmpReply.Nothing());
    }

    /**
     * Telling engine and clock is how every conversation begins; as the last word it means that the question itself was
     * dropped, as net-snmp does with what it cannot decrypt.
     */
    private String reason(OID counter) {
        if (SnmpConstants.usmStatsUnknownEngineIDs.equals(counter)) {
            return "the agent speaks SNMPv3 and leaves this user's question unanswered: user, context or view differs";
        }
        boolean secret =
                credentials instanceof Credentials.User user && user.priv().isPresent();
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
        waiting.forEach(Timers.Handle::cancel);
        try {
            if (credentials instanceof Credentials.User user) {
                Snmp snmp = ports.of(user, agent);
                sent.forEach(request -> snmp.cancel(request, this));
            } else {
                CommunitySocket socket = ports.communities();
                ids.forEach(socket::forget);
            }
        } catch (IOException closed) {
            sent.clear();
        }
        if (knock != null) {
            knock.close();
        }
        reply.accept(outcome);
    }
}
