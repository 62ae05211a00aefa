/**
 * Verdicts of rooms and sessions from the state of their seats and of what they share.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}, {@code readiness.target}.
 */
@NullMarked
package org.firstbell.readiness.session;

import org.jspecify.annotations.NullMarked;
