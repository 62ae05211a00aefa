package org.firstbell.model.event;

import java.util.Map;

/**
 * The store of the authority that signed the certificate of each place when it was last well, kept over restarts: a
 * filter that begins to open connections while the daemon is down is noticed all the same.
 */
public interface IssuerStore {
    /** The issuer of each place, host and port as in {@code proctor.example.org:443}; what was there at the start. */
    Map<String, String> issuers();

    /** A place is signed by another issuer than was known; kept until it is on disk. May be called from any thread. */
    void recordIssuer(String place, String issuer);
}
