/**
 * Checks compiled from check files and type-checked against the signal catalogue, and the state of their outcomes.
 *
 * <p>Thread: compiled checks are immutable; compiling runs where a configuration is loaded.
 *
 * <p>May use: {@code model}, {@code wording}, {@code readiness.signal}.
 */
@NullMarked
package org.firstbell.readiness.check;

import org.jspecify.annotations.NullMarked;
