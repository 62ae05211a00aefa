package org.firstbell.probe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.firstbell.model.setup.Credentials;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * The UDP sockets that Firstbell asks from: one for all communities, and one with a user table of its own for each SNMPv3
 * user, so that engine times and localised keys of one never leak into another. Confined to the polling loop; answers
 * come on the sockets' own threads.
 */
final class SnmpPorts implements AutoCloseable {
    /** Larger than any answer on an Ethernet path, reassembled ones included; SNMP4J takes a buffer of it per message. */
    private static final int LARGEST_ANSWER = 16 * 1024;

    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final Map<String, Snmp> open = new HashMap<>();
    private final Map<String, OID> reports = new HashMap<>();
    private final Executor loop;

    SnmpPorts(Executor loop) {
        this.loop = loop;
    }

    /** The socket for some credentials. */
    Snmp of(Credentials credentials) throws IOException {
        String key = credentials instanceof Credentials.User user ? user.toString() + user.hashCode() : "community";
        Snmp known = open.get(key);
        if (known != null) {
            return known;
        }
        Snmp made = credentials instanceof Credentials.User user ? forUser(user) : forCommunities();
        open.put(key, made);
        return made;
    }

    private static DefaultUdpTransportMapping socket() throws IOException {
        DefaultUdpTransportMapping socket = new DefaultUdpTransportMapping(new UdpAddress("0.0.0.0/0"));
        socket.setMaxInboundMessageSize(LARGEST_ANSWER);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        return socket;
    }

    private static Snmp forCommunities() throws IOException {
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        Snmp snmp = new Snmp(dispatcher, socket());
        snmp.listen();
        return snmp;
    }

    /**
     * Keeps what an agent reports beside SNMP4J's own handling: reports of a wrong user or secret come unauthenticated, are
     * rightly not believed (RFC 3412 §7.2.11), and yet are what an administrator must read.
     */
    private void listenToReports(Snmp snmp) {
        Snmp.ReportHandler standard = snmp.getReportHandler();
        snmp.setReportHandler(new Snmp.ReportHandler() {
            @Override
            public <A extends Address> void processReport(PduHandle handle, CommandResponderEvent<A> event) {
                if (event.getPDU().size() > 0 && event.getPeerAddress() != null) {
                    OID counter = event.getPDU().get(0).getOid();
                    String from = event.getPeerAddress().toString();
                    loop.execute(() -> reports.put(from, counter));
                }
                standard.processReport(handle, event);
            }
        });
    }

    /** The last report of an agent that was not answered otherwise; told once. */
    Optional<OID> takeReport(String address, int port) {
        return Optional.ofNullable(reports.remove(new UdpAddress(address + "/" + port).toString()));
    }

    private Snmp forUser(Credentials.User user) throws IOException {
        Snmp snmp = userSocket(user);
        listenToReports(snmp);
        return snmp;
    }

    private static Snmp userSocket(Credentials.User user) throws IOException {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        OctetString engine = new OctetString(MPv3.createLocalEngineID());
        USM usm = new USM(protocols, engine, 0);
        usm.setEngineDiscoveryEnabled(true);
        usm.addUser(
                new OctetString(user.user()),
                new UsmUser(
                        new OctetString(user.user()),
                        user.auth().map(SnmpNames::oid).orElse(null),
                        user.auth().isPresent() ? new OctetString(user.authSecret()) : null,
                        user.priv().map(SnmpNames::oid).orElse(null),
                        user.priv().isPresent() ? new OctetString(user.privSecret()) : null));
        SecurityModels models = SecurityModels.getCollection(new org.snmp4j.security.SecurityModel[] {usm});
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(
                new MPv3(engine.getValue(), null, protocols, models, new org.snmp4j.mp.CounterSupport()));
        Snmp snmp = new Snmp(dispatcher, socket());
        snmp.listen();
        return snmp;
    }

    /** Where and as whom to ask. */
    static Target<UdpAddress> target(String address, int port, Credentials credentials) {
        UdpAddress to = new UdpAddress(address + "/" + port);
        if (credentials instanceof Credentials.Community community) {
            CommunityTarget<UdpAddress> target = new CommunityTarget<>(to, new OctetString(community.community()));
            target.setVersion(community.v1() ? SnmpConstants.version1 : SnmpConstants.version2c);
            return target;
        }
        Credentials.User user = (Credentials.User) credentials;
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(to);
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(new OctetString(user.user()));
        target.setSecurityLevel(
                user.priv().isPresent()
                        ? SecurityLevel.AUTH_PRIV
                        : user.auth().isPresent() ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV);
        return target;
    }

    @Override
    public void close() {
        for (Snmp snmp : open.values()) {
            try {
                snmp.close();
            } catch (IOException closing) {
                continue;
            }
        }
        open.clear();
    }
}
