package org.firstbell.probe.net;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The outer TLS conversation of EAP-TLS, PEAP and EAP-TTLS (RFC 5216, RFC 5281) as far as the server's certificate: our
 * first message, and what the server's messages show. No secret is ever said into it. Confined to the polling loop.
 */
final class EapTlsHandshake {
    private final SSLEngine engine;
    private final List<X509Certificate> chain = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);

    EapTlsHandshake() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new CertificateRecorder()}, null);
            engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.beginHandshake();
        } catch (GeneralSecurityException | SSLException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    /** The first message, a ClientHello. */
    byte[] clientHello() throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(32 * 1024);
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /**
     * Hears octets of the server.
     *
     * @throws SSLException when they are no TLS, or TLS that this Java does not speak
     */
    void receive(byte[] octets) throws SSLException {
        if (octets.length > received.remaining()) {
            throw new SSLException("the server's TLS messages are larger than 64 KiB");
        }
        received.put(octets).flip();
        ByteBuffer clear = ByteBuffer.allocate(32 * 1024);
        boolean goingOn = true;
        while (goingOn && chain.isEmpty()) {
            SSLEngineResult result = engine.unwrap(received, clear);
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
            boolean ours = engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP;
            goingOn = !ours
                    && result.getStatus() == SSLEngineResult.Status.OK
                    && (result.bytesConsumed() > 0 || received.hasRemaining());
        }
        received.compact();
    }

    /** The server's own certificate, once it was shown. */
    Optional<X509Certificate> certificate() {
        return chain.stream().findFirst();
    }

    /** Looks at the chain and trusts nobody: the conversation is not to go on. */
    private final class CertificateRecorder extends X509ExtendedTrustManager {
        private void recordChain(X509Certificate[] shown) {
            chain.addAll(Arrays.asList(shown));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how, SSLEngine of) {
            recordChain(shown);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how, Socket of) {
            recordChain(shown);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String how) {
            recordChain(shown);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how, SSLEngine of) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how, Socket of) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String how) {
            throw new IllegalStateException("this side is the client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
