package org.firstbell.probe.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A test whether a chain ends at a public authority. The machine's own trust store cannot tell that, since districts
 * install their filter's authority there: an anchor counts only if its fingerprint is on the shipped, dated list.
 * Expiry and names are other questions and not asked here.
 */
public final class PublicRoots {
    private final Set<TrustAnchor> anchors;
    private final Set<String> knownFingerprints;

    /**
     * @param known SHA-256 fingerprints of public roots in lower-case hex
     * @param roots certificates at hand, of which those count that are known
     */
    PublicRoots(Set<String> known, Collection<X509Certificate> roots) {
        this.knownFingerprints = Set.copyOf(known);
        this.anchors = roots.stream()
                .filter(root -> known.contains(fingerprint(root)))
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The anchors of this machine that are on the shipped list. */
    public static PublicRoots ofThisMachine() {
        Set<String> known = shippedFingerprints();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return new PublicRoots(
                    known,
                    Arrays.stream(factory.getTrustManagers())
                            .flatMap(PublicRoots::issuers)
                            .toList());
        } catch (GeneralSecurityException noStore) {
            return new PublicRoots(known, List.of());
        }
    }

    /** Whether it can judge at all: a machine without any public root cannot. */
    boolean hasAnchors() {
        return !anchors.isEmpty();
    }

    private static java.util.stream.Stream<X509Certificate> issuers(TrustManager manager) {
        return manager instanceof X509TrustManager x509
                ? Arrays.stream(x509.getAcceptedIssuers())
                : java.util.stream.Stream.empty();
    }

    private static Set<String> shippedFingerprints() {
        try (InputStream in = PublicRoots.class.getResourceAsStream("/trust/public-roots.txt")) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its own list of public roots");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{64}"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException("the list of public roots cannot be read", broken);
        }
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException unreadable) {
            return "";
        }
    }

    /** Whether the first certificate of a chain, with the help of the others, leads to a public root. */
    boolean isReachedFrom(List<X509Certificate> chain) {
        Set<TrustAnchor> usable = new HashSet<>(anchors);
        chain.stream()
                .filter(certificate -> knownFingerprints.contains(fingerprint(certificate)))
                .forEach(root -> usable.add(new TrustAnchor(root, null)));
        if (chain.isEmpty() || usable.isEmpty()) {
            return false;
        }
        try {
            X509Certificate leaf = chain.get(0);
            X509CertSelector selector = new X509CertSelector();
            selector.setCertificate(leaf);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(usable, selector);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            Instant middle = Instant.ofEpochMilli(
                    (leaf.getNotBefore().getTime() + leaf.getNotAfter().getTime()) / 2);
            parameters.setDate(Date.from(middle));
            return CertPathBuilder.getInstance("PKIX").build(parameters) instanceof PKIXCertPathBuilderResult;
        } catch (GeneralSecurityException noPath) {
            return false;
        }
    }
}
