/**
 * Readiness of rooms, sessions and the school: the entry point that takes outcomes, staff actions and time, and
 * returns what changed.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}.
 */
@NullMarked
package org.firstbell.readiness;

import org.jspecify.annotations.NullMarked;
