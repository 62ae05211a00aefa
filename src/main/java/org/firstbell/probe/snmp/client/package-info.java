/**
 * Client of one SNMP agent: GETs split to what it can answer, table walks, and what was learned of its limits.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}, {@code probe.snmp.transport}. SNMP4J.
 */
@NullMarked
package org.firstbell.probe.snmp.client;

import org.jspecify.annotations.NullMarked;
