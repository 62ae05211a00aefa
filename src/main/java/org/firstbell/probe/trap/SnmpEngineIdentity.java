package org.firstbell.probe.trap;

import java.security.SecureRandom;
import org.snmp4j.mp.MPv3;
import org.snmp4j.smi.OctetString;

/**
 * The identity of this machine towards senders of SNMPv3 informs (RFC 3411 §5, RFC 3414 §2.2): an engine id that stays,
 * and a count of starts, which only rises.
 *
 * @param id 5 to 32 octets in hexadecimal
 * @param boots from 1
 */
public record SnmpEngineIdentity(String id, int boots) {
    private static final int LENGTH = 8;

    public SnmpEngineIdentity {
        if (!id.matches("([0-9a-f]{2}){5,32}") || boots < 1) {
            throw new IllegalArgumentException("an engine has an id of 5 to 32 octets and boots from 1");
        }
    }

    /** An engine that never was before. */
    public static SnmpEngineIdentity create() {
        byte[] own = new byte[LENGTH];
        new SecureRandom().nextBytes(own);
        byte[] id = MPv3.createLocalEngineID(new OctetString(own));
        return new SnmpEngineIdentity(new OctetString(id).toHexString().replace(":", ""), 1);
    }

    /** The same after a restart. */
    public SnmpEngineIdentity restarted() {
        return new SnmpEngineIdentity(id, boots == Integer.MAX_VALUE ? boots : boots + 1);
    }

    OctetString idOctets() {
        return OctetString.fromHexString(id.replaceAll("(..)(?=.)", "$1:"));
    }
}
