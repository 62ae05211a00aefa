/**
 * The configured things: school, rooms, devices, services, sessions, profiles, platforms, checks, settings. Built whole
 * by the loader, immutable from then on.
 *
 * <p>Thread: immutable. Allowed imports: {@code org.firstbell.model}, JSpecify.
 */
@NullMarked
package org.firstbell.model.setup;

import org.jspecify.annotations.NullMarked;
