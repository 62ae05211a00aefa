/**
 * Rules of alerting: timing, throttling, reminders, retries and digests, and the impact of a cause on sessions.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}.
 */
@NullMarked
package org.firstbell.alerting.plan;

import org.jspecify.annotations.NullMarked;
