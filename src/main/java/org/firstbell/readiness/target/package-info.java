/**
 * State of each polled device or service: presence, signals, check outcomes and the path that it hangs on.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}, {@code readiness.signal}, {@code readiness.check}.
 */
@NullMarked
package org.firstbell.readiness.target;

import org.jspecify.annotations.NullMarked;
