package org.firstbell.probe.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A RADIUS packet (RFC 2865 §3) with the Message-Authenticator that EAP and Status-Server need (RFC 3579 §3.2, RFC 5997).
 * Immutable.
 *
 * @param code what it is, such as 1 for Access-Request
 * @param identifier ties an answer to its request
 * @param attributes in their order
 */
record RadiusPacket(int code, int identifier, List<RadiusAttribute> attributes) {
    static final int ACCESS_REQUEST = 1;
    static final int ACCESS_ACCEPT = 2;
    static final int ACCESS_REJECT = 3;
    static final int ACCESS_CHALLENGE = 11;
    static final int STATUS_SERVER = 12;

    static final int USER_NAME = 1;
    static final int FRAMED_MTU = 12;
    static final int STATE = 24;
    static final int NAS_IDENTIFIER = 32;
    static final int EAP_MESSAGE = 79;
    private static final int MESSAGE_AUTHENTICATOR = 80;

    private static final int HEADER = 20;
    private static final int MAX_PACKET = 4096;
    private static final int MAX_VALUE = 253;
    private static final int DIGEST = 16;

    RadiusPacket {
        attributes = List.copyOf(attributes);
    }

    /** One attribute's type and octets; not to be changed. */
    record RadiusAttribute(int type, byte[] value) {}

    /** An attribute cut into as many as its octets need. */
    static List<RadiusAttribute> split(int type, byte[] value) {
        return java.util.stream.IntStream.iterate(0, at -> at < value.length, at -> at + MAX_VALUE)
                .mapToObj(at -> new RadiusAttribute(
                        type, Arrays.copyOfRange(value, at, Math.min(value.length, at + MAX_VALUE))))
                .toList();
    }

    /** The octets of all attributes of a type, one behind the other. */
    byte[] joinedValues(int type) {
        ByteBuffer all = ByteBuffer.allocate(MAX_PACKET);
        attributes.stream().filter(one -> one.type() == type).forEach(one -> all.put(one.value()));
        return Arrays.copyOf(all.array(), all.position());
    }

    /**
     * The request as it goes over the wire.
     *
     * @param authenticator 16 random octets
     */
    byte[] encodeRequest(byte[] authenticator, byte[] secret) {
        ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET);
        packet.put((byte) code).put((byte) identifier).putShort((short) 0).put(authenticator);
        for (RadiusAttribute one : attributes) {
            packet.put((byte) one.type()).put((byte) (one.value().length + 2)).put(one.value());
        }
        int digest = packet.position() + 2;
        packet.put((byte) MESSAGE_AUTHENTICATOR).put((byte) (DIGEST + 2)).put(new byte[DIGEST]);
        packet.putShort(2, (short) packet.position());
        byte[] octets = Arrays.copyOf(packet.array(), packet.position());
        System.arraycopy(hmac(octets, secret), 0, octets, digest, DIGEST);
        return octets;
    }

    /**
     * An answer out of its octets; empty when it is cut, or does not show that its sender knows the secret (RFC 2865 §3,
     * Response Authenticator).
     */
    static Optional<RadiusPacket> decodeAnswer(byte[] octets, byte[] authenticator, byte[] secret) {
        if (octets.length < HEADER || octets.length > MAX_PACKET) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(octets).getShort(2) & 0xffff;
        if (length < HEADER || length > octets.length) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(octets, length + secret.length);
        System.arraycopy(authenticator, 0, signed, 4, authenticator.length);
        System.arraycopy(secret, 0, signed, length, secret.length);
        if (!MessageDigest.isEqual(md5(signed), Arrays.copyOfRange(octets, 4, HEADER))) {
            return Optional.empty();
        }
        List<RadiusAttribute> attributes = new java.util.ArrayList<>();
        for (int at = HEADER; at < length; ) {
            int size = at + 1 < length ? octets[at + 1] & 0xff : 0;
            if (size < 2 || at + size > length) {
                return Optional.empty();
            }
            attributes.add(new RadiusAttribute(octets[at] & 0xff, Arrays.copyOfRange(octets, at + 2, at + size)));
            at += size;
        }
        return Optional.of(new RadiusPacket(octets[0] & 0xff, octets[1] & 0xff, attributes));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] octets, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret, "HmacMD5"));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] md5(byte[] octets) {
        try {
            return MessageDigest.getInstance("MD5").digest(octets);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
