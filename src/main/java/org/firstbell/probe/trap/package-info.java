/**
 * Receiver of SNMP traps and informs, rate-limited by sender, as hints to poll a device at once.
 *
 * <p>Thread: an event loop of its own; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}.
 */
@NullMarked
package org.firstbell.probe.trap;

import org.jspecify.annotations.NullMarked;
