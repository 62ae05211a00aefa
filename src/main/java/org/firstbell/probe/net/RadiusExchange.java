package org.firstbell.probe.net;

import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.firstbell.model.setup.ProbeSpec;

/**
 * Asks the server that lets devices onto the Wi-Fi for the certificate that it shows them: EAP over RADIUS (RFC 3579) as
 * far as the server's part of TLS, which needs no account; or, where a server allows it, only whether it lives
 * (Status-Server, RFC 5997). Devices that do not trust a new or ended certificate drop off the Wi-Fi all at once. Confined
 * to the polling loop.
 */
public final class RadiusExchange implements ProtocolExchange {
    private static final int EAP_REQUEST = 1;
    private static final int EAP_RESPONSE = 2;
    private static final int EAP_FAILURE = 4;
    private static final int IDENTITY = 1;
    private static final int NAK = 3;
    private static final int EAP_TLS = 13;
    private static final int EAP_TTLS = 21;
    private static final int PEAP = 25;
    private static final int FLAG_LENGTH = 0x80;
    private static final int FLAG_MORE = 0x40;
    private static final int EAP_HEADER = 5;
    private static final int AUTHENTICATOR = 16;

    private final Vertx vertx;
    private final ProbeSpec.Radius spec;
    private final InstantSource clock;
    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    public RadiusExchange(Vertx vertx, ProbeSpec.Radius spec, InstantSource clock) {
        this.vertx = vertx;
        this.spec = spec;
        this.clock = clock;
        this.secret = RadiusPacket.utf8(spec.secret());
    }

    @Override
    public String protocol() {
        return "radius";
    }

    @Override
    public String queryName() {
        return "sign-in";
    }

    @Override
    public String timeoutReason() {
        return "no answer on UDP port " + spec.endpoint().port()
                + ": is this machine a client of the RADIUS server, and is the secret right?";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        return new RadiusConversation(told);
    }

    private final class RadiusConversation implements RunningExchange {
        private final DatagramExchange datagrams;
        private final EapTlsHandshake handshake = new EapTlsHandshake();
        private byte[] authenticator = new byte[AUTHENTICATOR];
        private int identifier;
        private int eapMethod;

        RadiusConversation(Consumer<ExchangeResult> told) {
            datagrams = new DatagramExchange(
                    vertx, spec.endpoint().host(), spec.endpoint().port(), told);
            identifier = random.nextInt(256);
            if (spec.statusOnly()) {
                send(RadiusPacket.STATUS_SERVER, List.of(), Optional.empty());
            } else {
                byte[] name = RadiusPacket.utf8(spec.identity());
                send(
                        RadiusPacket.ACCESS_REQUEST,
                        RadiusPacket.split(RadiusPacket.EAP_MESSAGE, eapResponse(0, IDENTITY, name)),
                        Optional.empty());
            }
        }

        private void send(int code, List<RadiusPacket.RadiusAttribute> more, Optional<byte[]> state) {
            authenticator = new byte[AUTHENTICATOR];
            random.nextBytes(authenticator);
            identifier = identifier + 1 & 0xff;
            List<RadiusPacket.RadiusAttribute> attributes = new ArrayList<>();
            if (code == RadiusPacket.ACCESS_REQUEST) {
                attributes.addAll(RadiusPacket.split(RadiusPacket.USER_NAME, RadiusPacket.utf8(spec.identity())));
                attributes.add(
                        new RadiusPacket.RadiusAttribute(RadiusPacket.FRAMED_MTU, new byte[] {0, 0, 5, (byte) 0x78}));
            }
            attributes.addAll(RadiusPacket.split(RadiusPacket.NAS_IDENTIFIER, RadiusPacket.utf8("firstbell")));
            state.ifPresent(octets -> attributes.addAll(RadiusPacket.split(RadiusPacket.STATE, octets)));
            attributes.addAll(more);
            byte[] octets = new RadiusPacket(code, identifier, attributes).encodeRequest(authenticator, secret);
            datagrams.send(() -> octets, this::received);
        }

        private void received(byte[] octets) {
            RadiusPacket.decodeAnswer(octets, authenticator, secret)
                    .filter(packet -> packet.identifier() == identifier)
                    .ifPresent(this::packetReceived);
        }

        private void packetReceived(RadiusPacket answer) {
            if (spec.statusOnly() || answer.code() == RadiusPacket.ACCESS_ACCEPT) {
                datagrams.finish(new ExchangeResult.ExchangeAnswered(
                        List.of(ProtocolReading.of("radius.answers", true, "RADIUS")), List.of()));
            } else if (answer.code() == RadiusPacket.ACCESS_CHALLENGE) {
                challengeReceived(
                        answer.joinedValues(RadiusPacket.EAP_MESSAGE), answer.joinedValues(RadiusPacket.STATE));
            } else {
                datagrams.finish(identityRejected());
            }
        }

        /** It lives, and does not show a certificate to this name. */
        private ExchangeResult identityRejected() {
            return new ExchangeResult.ExchangeAnswered(
                    List.of(ProtocolReading.of("radius.answers", true, "RADIUS")),
                    List.of("the RADIUS server turns the name " + spec.identity()
                            + " away before it shows its certificate: write radius: { identity: … } as devices do"));
        }

        private void challengeReceived(byte[] eap, byte[] state) {
            if (eap.length < EAP_HEADER || eap[0] != EAP_REQUEST) {
                datagrams.finish(eap.length > 0 && eap[0] == EAP_FAILURE ? identityRejected() : malformed());
                return;
            }
            int type = eap[4] & 0xff;
            try {
                if (type != EAP_TLS && type != EAP_TTLS && type != PEAP) {
                    sendEap(eap[1], NAK, new byte[] {PEAP, EAP_TTLS, EAP_TLS}, state);
                } else if (eapMethod == 0) {
                    eapMethod = type;
                    byte[] hello = handshake.clientHello();
                    sendEap(
                            eap[1],
                            type,
                            ByteBuffer.allocate(hello.length + 1)
                                    .put((byte) 0)
                                    .put(hello)
                                    .array(),
                            state);
                } else {
                    tlsReceived(eap, type, state);
                }
            } catch (SSLException unreadable) {
                datagrams.finish(
                        new ExchangeResult.MalformedResponse("its TLS cannot be read: " + unreadable.getMessage()));
            }
        }

        private void tlsReceived(byte[] eap, int type, byte[] state) throws SSLException {
            int flags = eap.length > EAP_HEADER ? eap[EAP_HEADER] & 0xff : 0;
            int from = EAP_HEADER + 1 + ((flags & FLAG_LENGTH) == 0 ? 0 : 4);
            handshake.receive(from < eap.length ? Arrays.copyOfRange(eap, from, eap.length) : new byte[0]);
            Optional<X509Certificate> shown = handshake.certificate();
            if (shown.isPresent()) {
                datagrams.finish(new ExchangeResult.ExchangeAnswered(readings(shown.get()), List.of()));
            } else if ((flags & FLAG_MORE) != 0) {
                sendEap(eap[1], type, new byte[] {0}, state);
            } else {
                datagrams.finish(new ExchangeResult.MalformedResponse(
                        "it ends its part of the conversation without a certificate"));
            }
        }

        private ExchangeResult malformed() {
            return new ExchangeResult.MalformedResponse("what it asks back is no EAP");
        }

        private void sendEap(byte eapIdentifier, int type, byte[] data, byte[] state) {
            send(
                    RadiusPacket.ACCESS_REQUEST,
                    RadiusPacket.split(RadiusPacket.EAP_MESSAGE, eapResponse(eapIdentifier, type, data)),
                    state.length == 0 ? Optional.empty() : Optional.of(state));
        }

        private static byte[] eapResponse(int eapIdentifier, int type, byte[] data) {
            int length = EAP_HEADER + data.length;
            return ByteBuffer.allocate(length)
                    .put((byte) EAP_RESPONSE)
                    .put((byte) eapIdentifier)
                    .putShort((short) length)
                    .put((byte) type)
                    .put(data)
                    .array();
        }

        @Override
        public void resend() {
            datagrams.resend();
        }

        @Override
        public void close() {
            datagrams.close();
        }
    }

    private List<ProtocolReading> readings(X509Certificate shown) {
        double left = Duration.between(clock.instant(), shown.getNotAfter().toInstant())
                        .toMillis()
                / 1000.0;
        return List.of(
                ProtocolReading.of("radius.answers", true, "RADIUS"),
                ProtocolReading.of("tls.expires.seconds", left, "certificate shown over EAP"),
                ProtocolReading.of(
                        "tls.issuer", shown.getIssuerX500Principal().getName(), "certificate shown over EAP"));
    }
}
