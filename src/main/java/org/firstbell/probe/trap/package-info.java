/**
 * Traps and informs: hints of devices that something changed, taken as a reason to look and never as truth.
 *
 * <p>Thread: messages are read and authenticated on a thread of their own; what is believed is handed to the polling loop,
 * bounded. May use: {@code model}, and of {@code probe} the socket and names of SNMP.
 */
@NullMarked
package org.firstbell.probe.trap;

import org.jspecify.annotations.NullMarked;
