package org.firstbell.probe.trap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.Credentials.AuthProtocol;
import org.firstbell.model.setup.Credentials.PrivProtocol;
import org.firstbell.probe.snmp.transport.UsmMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Traps as senders make them, and as nobody should. */
@Timeout(120)
class TrapReceiverTest {
    private static final String COMMUNITY = "s3cret-community";

    @TempDir
    Path folder;

    private TrapLab lab;
    private Snmp sender;
    private USM usm;

    @BeforeEach
    void open() throws IOException {
        lab = new TrapLab(folder);
        assertThat(lab.serve(TrapLab.SCHOOL)).isEmpty();
        sender = sender();
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        lab.close();
    }

    private Snmp sender() throws IOException {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        OctetString engine = new OctetString(MPv3.createLocalEngineID());
        usm = new USM(protocols, engine, 7);
        usm.setEngineDiscoveryEnabled(true);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(
                engine.getValue(),
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {usm}),
                new CounterSupport()));
        Snmp made = new Snmp(dispatcher, new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")));
        made.listen();
        return made;
    }

    private UdpAddress receiver() {
        return new UdpAddress(lab.address(), lab.port());
    }

    private CommunityTarget<UdpAddress> target(String community, int version) {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(receiver(), new OctetString(community));
        target.setVersion(version);
        target.setTimeout(3_000);
        return target;
    }

    private static <P extends PDU> P trap(P pdu, int type, OID what) {
        pdu.setType(type);
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(500)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, what));
        return pdu;
    }

    private void sendTrap(OID what) throws IOException {
        sender.send(trap(new PDU(), PDU.TRAP, what), target(COMMUNITY, SnmpConstants.version2c));
    }

    @Test
    void trapV2c_ofADeviceOfTheInventory_hasItLookedAtOnce() throws IOException {
        sendTrap(SnmpConstants.coldStart);
        assertThat(lab.look()).containsExactly("sw-2");
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
    }

    @Test
    void linkDown_hasWhatHangsOnTheSwitchLookedAtToo() throws IOException {
        sendTrap(SnmpConstants.linkDown);
        assertThat(lab.look()).containsExactly("sw-2", "ap-204");
    }

    @Test
    void secondTrapWithinFiveSeconds_isMerged_andLookedAtWhenTheyArePast() throws IOException {
        sendTrap(SnmpConstants.coldStart);
        assertThat(lab.look()).containsExactly("sw-2");
        long begun = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            sendTrap(SnmpConstants.linkUp);
        }
        assertThat(lab.look()).containsExactly("sw-2", "ap-204");
        assertThat((System.nanoTime() - begun) / 1e9).isBetween(4.0, 8.0);
        assertThat(lab.looks).isEmpty();
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
        assertThat(lab.outcomes).hasSize(8).allMatch(TrapOutcome.MERGED::equals);
    }

    @Test
    void informV2c_isAcknowledged() throws IOException {
        ResponseEvent<UdpAddress> event = sender.send(
                trap(new PDU(), PDU.INFORM, SnmpConstants.warmStart), target(COMMUNITY, SnmpConstants.version2c));
        assertThat(event.getResponse()).isNotNull();
        assertThat(event.getResponse().getErrorStatus()).isZero();
        assertThat(lab.look()).containsExactly("sw-2");
    }

    @Test
    void trapV1_isTaken_andItsAgentAddressNamesTheDevice() throws IOException {
        PDUv1 old = new PDUv1();
        old.setType(PDU.V1TRAP);
        old.setGenericTrap(PDUv1.LINKDOWN);
        old.setEnterprise(new OID("1.3.6.1.4.1.318"));
        old.setAgentAddress(new IpAddress("127.0.0.9"));
        sender.send(old, target(COMMUNITY, SnmpConstants.version1));
        assertThat(lab.look()).containsExactly("ap-204", "ap-far");
    }

    @Test
    void forwardedTrap_namesItsDeviceInAVariable_andAStrangeNameLeavesTheSender() throws IOException {
        OID address = new OID("1.3.6.1.6.3.18.1.3.0");
        PDU forwarded = trap(new PDU(), PDU.TRAP, SnmpConstants.coldStart);
        forwarded.add(new VariableBinding(address, new IpAddress("127.0.0.9")));
        sender.send(forwarded, target(COMMUNITY, SnmpConstants.version2c));
        assertThat(lab.look()).containsExactly("ap-204");
        PDU strange = trap(new PDU(), PDU.TRAP, SnmpConstants.coldStart);
        strange.add(new VariableBinding(address, new IpAddress("203.0.113.7")));
        sender.send(strange, target(COMMUNITY, SnmpConstants.version2c));
        assertThat(lab.look()).containsExactly("sw-2");
    }

    @Test
    void otherCommunity_isRefused_andInformsInItAreNotAcknowledged() throws IOException {
        CommunityTarget<UdpAddress> wrong = target("public", SnmpConstants.version2c);
        wrong.setTimeout(300);
        assertThat(sender.send(trap(new PDU(), PDU.INFORM, SnmpConstants.coldStart), wrong)
                        .getResponse())
                .isNull();
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
        assertThat(lab.looks).isEmpty();
    }

    @Test
    void requestsAndNoise_areRefusedOrUnreadable_andDoNoHarm() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (String noise : new String[] {"", "Login:", "\u0030\u0084\u007f"}) {
                byte[] octets = noise.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(octets, octets.length, lab.address(), lab.port()));
                assertThat(lab.outcome()).isEqualTo(TrapOutcome.UNREADABLE);
            }
        }
        CommunityTarget<UdpAddress> asks = target(COMMUNITY, SnmpConstants.version2c);
        asks.setTimeout(300);
        PDU get = new PDU(PDU.GET, java.util.List.of(new VariableBinding(SnmpConstants.sysUpTime)));
        assertThat(sender.send(get, asks).getResponse()).isNull();
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
        sendTrap(SnmpConstants.coldStart);
        assertThat(lab.look()).containsExactly("sw-2");
    }

    @Test
    void senderThatTheInventoryDoesNotKnow_isCountedAndForgotten() throws IOException {
        lab.serve(TrapLab.SCHOOL.replace("address: 127.0.0.1", "address: 127.0.0.7"));
        sendTrap(SnmpConstants.linkDown);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.UNKNOWN);
        assertThat(lab.looks).isEmpty();
    }

    @Test
    void trapWithHugeAndHostileContent_isAHintLikeAnyOther() throws IOException {
        PDU pdu = trap(new PDU(), PDU.TRAP, new OID("1.3.6.1.4.1.99999.0.1"));
        for (int i = 0; i < 200; i++) {
            pdu.add(new VariableBinding(
                    new OID("1.3.6.1.4.1.99999." + i), new OctetString("\u001b[2J${jndi:x}\r\n" + "x".repeat(100))));
            pdu.add(new VariableBinding(new OID("1.3.6.1.4.1.99998." + i), new Counter64(-1)));
        }
        sender.send(pdu, target(COMMUNITY, SnmpConstants.version2c));
        assertThat(lab.look()).containsExactly("sw-2");
    }

    @Test
    void flood_isCutBeforeItIsRead_andLooksStayFew() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            sendTrap(SnmpConstants.authenticationFailure);
        }
        Map<TrapOutcome, Integer> counts = new EnumMap<>(TrapOutcome.class);
        for (int i = 0; i < 300; i++) {
            counts.merge(lab.outcome(), 1, Integer::sum);
        }
        assertThat(counts.get(TrapOutcome.DROPPED)).as(counts.toString()).isGreaterThan(150);
        assertThat(lab.looks).hasSizeLessThanOrEqualTo(2);
    }

    private static Credentials.UsmCredentials user(
            String name, AuthProtocol auth, String secret, PrivProtocol priv, String privSecret) {
        return new Credentials.UsmCredentials(
                "v3", name, Optional.ofNullable(auth), secret, Optional.ofNullable(priv), privSecret, "");
    }

    private static final Credentials.UsmCredentials SECURE =
            user("firstbell", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1");

    private ResponseEvent<UdpAddress> send(int type, Credentials.UsmCredentials user) throws IOException {
        usm.removeAllUsers();
        usm.addUser(UsmMapping.usmUser(user));
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(receiver());
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(new OctetString(user.user()));
        target.setSecurityLevel(UsmMapping.securityLevel(user));
        target.setTimeout(2_000);
        if (type == PDU.TRAP) {
            target.setAuthoritativeEngineID(usm.getLocalEngineID().getValue());
        }
        return sender.send(trap(new ScopedPDU(), type, SnmpConstants.coldStart), target);
    }

    @Test
    void trapV3_ofAKnownUser_isBelieved_andTheUserWithoutSecretsToo() throws IOException {
        send(PDU.TRAP, SECURE);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
        send(PDU.TRAP, user("plain", null, "", null, ""));
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.MERGED);
    }

    @Test
    void informV3_isAcknowledged_afterTellingItsEngine() throws IOException {
        ResponseEvent<UdpAddress> event = send(PDU.INFORM, SECURE);
        assertThat(event.getResponse()).isNotNull();
        assertThat(event.getResponse().getType()).isEqualTo(PDU.RESPONSE);
        assertThat(lab.outcome()).as("the discovery before it counts nothing").isEqualTo(TrapOutcome.LOOKED);
    }

    @Test
    void trapV3_ofAnotherUserSecretOrLevel_isRefused() throws IOException {
        send(PDU.TRAP, user("nobody", AuthProtocol.SHA_256, "authpass1", PrivProtocol.AES_128, "privpass1"));
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
        send(PDU.TRAP, user("firstbell", AuthProtocol.SHA_256, "otherpass1", PrivProtocol.AES_128, "privpass1"));
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
        send(PDU.TRAP, user("firstbell", AuthProtocol.SHA_256, "authpass1", null, ""));
        assertThat(lab.outcome()).as("less than the level of the credentials").isEqualTo(TrapOutcome.REFUSED);
        assertThat(lab.looks).isEmpty();
    }

    @Test
    void senderOfTrapsThatWasSetUpAnew_isBelievedByItsSecondTrap() throws IOException {
        usm.setEngineBoots(9);
        send(PDU.TRAP, SECURE);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
        usm.setEngineBoots(1);
        send(PDU.TRAP, SECURE);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
        send(PDU.TRAP, SECURE);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.MERGED);
    }

    @Test
    void reload_keepsTheSocketAndTheEngine_andTakesNewCredentials() throws IOException {
        int port = lab.port();
        assertThat(send(PDU.INFORM, SECURE).getResponse()).isNotNull();
        lab.serve(TrapLab.SCHOOL.replace(COMMUNITY, "another-one"));
        assertThat(lab.port()).isEqualTo(port);
        assertThat(send(PDU.INFORM, SECURE).getResponse())
                .as("the sender remembers engine and clock")
                .isNotNull();
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
        sendTrap(SnmpConstants.coldStart);
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
    }

    @Test
    void portThatIsTaken_isToldWithTheReason_andTheOldOneGoesOn() throws IOException {
        int port = lab.port();
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(lab.serve(TrapLab.SCHOOL.replace("port: 0", "port: " + taken.getLocalPort())))
                    .hasValueSatisfying(trouble -> assertThat(trouble)
                            .contains("Traps are not heard on 127.0.0.1, UDP port " + taken.getLocalPort())
                            .contains("asking goes on"));
        }
        assertThat(lab.port()).isEqualTo(port);
        sendTrap(SnmpConstants.coldStart);
        assertThat(lab.look()).containsExactly("sw-2");
    }
}
