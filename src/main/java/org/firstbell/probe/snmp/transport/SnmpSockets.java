package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.firstbell.model.setup.Credentials;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/**
 * The UDP sockets that Firstbell asks from: one for all communities, and one with a user table of its own for each SNMPv3
 * user, so that engine times and localised keys of one never leak into another. Confined to the polling loop; answers
 * come on the sockets' own threads.
 */
public final class SnmpSockets implements AutoCloseable {
    /** Devices that share an engine id with another and so need user tables of their own; past it they must share. */
    private static final int MAX_SEPARATE_AGENTS = 64;

    private final Map<UsmSessionKey, Snmp> usmSessions = new HashMap<>();
    private final Map<UdpAddress, OID> lastReports = new HashMap<>();
    private final Map<OctetString, UdpAddress> agentsByEngine = new HashMap<>();
    private final Set<UdpAddress> separateAgents = new HashSet<>();
    private final Executor loop;
    private @Nullable CommunitySocket communitySocket;

    /** A user's conversation with all agents, or with one that must be talked to apart. */
    private record UsmSessionKey(
            Credentials.UsmCredentials user, @Nullable UdpAddress separateAgent) {}

    public SnmpSockets(Executor loop) {
        this.loop = loop;
    }

    /** The socket for all communities. */
    CommunitySocket communitySocket() throws IOException {
        if (communitySocket == null) {
            communitySocket = CommunitySocket.open(loop);
        }
        return communitySocket;
    }

    /** Whether what an agent sent to a question of a community was no SNMP at all; told once. */
    boolean takeMalformed(Credentials credentials, InetSocketAddress agent) {
        return communitySocket != null
                && credentials instanceof Credentials.Community
                && communitySocket.takeMalformed(agent);
    }

    /** The socket for a user at some agent. */
    Snmp usmSession(Credentials.UsmCredentials user, UdpAddress agent) throws IOException {
        UsmSessionKey key = new UsmSessionKey(user, separateAgents.contains(agent) ? agent : null);
        Snmp known = usmSessions.get(key);
        if (known != null) {
            return known;
        }
        Snmp made = openUsmSession(user);
        usmSessions.put(key, made);
        return made;
    }

    /**
     * Keeps what an agent reports beside SNMP4J's own handling: reports of a wrong user or secret come unauthenticated, are
     * rightly not believed (RFC 3412 §7.2.11), and yet are what an administrator must read.
     */
    private void captureReports(Snmp snmp) {
        Snmp.ReportHandler standard = snmp.getReportHandler();
        snmp.setReportHandler(new Snmp.ReportHandler() {
            @Override
            public <A extends Address> void processReport(PduHandle handle, CommandResponderEvent<A> event) {
                if (event.getPDU().size() > 0 && event.getPeerAddress() instanceof UdpAddress from) {
                    OID counter = event.getPDU().get(0).getOid();
                    loop.execute(() -> lastReports.put(from, counter));
                }
                standard.processReport(handle, event);
            }
        });
    }

    /** The last report of an agent that was not answered otherwise; told once. */
    Optional<OID> takeReport(UdpAddress agent) {
        return Optional.ofNullable(lastReports.remove(agent));
    }

    /**
     * Notes which engine answered. Two agents with one engine id (cloned machines) would spoil each other's clock in a
     * shared table: the second is asked through a table of its own from then on.
     *
     * @return the other agent of the same engine id
     */
    public Optional<UdpAddress> recordEngine(Credentials credentials, UdpAddress agent) {
        lastReports.remove(agent);
        if (!(credentials instanceof Credentials.UsmCredentials user)) {
            return Optional.empty();
        }
        try {
            OctetString engine = messageProcessing(usmSession(user, agent)).getEngineID(agent);
            UdpAddress first = engine == null ? null : agentsByEngine.putIfAbsent(engine, agent);
            if (first == null || first.equals(agent)) {
                return Optional.empty();
            }
            if (separateAgents.size() < MAX_SEPARATE_AGENTS) {
                separateAgents.add(agent);
            }
            return Optional.of(first);
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    /**
     * Forgets an agent's engine id and clock after a look without an answer, so that an agent that was replaced or whose
     * boots began anew is discovered again with the next request (RFC 3414 §4).
     */
    public void forgetEngine(Credentials credentials, UdpAddress agent) {
        if (credentials instanceof Credentials.UsmCredentials user) {
            try {
                Snmp snmp = usmSession(user, agent);
                OctetString engine = messageProcessing(snmp).removeEngineID(agent);
                if (engine != null) {
                    snmp.getUSM().removeEngineTime(engine);
                    agentsByEngine.remove(engine, agent);
                }
            } catch (IOException closed) {
                lastReports.remove(agent);
            }
        }
    }

    private static MPv3 messageProcessing(Snmp snmp) {
        return (MPv3) snmp.getMessageProcessingModel(MPv3.ID);
    }

    private Snmp openUsmSession(Credentials.UsmCredentials user) throws IOException {
        Snmp snmp = createUsmSession(user);
        captureReports(snmp);
        return snmp;
    }

    private static Snmp createUsmSession(Credentials.UsmCredentials user) throws IOException {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        OctetString engine = new OctetString(MPv3.createLocalEngineID());
        USM usm = new USM(protocols, engine, 0);
        usm.setEngineDiscoveryEnabled(true);
        usm.addUser(UsmMapping.usmUser(user));
        SecurityModels models = SecurityModels.getCollection(new org.snmp4j.security.SecurityModel[] {usm});
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(
                new MPv3(engine.getValue(), null, protocols, models, new org.snmp4j.mp.CounterSupport()));
        SNMP4JSettings.setTimerFactory(DisabledTimer::new);
        Snmp snmp = new Snmp(
                dispatcher,
                DatagramTransportMapping.open(
                        new InetSocketAddress(0), "snmp-v3", (from, octets, reading) -> reading.run()));
        snmp.listen();
        return snmp;
    }

    /** Where and as whom to ask. */
    static Target<UdpAddress> usmTarget(UdpAddress to, Credentials.UsmCredentials user) {
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(to);
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(new OctetString(user.user()));
        target.setSecurityLevel(UsmMapping.securityLevel(user));
        return target;
    }

    @Override
    public void close() {
        if (communitySocket != null) {
            communitySocket.close();
            communitySocket = null;
        }
        for (Snmp snmp : usmSessions.values()) {
            try {
                snmp.close();
            } catch (IOException closing) {
                continue;
            }
        }
        usmSessions.clear();
    }
}
