/**
 * Alerting: the planner of notifications over its alert groups: what each person is told now of each incident, session
 * and day.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}, {@code alerting.plan}, {@code alerting.mail}.
 */
@NullMarked
package org.firstbell.alerting;

import org.jspecify.annotations.NullMarked;
