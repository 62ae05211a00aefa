package org.firstbell.probe.dialogue;

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
public final class RadiusDialogue implements Dialogue {
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

    public RadiusDialogue(Vertx vertx, ProbeSpec.Radius spec, InstantSource clock) {
        this.vertx = vertx;
        this.spec = spec;
        this.clock = clock;
        this.secret = RadiusPacket.text(spec.secret());
    }

    @Override
    public String kind() {
        return "radius";
    }

    @Override
    public String part() {
        return "sign-in";
    }

    @Override
    public String silence() {
        return "no answer on UDP port " + spec.endpoint().port()
                + ": is this machine a client of the RADIUS server, and is the secret right?";
    }

    @Override
    public Running begin(Consumer<Told> told) {
        return new Conversation(told);
    }

    private final class Conversation implements Running {
        private final DatagramExchange wire;
        private final EapTunnel tunnel = new EapTunnel();
        private byte[] authenticator = new byte[AUTHENTICATOR];
        private int identifier;
        private int method;

        Conversation(Consumer<Told> told) {
            wire = new DatagramExchange(
                    vertx, spec.endpoint().host(), spec.endpoint().port(), told);
            identifier = random.nextInt(256);
            if (spec.status()) {
                send(RadiusPacket.STATUS_SERVER, List.of(), Optional.empty());
            } else {
                byte[] name = RadiusPacket.text(spec.identity());
                send(
                        RadiusPacket.ACCESS_REQUEST,
                        RadiusPacket.cut(RadiusPacket.EAP_MESSAGE, eap(0, IDENTITY, name)),
                        Optional.empty());
            }
        }

        private void send(int code, List<RadiusPacket.Attribute> more, Optional<byte[]> state) {
            authenticator = new byte[AUTHENTICATOR];
            random.nextBytes(authenticator);
            identifier = identifier + 1 & 0xff;
            List<RadiusPacket.Attribute> attributes = new ArrayList<>();
            if (code == RadiusPacket.ACCESS_REQUEST) {
                attributes.addAll(RadiusPacket.cut(RadiusPacket.USER_NAME, RadiusPacket.text(spec.identity())));
                attributes.add(new RadiusPacket.Attribute(RadiusPacket.FRAMED_MTU, new byte[] {0, 0, 5, (byte) 0x78}));
            }
            attributes.addAll(RadiusPacket.cut(RadiusPacket.NAS_IDENTIFIER, RadiusPacket.text("firstbell")));
            state.ifPresent(octets -> attributes.addAll(RadiusPacket.cut(RadiusPacket.STATE, octets)));
            attributes.addAll(more);
            byte[] octets = new RadiusPacket(code, identifier, attributes).request(authenticator, secret);
            wire.send(() -> octets, this::came);
        }

        private void came(byte[] octets) {
            RadiusPacket.answer(octets, authenticator, secret)
                    .filter(packet -> packet.identifier() == identifier)
                    .ifPresent(this::read);
        }

        private void read(RadiusPacket answer) {
            if (spec.status() || answer.code() == RadiusPacket.ACCESS_ACCEPT) {
                wire.end(new Told.Facts(List.of(Fact.of("radius.answers", true, "RADIUS")), List.of()));
            } else if (answer.code() == RadiusPacket.ACCESS_CHALLENGE) {
                challenged(answer.joined(RadiusPacket.EAP_MESSAGE), answer.joined(RadiusPacket.STATE));
            } else {
                wire.end(turnedAway());
            }
        }

        /** It lives, and does not show a certificate to this name. */
        private Told turnedAway() {
            return new Told.Facts(
                    List.of(Fact.of("radius.answers", true, "RADIUS")),
                    List.of("the RADIUS server turns the name " + spec.identity()
                            + " away before it shows its certificate: write radius: { identity: … } as devices do"));
        }

        private void challenged(byte[] eap, byte[] state) {
            if (eap.length < EAP_HEADER || eap[0] != EAP_REQUEST) {
                wire.end(eap.length > 0 && eap[0] == EAP_FAILURE ? turnedAway() : nonsense());
                return;
            }
            int type = eap[4] & 0xff;
            try {
                if (type != EAP_TLS && type != EAP_TTLS && type != PEAP) {
                    reply(eap[1], NAK, new byte[] {PEAP, EAP_TTLS, EAP_TLS}, state);
                } else if (method == 0) {
                    method = type;
                    byte[] hello = tunnel.hello();
                    reply(
                            eap[1],
                            type,
                            ByteBuffer.allocate(hello.length + 1)
                                    .put((byte) 0)
                                    .put(hello)
                                    .array(),
                            state);
                } else {
                    heard(eap, type, state);
                }
            } catch (SSLException unreadable) {
                wire.end(new Told.Nonsense("its TLS cannot be read: " + unreadable.getMessage()));
            }
        }

        private void heard(byte[] eap, int type, byte[] state) throws SSLException {
            int flags = eap.length > EAP_HEADER ? eap[EAP_HEADER] & 0xff : 0;
            int from = EAP_HEADER + 1 + ((flags & FLAG_LENGTH) == 0 ? 0 : 4);
            tunnel.hear(from < eap.length ? Arrays.copyOfRange(eap, from, eap.length) : new byte[0]);
            Optional<X509Certificate> shown = tunnel.certificate();
            if (shown.isPresent()) {
                wire.end(new Told.Facts(facts(shown.get()), List.of()));
            } else if ((flags & FLAG_MORE) != 0) {
                reply(eap[1], type, new byte[] {0}, state);
            } else {
                wire.end(new Told.Nonsense("it ends its part of the conversation without a certificate"));
            }
        }

        private Told nonsense() {
            return new Told.Nonsense("what it asks back is no EAP");
        }

        private void reply(byte eapIdentifier, int type, byte[] data, byte[] state) {
            send(
                    RadiusPacket.ACCESS_REQUEST,
                    RadiusPacket.cut(RadiusPacket.EAP_MESSAGE, eap(eapIdentifier, type, data)),
                    state.length == 0 ? Optional.empty() : Optional.of(state));
        }

        private static byte[] eap(int eapIdentifier, int type, byte[] data) {
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
        public void again() {
            wire.again();
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    private List<Fact> facts(X509Certificate shown) {
        double left = Duration.between(clock.instant(), shown.getNotAfter().toInstant())
                        .toMillis()
                / 1000.0;
        return List.of(
                Fact.of("radius.answers", true, "RADIUS"),
                Fact.of("tls.expires.seconds", left, "certificate shown over EAP"),
                Fact.of("tls.issuer", shown.getIssuerX500Principal().getName(), "certificate shown over EAP"));
    }
}
