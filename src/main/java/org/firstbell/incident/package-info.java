/**
 * The pure search for causes: findings and topology become incidents, with their life cycle and its events.
 *
 * <p>Thread: the core event loop; no clock, thread, socket or framework. Time is an argument.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.incident;

import org.jspecify.annotations.NullMarked;
