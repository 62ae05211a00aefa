package org.firstbell.model;

import java.util.Map;

/**
 * Which public or expected authority signed the certificate of each place when it was last well, kept over restarts: a filter that begins to open
 * connections while the daemon is down is known by another signature than before.
 */
public interface Signers {
    /** The issuer of each place, host and port as in {@code proctor.example.org:443}; what was there at the start. */
    Map<String, String> signers();

    /** A place is signed by another issuer than was known; kept until it is on disk. May be called from any thread. */
    void signs(String place, String issuer);
}
