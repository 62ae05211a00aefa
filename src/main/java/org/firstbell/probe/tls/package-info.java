/**
 * TLS probe: certificate chains, their expiry, names and issuers, and detection of interception.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}.
 */
@NullMarked
package org.firstbell.probe.tls;

import org.jspecify.annotations.NullMarked;
