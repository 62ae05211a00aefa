/**
 * A simulated school on loopback: SNMP agents, kiosks, caches, a vendor edge, a mail sink, and a scripted morning.
 *
 * <p>Thread: event loops of its own, apart from those of the daemon it plays to.
 *
 * <p>May use: {@code model}, {@code config}. Confined to this package: the SNMP agent and a small mail sink.
 */
@NullMarked
package org.firstbell.demo;

import org.jspecify.annotations.NullMarked;
