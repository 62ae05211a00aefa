/**
 * SNMP probe: queries of a device profile to one agent, detection of the profile, and verification of sightings.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}, {@code probe.snmp.client}, {@code probe.profile}. SNMP4J.
 */
@NullMarked
package org.firstbell.probe.snmp;

import org.jspecify.annotations.NullMarked;
