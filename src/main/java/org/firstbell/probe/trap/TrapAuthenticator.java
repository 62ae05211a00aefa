package org.firstbell.probe.trap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.TrapSettings;
import org.firstbell.probe.snmp.transport.DatagramTransportMapping;
import org.firstbell.probe.snmp.transport.UsmMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * SNMP4J behind the trap socket: reads, authenticates, acknowledges. Holds at most so many engines of others, each of which
 * costs keys. Confined to the receiving thread, but for {@link #setKnownAddresses}.
 */
final class TrapAuthenticator implements DatagramTransportMapping.DatagramFilter, CommandResponder {
    private static final int MAX_ENGINES = 1_024;
    private static final int KEY_CHECK_INTERVAL = 256;
    private static final int MAX_READ_PER_WINDOW = 200;
    private static final long PAUSE_MILLIS = 100;
    private static final long PAUSE_NANOS = PAUSE_MILLIS * 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(TrapAuthenticator.class);

    /** Where it goes; called on the receiving thread. */
    interface TrapSink {
        void accepted(Trap trap);

        /** @param reason empty when it was no SNMP message at all */
        void rejected(InetAddress from, String reason);

        void dropped();
    }

    private final List<Credentials> credentials;
    private final TrapSink sink;
    private final MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    private final USM usm;
    private final TrapRateLimiter rateLimiter = new TrapRateLimiter();
    private volatile Set<InetAddress> knownAddresses = Set.of();
    private boolean handled;
    private boolean outOfTime;
    private String rejectionReason = "";
    private int messages;
    private int readInWindow;
    private long windowStart;

    /** @param engineTime seconds since this engine's start, which a reload must not set back */
    TrapAuthenticator(TrapSettings traps, SnmpEngineIdentity engine, int engineTime, TrapSink mouth) {
        this.credentials = traps.credentials();
        this.sink = mouth;
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        CounterSupport counters = new CounterSupport();
        counters.addCounterListener(this::counterIncremented);
        usm = new USM(protocols, engine.idOctets(), engine.boots(), counters);
        usm.setLocalEngine(engine.idOctets(), engine.boots(), engineTime);
        usm.setEngineDiscoveryEnabled(true);
        usm.getTimeTable().setMaxDiscoveredEntries(MAX_ENGINES);
        addUsers();
        MPv3 third = new MPv3(
                engine.idOctets().getValue(),
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                counters);
        third.setMaxEngineIdCacheSize(MAX_ENGINES);
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(third);
        dispatcher.addCommandResponder(this);
    }

    private void addUsers() {
        for (Credentials one : credentials) {
            if (one instanceof Credentials.UsmCredentials user) {
                usm.addUser(UsmMapping.usmUser(user));
            }
        }
    }

    /** Hears what the socket reads from now on, in the place of who did before. */
    void attachTo(DatagramTransportMapping socket) {
        dispatcher.addTransportMapping(socket);
        socket.removeAllTransportListeners();
        socket.addTransportListener(dispatcher);
    }

    /** The addresses of the inventory's devices. */
    void setKnownAddresses(Set<InetAddress> addresses) {
        knownAddresses = addresses;
    }

    @Override
    public void datagramReceived(InetSocketAddress from, byte[] octets, Runnable reading) {
        readInWindow++;
        if (!rateLimiter.allows(from.getAddress(), knownAddresses, System.nanoTime())) {
            sink.dropped();
            return;
        }
        handled = false;
        outOfTime = false;
        rejectionReason = "";
        forgetKeys();
        try {
            reading.run();
        } catch (RuntimeException unreadable) {
            LOG.debug("A trap could not be read ({})", unreadable.getClass().getSimpleName());
        }
        if (outOfTime) {
            forgetClock(octets);
        }
        if (!handled) {
            sink.rejected(from.getAddress(), rejectionReason);
        }
    }

    /**
     * A sender of informs learns our clock by being refused. A sender of traps whose own clock fell was set up anew: its
     * next trap is believed.
     */
    private void forgetClock(byte[] octets) {
        OctetString engine = engineOf(octets);
        if (usm.getLocalEngineID().equals(engine)) {
            handled = true;
        } else {
            usm.removeEngineTime(engine);
        }
    }

    /** The engine that an SNMPv3 message speaks in the name of (RFC 3414 §2.4); empty when it has none. */
    private static OctetString engineOf(byte[] octets) {
        OctetString engine = new OctetString();
        try {
            BERInputStream in = new BERInputStream(ByteBuffer.wrap(octets));
            BER.MutableByte type = new BER.MutableByte();
            BER.decodeHeader(in, type);
            new Integer32().decodeBER(in);
            in.skip(BER.decodeHeader(in, type));
            BER.decodeHeader(in, type);
            BER.decodeHeader(in, type);
            engine.decodeBER(in);
        } catch (IOException unreadable) {
            LOG.debug("A message names no engine ({})", unreadable.getClass().getSimpleName());
        }
        return engine;
    }

    /** In a flood most is not even taken off the socket; the system drops it there. */
    @Override
    public long pauseMillis() {
        long now = System.nanoTime();
        if (now - windowStart > PAUSE_NANOS) {
            windowStart = now;
            readInWindow = 0;
        }
        return readInWindow > MAX_READ_PER_WINDOW ? PAUSE_MILLIS : 0;
    }

    /** Each engine id that somebody makes up for a user of ours leaves a localised key behind. */
    private void forgetKeys() {
        if (++messages % KEY_CHECK_INTERVAL == 0
                && usm.getUserTable().getUserEntries().size() > MAX_ENGINES) {
            usm.removeAllUsers();
            addUsers();
        }
    }

    /** Why SNMP4J refused; telling engine and clock is how a conversation begins and no refusal. */
    private void counterIncremented(CounterEvent event) {
        OID counter = event.getOid();
        if (SnmpConstants.usmStatsUnknownEngineIDs.equals(counter)) {
            handled = true;
        } else if (SnmpConstants.usmStatsNotInTimeWindows.equals(counter)) {
            outOfTime = true;
            rejectionReason = UsmMapping.reportMessage(counter);
        } else if (counter.startsWith(UsmMapping.USM_STATS)) {
            rejectionReason = UsmMapping.reportMessage(counter);
        }
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        PDU pdu = event.getPDU();
        if (!(event.getPeerAddress() instanceof org.snmp4j.smi.UdpAddress peer) || !isNotification(pdu)) {
            rejectionReason = "it is no trap";
        } else if (!isTrusted(event)) {
            rejectionReason = "its community or security level is none of ours";
        } else {
            handled = true;
            if (pdu.getType() == PDU.INFORM) {
                acknowledge(event, pdu);
            }
            sink.accepted(Trap.decode(peer.getInetAddress(), pdu));
        }
    }

    private static boolean isNotification(PDU pdu) {
        return pdu.getType() == PDU.TRAP || pdu.getType() == PDU.V1TRAP || pdu.getType() == PDU.INFORM;
    }

    private boolean isTrusted(CommandResponderEvent<?> event) {
        byte[] name = event.getSecurityName();
        if (event.getMessageProcessingModel() != MPv3.ID) {
            return credentials.stream()
                    .anyMatch(one ->
                            one instanceof Credentials.Community known && Arrays.equals(utf8(known.community()), name));
        }
        return credentials.stream()
                .anyMatch(one -> one instanceof Credentials.UsmCredentials user
                        && Arrays.equals(utf8(user.user()), name)
                        && event.getSecurityLevel() >= UsmMapping.securityLevel(user));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <A extends Address> void acknowledge(CommandResponderEvent<A> event, PDU inform) {
        PDU answer = (PDU) inform.clone();
        answer.setType(PDU.RESPONSE);
        answer.setErrorStatus(PDU.noError);
        answer.setErrorIndex(0);
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException unsendable) {
            LOG.debug(
                    "An inform could not be acknowledged ({})",
                    unsendable.getClass().getSimpleName());
        }
    }
}
