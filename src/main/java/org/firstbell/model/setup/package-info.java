/**
 * Configured things: school, rooms, devices, services, sessions, profiles, platforms, checks and settings, built whole
 * by the loader.
 *
 * <p>Thread: immutable values.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.model.setup;

import org.jspecify.annotations.NullMarked;
