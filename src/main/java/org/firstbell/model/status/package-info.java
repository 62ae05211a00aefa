/**
 * Status of what is watched: signals, findings, checks, verdicts and the assessment of targets, rooms and sessions.
 *
 * <p>Thread: immutable values.
 *
 * <p>May use: {@code model}, {@code model.setup}.
 */
@NullMarked
package org.firstbell.model.status;

import org.jspecify.annotations.NullMarked;
