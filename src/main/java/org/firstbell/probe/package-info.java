/**
 * Questions to one device at a time (SNMP, HTTP, TCP, ping): each ends in a {@code ProbeOutcome}, never in an exception.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}. Confined to this package: SNMP4J and the Vert.x clients.
 */
@NullMarked
package org.firstbell.probe;

import org.jspecify.annotations.NullMarked;
