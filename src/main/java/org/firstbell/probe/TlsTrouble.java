package org.firstbell.probe;

import io.netty.handler.ssl.NotSslRecordException;
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
        return Optional.of(words(deepest, DeviceText.of(deepest)));
    }

    private static String words(Throwable deepest, String words) {
        if (deepest instanceof OneCertificate.OtherCertificateException) {
            return "its certificate is another than the configuration names: " + words
                    + "; it was renewed, or a filter opened the connection";
        }
        if (deepest instanceof NotSslRecordException || has(words, "unsupported or unrecognized ssl message")) {
            return "what answers there does not speak TLS";
        }
        if (has(words, "no name matching") || has(words, "no subject alternative")) {
            return "its certificate is for another name: " + words;
        }
        if (deepest instanceof CertPathValidatorException || has(words, "unable to find valid certification path")) {
            return "its certificate is signed by nobody that this computer trusts: its own, or a filter opened the"
                    + " connection";
        }
        if (has(words, "protocol_version") || has(words, "protocol version") || has(words, "no appropriate protocol")) {
            return "it speaks only a version of TLS that is too old to be safe: " + words;
        }
        if (has(words, "handshake_failure") || has(words, "insufficient_security")) {
            return "both sides find no way to encrypt that is safe today, or it has no certificate, or wants one of this machine: "
                    + words;
        }
        if (has(words, "unrecognized_name")) {
            return "it serves no page of this name: " + words;
        }
        if (has(words, "algorithm constraints")) {
            return "its certificate is signed in a way that is no longer safe: " + words;
        }
        if (has(words, "certificate_required") || has(words, "bad_certificate")) {
            return "it asks for a certificate of this machine's: " + words;
        }
        return "the secure connection fails: " + words;
    }

    private static boolean has(String words, String part) {
        return words.toLowerCase(Locale.ROOT).contains(part);
    }
}
