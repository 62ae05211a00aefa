package org.firstbell.probe.trap;

import java.security.SecureRandom;
import org.snmp4j.mp.MPv3;
import org.snmp4j.smi.OctetString;

/**
 * Who this machine is to senders of SNMPv3 informs (RFC 3411 §5, RFC 3414 §2.2): an engine id that stays, and how often it
 * started, which only rises.
 *
 * @param id 5 to 32 octets in hexadecimal
 * @param boots from 1
 */
public record TrapEngine(String id, int boots) {
    private static final int LENGTH = 8;

    public TrapEngine {
        if (!id.matches("([0-9a-f]{2}){5,32}") || boots < 1) {
            throw new IllegalArgumentException("an engine has an id of 5 to 32 octets and boots from 1");
        }
    }

    /** An engine that never was before. */
    public static TrapEngine fresh() {
        byte[] own = new byte[LENGTH];
        new SecureRandom().nextBytes(own);
        byte[] id = MPv3.createLocalEngineID(new OctetString(own));
        return new TrapEngine(new OctetString(id).toHexString().replace(":", ""), 1);
    }

    /** The same after a restart. */
    public TrapEngine startedAgain() {
        return new TrapEngine(id, boots == Integer.MAX_VALUE ? boots : boots + 1);
    }

    OctetString octets() {
        return OctetString.fromHexString(id.replaceAll("(..)(?=.)", "$1:"));
    }
}
