/**
 * The pure judgement: latest signals and checks become findings and verdicts, each with its sentence and evidence.
 *
 * <p>Thread: the core event loop; no clock, thread, socket or framework. Time is an argument.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.readiness;

import org.jspecify.annotations.NullMarked;
