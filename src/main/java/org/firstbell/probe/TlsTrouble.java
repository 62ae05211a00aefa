package org.firstbell.probe;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Why a secure connection was not made, in words for a technician. */
final class TlsTrouble {
    private TlsTrouble() {}

    /** The reason, if an error is one of TLS. */
    static Optional<String> of(Throwable error) {
        Set<Throwable> seen = new HashSet<>();
        Throwable deepest = error;
        boolean tls = false;
        for (Throwable at = error; at != null && seen.add(at); at = at.getCause()) {
            tls |= at instanceof SSLException;
            if (at instanceof CertificateExpiredException) {
                return Optional.of("its certificate has ended: " + DeviceText.of(at));
            }
            if (at instanceof CertificateNotYetValidException) {
                return Optional.of(
                        "its certificate is not valid yet, or the clock here is wrong: " + DeviceText.of(at));
            }
            deepest = at;
        }
        if (!tls) {
            return Optional.empty();
        }
        String words = DeviceText.of(deepest);
        String low = words.toLowerCase(Locale.ROOT);
        if (low.contains("no name matching") || low.contains("no subject alternative")) {
            return Optional.of("its certificate is for another name: " + words);
        }
        if (deepest instanceof CertPathValidatorException || low.contains("unable to find valid certification path")) {
            return Optional.of(
                    "its certificate is signed by nobody that this computer trusts: its own, or a filter opened the connection");
        }
        return Optional.of("the secure connection fails: " + words);
    }
}
