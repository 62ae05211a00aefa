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
import org.firstbell.model.setup.Traps;
import org.firstbell.probe.DatagramMapping;
import org.firstbell.probe.SnmpNames;
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
 * costs keys. Confined to the receiving thread, but for {@link #knows}.
 */
final class TrapEar implements DatagramMapping.Gate, CommandResponder {
    private static final int MOST_ENGINES = 1_024;
    private static final int LOOK_AT_KEYS_EVERY = 256;
    private static final int MOST_READ = 200;
    private static final long REST_MILLIS = 100;
    private static final long REST_NANOS = REST_MILLIS * 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(TrapEar.class);

    /** Where it goes; called on the receiving thread. */
    interface Mouth {
        void believed(Trap trap);

        /** @param reason empty when it was no SNMP message at all */
        void refused(InetAddress from, String reason);

        void dropped();
    }

    private final List<Credentials> credentials;
    private final Mouth mouth;
    private final MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    private final USM usm;
    private final Flood flood = new Flood();
    private volatile Set<InetAddress> known = Set.of();
    private boolean settled;
    private boolean outOfTime;
    private String refusal = "";
    private int messages;
    private int read;
    private long windowAt;

    /** @param engineTime seconds since this engine's start, which a reload must not set back */
    TrapEar(Traps traps, TrapEngine engine, int engineTime, Mouth mouth) {
        this.credentials = traps.credentials();
        this.mouth = mouth;
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        CounterSupport counters = new CounterSupport();
        counters.addCounterListener(this::counted);
        usm = new USM(protocols, engine.octets(), engine.boots(), counters);
        usm.setLocalEngine(engine.octets(), engine.boots(), engineTime);
        usm.setEngineDiscoveryEnabled(true);
        usm.getTimeTable().setMaxDiscoveredEntries(MOST_ENGINES);
        addUsers();
        MPv3 third = new MPv3(
                engine.octets().getValue(),
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                counters);
        third.setMaxEngineIdCacheSize(MOST_ENGINES);
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(third);
        dispatcher.addCommandResponder(this);
    }

    private void addUsers() {
        for (Credentials one : credentials) {
            if (one instanceof Credentials.User user) {
                usm.addUser(SnmpNames.user(user));
            }
        }
    }

    /** Hears what the socket reads from now on, in the place of who did before. */
    void listenTo(DatagramMapping socket) {
        dispatcher.addTransportMapping(socket);
        socket.removeAllTransportListeners();
        socket.addTransportListener(dispatcher);
    }

    /** The addresses of the inventory's devices. */
    void knows(Set<InetAddress> addresses) {
        known = addresses;
    }

    @Override
    public void came(InetSocketAddress from, byte[] octets, Runnable reading) {
        read++;
        if (!flood.lets(from.getAddress(), known, System.nanoTime())) {
            mouth.dropped();
            return;
        }
        settled = false;
        outOfTime = false;
        refusal = "";
        forgetKeys();
        try {
            reading.run();
        } catch (RuntimeException unreadable) {
            LOG.debug("A trap could not be read ({})", unreadable.getClass().getSimpleName());
        }
        if (outOfTime) {
            forgetClock(octets);
        }
        if (!settled) {
            mouth.refused(from.getAddress(), refusal);
        }
    }

    /**
     * A sender of informs learns our clock by being refused. A sender of traps whose own clock fell was set up anew: its
     * next trap is believed.
     */
    private void forgetClock(byte[] octets) {
        OctetString engine = engineOf(octets);
        if (usm.getLocalEngineID().equals(engine)) {
            settled = true;
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
    public long rest() {
        long now = System.nanoTime();
        if (now - windowAt > REST_NANOS) {
            windowAt = now;
            read = 0;
        }
        return read > MOST_READ ? REST_MILLIS : 0;
    }

    /** Each engine id that somebody makes up for a user of ours leaves a localised key behind. */
    private void forgetKeys() {
        if (++messages % LOOK_AT_KEYS_EVERY == 0
                && usm.getUserTable().getUserEntries().size() > MOST_ENGINES) {
            usm.removeAllUsers();
            addUsers();
        }
    }

    /** Why SNMP4J refused; telling engine and clock is how a conversation begins and no refusal. */
    private void counted(CounterEvent event) {
        OID counter = event.getOid();
        if (SnmpConstants.usmStatsUnknownEngineIDs.equals(counter)) {
            settled = true;
        } else if (SnmpConstants.usmStatsNotInTimeWindows.equals(counter)) {
            outOfTime = true;
            refusal = SnmpNames.report(counter);
        } else if (counter.startsWith(SnmpNames.REPORTS_OF_USERS)) {
            refusal = SnmpNames.report(counter);
        }
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        PDU pdu = event.getPDU();
        if (!(event.getPeerAddress() instanceof org.snmp4j.smi.UdpAddress peer) || !notifies(pdu)) {
            refusal = "it is no trap";
        } else if (!believes(event)) {
            refusal = "its community or security level is none of ours";
        } else {
            settled = true;
            if (pdu.getType() == PDU.INFORM) {
                acknowledge(event, pdu);
            }
            mouth.believed(Trap.of(peer.getInetAddress(), pdu));
        }
    }

    private static boolean notifies(PDU pdu) {
        return pdu.getType() == PDU.TRAP || pdu.getType() == PDU.V1TRAP || pdu.getType() == PDU.INFORM;
    }

    private boolean believes(CommandResponderEvent<?> event) {
        boolean third = event.getMessageProcessingModel() == MPv3.ID;
        return credentials.stream()
                .anyMatch(one -> one instanceof Credentials.User user
                        ? third
                                && Arrays.equals(octets(user.user()), event.getSecurityName())
                                && event.getSecurityLevel() >= SnmpNames.level(user)
                        : !third
                                && Arrays.equals(
                                        octets(((Credentials.Community) one).community()), event.getSecurityName()));
    }

    private static byte[] octets(String text) {
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
