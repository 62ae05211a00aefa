package org.firstbell.probe.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.firstbell.model.NumericAddress;
import org.firstbell.probe.SafeText;

/**
 * The names that a certificate is for (RFC 9525): those of its subject alternative names, of which the first label may be a
 * star. The common name is no longer looked at, as apps do not either.
 */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {}

    /** Every name and address that it is for, in its order. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            var told = certificate.getSubjectAlternativeNames();
            if (told != null) {
                for (List<?> name : told) {
                    if (name.get(0) instanceof Integer kind
                            && (kind == DNS_NAME || kind == IP_ADDRESS)
                            && name.get(1) instanceof String text) {
                        names.add(SafeText.clean(text));
                    }
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        return names;
    }

    /** Whether it is for a host, by its name or its address in digits. */
    static boolean matches(X509Certificate certificate, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return of(certificate).stream().anyMatch(name -> matchesName(name.toLowerCase(Locale.ROOT), wanted));
    }

    private static boolean matchesName(String name, String wanted) {
        if (NumericAddress.isNumericAddress(wanted)) {
            return NumericAddress.isNumericAddress(name)
                    && canonicalAddress(name).equals(canonicalAddress(wanted));
        }
        if (!name.startsWith("*.")) {
            return name.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(name.substring(1));
    }

    /** Digits are never looked up. */
    private static String canonicalAddress(String digits) {
        try {
            return InetAddress.getByName(digits).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return digits;
        }
    }
}
