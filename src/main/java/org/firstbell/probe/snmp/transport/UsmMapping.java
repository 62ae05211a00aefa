package org.firstbell.probe.snmp.transport;

import java.util.Map;
import org.firstbell.model.setup.Credentials;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.UsmUser;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * The mapping between names of the configuration and identifiers of the protocol, and the meaning of its reports (RFC
 * 3414).
 */
public final class UsmMapping {
    /** Above the counters of the user-based security model (RFC 3414 §5). */
    public static final OID USM_STATS = new OID("1.3.6.1.6.3.15.1.1");

    /** The six reports of the user-based security model (RFC 3414 §5), each a cause of its own for an administrator. */
    private static final Map<String, String> REPORT_MESSAGES = Map.of(
            "1.3.6.1.6.3.15.1.1.1.0", "the agent does not support this security level (usmStatsUnsupportedSecLevels)",
            "1.3.6.1.6.3.15.1.1.2.0", "clocks do not agree: not in time window (usmStatsNotInTimeWindows)",
            "1.3.6.1.6.3.15.1.1.3.0", "the agent does not know this user (usmStatsUnknownUserNames)",
            "1.3.6.1.6.3.15.1.1.4.0", "the agent's engine id is not the one expected (usmStatsUnknownEngineIDs)",
            "1.3.6.1.6.3.15.1.1.5.0", "wrong digest: the auth secret or protocol differs (usmStatsWrongDigests)",
            "1.3.6.1.6.3.15.1.1.6.0",
                    "decryption failed: the priv secret or protocol differs (usmStatsDecryptionErrors)");

    private UsmMapping() {}

    static OID oid(Credentials.AuthProtocol auth) {
        return switch (auth) {
            case MD5 -> AuthMD5.ID;
            case SHA_1 -> AuthSHA.ID;
            case SHA_224 -> AuthHMAC128SHA224.ID;
            case SHA_256 -> AuthHMAC192SHA256.ID;
            case SHA_384 -> AuthHMAC256SHA384.ID;
            case SHA_512 -> AuthHMAC384SHA512.ID;
        };
    }

    static OID oid(Credentials.PrivProtocol priv) {
        return switch (priv) {
            case DES -> PrivDES.ID;
            case AES_128 -> PrivAES128.ID;
            case AES_192 -> PrivAES192.ID;
            case AES_256 -> PrivAES256.ID;
            case AES_192_3DES -> PrivAES192With3DESKeyExtension.ID;
            case AES_256_3DES -> PrivAES256With3DESKeyExtension.ID;
        };
    }

    /** A user as the protocol knows it. */
    public static UsmUser usmUser(Credentials.UsmCredentials user) {
        return new UsmUser(
                new OctetString(user.user()),
                user.auth().map(UsmMapping::oid).orElse(null),
                user.auth().isPresent() ? new OctetString(user.authSecret()) : null,
                user.priv().map(UsmMapping::oid).orElse(null),
                user.priv().isPresent() ? new OctetString(user.privSecret()) : null);
    }

    /** The level at which a user speaks. */
    public static int securityLevel(Credentials.UsmCredentials user) {
        if (user.priv().isPresent()) {
            return SecurityLevel.AUTH_PRIV;
        }
        return user.auth().isPresent() ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV;
    }

    /** What a report says. */
    public static String reportMessage(OID counter) {
        return REPORT_MESSAGES.getOrDefault(counter.toString(), "the agent refused with report " + counter);
    }
}
