/**
 * Transport of SNMP messages: sockets, ready-made community messages, USM, and one request with its retransmissions.
 *
 * <p>Thread: the polling event loop, and a receiving thread that hands over in batches.
 *
 * <p>May use: {@code model}, {@code probe}. SNMP4J.
 */
@NullMarked
package org.firstbell.probe.snmp.transport;

import org.jspecify.annotations.NullMarked;
