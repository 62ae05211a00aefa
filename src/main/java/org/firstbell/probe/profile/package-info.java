/**
 * Device profiles at work: recognition of a device family, and mappers from scalars and table rows to signals and
 * sightings.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}, {@code probe.snmp.client}. SNMP4J.
 */
@NullMarked
package org.firstbell.probe.profile;

import org.jspecify.annotations.NullMarked;
