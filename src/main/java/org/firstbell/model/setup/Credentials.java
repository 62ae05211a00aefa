package org.firstbell.model.setup;

import java.util.Optional;

/**
 * The credentials by which Firstbell authenticates to an SNMP agent. The secrets never leave through {@code toString}.
 */
public sealed interface Credentials {
    String name();

    /** A community of SNMPv1 or SNMPv2c. */
    record Community(String name, boolean v1, String community) implements Credentials {
        @Override
        public String toString() {
            return "Community[" + name + "]";
        }
    }

    /** SNMPv3 with the user-based security model (RFC 3414). */
    record UsmCredentials(
            String name,
            String user,
            Optional<AuthProtocol> auth,
            String authSecret,
            Optional<PrivProtocol> priv,
            String privSecret,
            String context)
            implements Credentials {
        @Override
        public String toString() {
            return "User[" + name + ", " + user + "]";
        }
    }

    /** Authentication protocols (RFC 3414, RFC 7860). */
    enum AuthProtocol {
        MD5("MD5"),
        SHA_1("SHA-1"),
        SHA_224("SHA-224"),
        SHA_256("SHA-256"),
        SHA_384("SHA-384"),
        SHA_512("SHA-512");

        private final String keyword;

        AuthProtocol(String word) {
            this.keyword = word;
        }

        /** The word of the configuration. */
        public String keyword() {
            return keyword;
        }
    }

    /** Privacy protocols (RFC 3414, RFC 3826, and the two key extensions of AES-192/256 in use). */
    enum PrivProtocol {
        DES("DES"),
        AES_128("AES-128"),
        AES_192("AES-192"),
        AES_256("AES-256"),
        AES_192_3DES("AES-192-3DES"),
        AES_256_3DES("AES-256-3DES");

        private final String keyword;

        PrivProtocol(String word) {
            this.keyword = word;
        }

        /** The word of the configuration. */
        public String keyword() {
            return keyword;
        }
    }
}
