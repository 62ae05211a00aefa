package org.firstbell.probe.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.firstbell.probe.SafeText;

/** The reason why a secure connection was not made, in words for a technician. */
public final class TlsFailure {
    private TlsFailure() {}

    /** The reason, if an error is one of TLS. */
    public static Optional<String> describe(Throwable error) {
        Set<Throwable> seen = new HashSet<>();
        Throwable deepest = error;
        boolean tls = false;
        for (Throwable at = error; at != null && seen.add(at); at = at.getCause()) {
            tls |= at instanceof SSLException;
            if (at instanceof CertificateExpiredException) {
                return Optional.of("its certificate has ended: " + SafeText.of(at));
            }
            if (at instanceof CertificateNotYetValidException) {
                return Optional.of("its certificate is not valid yet, or the clock here is wrong: " + SafeText.of(at));
            }
            deepest = at;
        }
        if (!tls) {
            return Optional.empty();
        }
        return Optional.of(explain(deepest, SafeText.of(deepest)));
    }

    private static String explain(Throwable deepest, String words) {
        if (deepest instanceof PinnedCertificateTrust.CertificateMismatchException) {
            return "its certificate is another than the configuration names: " + words
                    + "; it was renewed, or a filter opened the connection";
        }
        if (deepest instanceof NotSslRecordException || contains(words, "unsupported or unrecognized ssl message")) {
            return "what answers there does not speak TLS";
        }
        if (contains(words, "no name matching") || contains(words, "no subject alternative")) {
            return "its certificate is for another name: " + words;
        }
        if (deepest instanceof CertPathValidatorException
                || contains(words, "unable to find valid certification path")) {
            return "its certificate is signed by nobody that this computer trusts: its own, or a filter opened the"
                    + " connection";
        }
        if (contains(words, "protocol_version")
                || contains(words, "protocol version")
                || contains(words, "no appropriate protocol")) {
            return "it speaks only a version of TLS that is too old to be safe: " + words;
        }
        if (contains(words, "handshake_failure") || contains(words, "insufficient_security")) {
            return "both sides find no way to encrypt that is safe today, or it has no certificate, or wants one of this machine: "
                    + words;
        }
        if (contains(words, "unrecognized_name")) {
            return "it serves no page of this name: " + words;
        }
        if (contains(words, "algorithm constraints")) {
            return "its certificate is signed in a way that is no longer safe: " + words;
        }
        if (contains(words, "certificate_required") || contains(words, "bad_certificate")) {
            return "it asks for a certificate of this machine's: " + words;
        }
        return "the secure connection fails: " + words;
    }

    private static boolean contains(String words, String part) {
        return words.toLowerCase(Locale.ROOT).contains(part);
    }
}
