package org.firstbell.probe.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes one certificate, by its fingerprint, whoever signed it and whatever its name and dates are: that of a device which
 * signed its own. Immutable.
 */
public final class PinnedCertificateTrust extends X509ExtendedTrustManager {
    private final String fingerprint;

    /**
     * The one that is taken.
     *
     * @param fingerprint SHA-256, in lower-case hex
     */
    public PinnedCertificateTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    private void requireFingerprint(X509Certificate[] chain) throws CertificateException {
        String shown = chain.length == 0 ? "" : PublicRoots.fingerprint(chain[0]);
        if (!shown.equals(fingerprint)) {
            throw new CertificateMismatchException(shown);
        }
    }

    /** Another certificate than the configuration names. */
    static final class CertificateMismatchException extends CertificateException {
        private static final long serialVersionUID = 1;

        CertificateMismatchException(String shown) {
            super("its SHA-256 fingerprint is " + shown);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how, Socket socket) throws CertificateException {
        requireFingerprint(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how, SSLEngine engine) throws CertificateException {
        requireFingerprint(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String how) throws CertificateException {
        requireFingerprint(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how, Socket socket) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String how) throws CertificateException {
        throw new CertificateException("this side is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
