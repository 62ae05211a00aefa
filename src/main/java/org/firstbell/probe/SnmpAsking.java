package org.firstbell.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Credentials;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * One device's way of being asked over SNMP: requests leave 400 ms apart, an answer to any of them counts. Confined to the
 * polling loop, on which replies are delivered.
 */
final class SnmpAsking {
    private final SnmpPorts ports;
    private final String address;
    private final int port;
    private final Credentials credentials;
    private final Timers timers;
    private final Executor loop;

    SnmpAsking(SnmpPorts ports, String address, int port, Credentials credentials, Timers timers, Executor loop) {
        this.ports = ports;
        this.address = address;
        this.port = port;
        this.credentials = credentials;
        this.timers = timers;
        this.loop = loop;
    }

    boolean v1() {
        return credentials instanceof Credentials.Community community && community.v1();
    }

    Credentials credentials() {
        return credentials;
    }

    /** GET of scalars as one look. */
    void get(List<OID> oids, Look look, Consumer<SnmpReply> reply) {
        ask(pdu(PDU.GET, oids, 0), look.timeout(), look.retries(), look.onSuspicion(), reply);
    }

    /** GETBULK (GETNEXT for v1) of columns; tried twice, so that one lost packet is no missing table. */
    void bulk(List<OID> oids, int repetitions, Duration timeout, Consumer<SnmpReply> reply) {
        PDU pdu = v1() ? pdu(PDU.GETNEXT, oids, 0) : pdu(PDU.GETBULK, oids, repetitions);
        new Tries(pdu, timeout, timeout, 1, () -> {}, reply).send();
    }

    private void ask(PDU pdu, Duration timeout, int retries, Runnable onSuspicion, Consumer<SnmpReply> reply) {
        new Tries(pdu, timeout, Look.RESEND, retries, onSuspicion, reply).send();
    }

    private PDU pdu(int type, List<OID> oids, int repetitions) {
        PDU pdu;
        if (credentials instanceof Credentials.User user) {
            ScopedPDU scoped = new ScopedPDU();
            if (!user.context().isEmpty()) {
                scoped.setContextName(new OctetString(user.context()));
            }
            pdu = scoped;
        } else {
            pdu = v1() ? new PDUv1() : new PDU();
        }
        pdu.setType(type);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        if (type == PDU.GETBULK) {
            pdu.setMaxRepetitions(repetitions);
        }
        return pdu;
    }

    /** The requests of one look. */
    private final class Tries implements ResponseListener {
        private final PDU pdu;
        private final Duration timeout;
        private final Duration between;
        private final Runnable onSuspicion;
        private final Consumer<SnmpReply> reply;
        private final List<PDU> sent = new ArrayList<>();
        private final List<Timers.Handle> waiting = new ArrayList<>();
        private int left;
        private boolean over;

        Tries(
                PDU pdu,
                Duration timeout,
                Duration between,
                int retries,
                Runnable onSuspicion,
                Consumer<SnmpReply> reply) {
            this.pdu = pdu;
            this.timeout = timeout;
            this.between = between;
            this.left = retries;
            this.onSuspicion = onSuspicion;
            this.reply = reply;
            waiting.add(timers.after(Look.RESEND, () -> {
                if (!over) {
                    onSuspicion.run();
                }
            }));
        }

        void send() {
            if (over) {
                return;
            }
            PDU request = (PDU) pdu.clone();
            request.setRequestID(null);
            Duration deadline = between.multipliedBy(left).plus(timeout);
            if (left > 0) {
                left--;
                waiting.add(timers.after(between, this::send));
            } else {
                waiting.add(timers.after(timeout, () -> end(silence())));
            }
            try {
                Snmp snmp = ports.of(credentials);
                Target<UdpAddress> target = SnmpPorts.target(address, port, credentials);
                target.setTimeout(deadline.toMillis() + 50);
                target.setRetries(0);
                sent.add(request);
                snmp.send(request, target, this, this);
            } catch (IOException | RuntimeException unsendable) {
                end(new SnmpReply.Refusal("cannot be sent from here: " + DeviceText.of(unsendable)));
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

        /** Nothing that can be trusted came; a report that could not be authenticated still tells why. */
        private SnmpReply silence() {
            return ports.takeReport(address, port)
                    .map(counter -> (SnmpReply) new SnmpReply.Refusal(SnmpNames.report(counter)))
                    .orElseGet(SnmpReply.Nothing::new);
        }

        private SnmpReply read(PDU response) {
            if (response.getType() == PDU.REPORT) {
                return new SnmpReply.Refusal(
                        response.size() > 0
                                ? SnmpNames.report(response.get(0).getOid())
                                : "the agent refused with an empty report");
            }
            return switch (response.getErrorStatus()) {
                case PDU.noError -> new SnmpReply.Variables(List.copyOf(response.getVariableBindings()));
                case PDU.tooBig -> new SnmpReply.TooBig();
                case PDU.noSuchName -> new SnmpReply.Variables(withoutMissing(response));
                default -> new SnmpReply.Refusal("the agent answered " + response.getErrorStatusText());
            };
        }

        /** SNMPv1 fails a whole request for one missing name; all that can be told is which one. */
        private List<VariableBinding> withoutMissing(PDU response) {
            List<VariableBinding> bindings = new ArrayList<>();
            for (VariableBinding asked : pdu.getVariableBindings()) {
                bindings.add(new VariableBinding(asked.getOid(), Null.noSuchObject));
            }
            return bindings;
        }

        private void end(SnmpReply outcome) {
            if (!over) {
                over = true;
                waiting.forEach(Timers.Handle::cancel);
                try {
                    Snmp snmp = ports.of(credentials);
                    sent.forEach(request -> snmp.cancel(request, this));
                } catch (IOException closed) {
                    sent.clear();
                }
                reply.accept(outcome);
            }
        }
    }
}
