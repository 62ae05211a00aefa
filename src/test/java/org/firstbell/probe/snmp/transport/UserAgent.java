package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.firstbell.model.setup.Credentials;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.TransportStateReference;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.DefaultCounterListener;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An SNMPv3 agent on loopback, SNMP4J's own, whose engine can be set back, ahead, or to another's. */
public final class UserAgent implements AutoCloseable {
    public final AtomicInteger answered = new AtomicInteger();
    private final Map<OID, Variable> objects = new HashMap<>();
    private final OctetString engine;
    private final USM usm;
    private final DefaultUdpTransportMapping socket;
    private final Snmp snmp;
    private final MPv3 mpv3;
    private volatile Runnable heard = () -> {};

    public UserAgent(String engineId, Credentials.UsmCredentials... users) throws IOException {
        SNMP4JSettings.setReportSecurityLevelStrategy(SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        engine = new OctetString(
                ("\u0080\0\u0013p\4" + engineId).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        CounterSupport counters = new CounterSupport();
        counters.addCounterListener(new DefaultCounterListener());
        usm = new USM(protocols, engine, 5, counters);
        for (Credentials.UsmCredentials user : users) {
            usm.addUser(UsmMapping.usmUser(user));
        }
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        mpv3 = new MPv3(
                engine.getValue(), null, protocols, SecurityModels.getCollection(new SecurityModel[] {usm}), counters);
        dispatcher.addMessageProcessingModel(mpv3);
        socket = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")) {
            @Override
            protected void fireProcessMessage(DatagramPacket packet, ByteBuffer octets, TransportStateReference state) {
                heard.run();
                super.fireProcessMessage(packet, octets, state);
            }
        };
        snmp = new Snmp(dispatcher, socket);
        snmp.addCommandResponder(new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                answer(event);
            }
        });
        snmp.listen();
        objects.put(new OID("1.3.6.1.2.1.1.5.0"), new OctetString("agent-" + engineId));
    }

    public int port() {
        return socket.getListenAddress().getPort();
    }

    /** Its engine as after a restart, a reload or a jump of its clock. */
    public void engine(int boots, int seconds) {
        usm.setLocalEngine(engine, boots, seconds);
    }

    /** Its clock jumps before each message that it hears, so that none is in time. */
    public void jumpsAlways() {
        AtomicInteger seconds = new AtomicInteger(10_000);
        heard = () -> engine(7, seconds.addAndGet(1_000));
    }

    /** It is another engine for each message that it hears. */
    public void renamesItselfAlways() {
        AtomicInteger count = new AtomicInteger();
        heard = () -> {
            byte[] other = engine.getValue().clone();
            other[other.length - 1] = (byte) count.incrementAndGet();
            mpv3.setLocalEngineID(other);
            usm.setLocalEngine(new OctetString(other), 7, 1_000);
        };
    }

    private <A extends Address> void answer(CommandResponderEvent<A> event) {
        event.setProcessed(true);
        PDU answer = (PDU) event.getPDU().clone();
        answer.setType(PDU.RESPONSE);
        for (VariableBinding binding : answer.getVariableBindings()) {
            binding.setVariable(objects.getOrDefault(binding.getOid(), Null.noSuchObject));
        }
        answered.incrementAndGet();
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
        } catch (MessageException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
