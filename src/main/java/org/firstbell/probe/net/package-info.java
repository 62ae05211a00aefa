/**
 * Probes of small network protocols: TCP connect, ping, DNS, NTP, PJLink, NUT and RADIUS.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}.
 */
@NullMarked
package org.firstbell.probe.net;

import org.jspecify.annotations.NullMarked;
