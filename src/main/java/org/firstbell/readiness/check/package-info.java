/**
 * Checks as data: expressions of check files compiled and type-checked against the signal catalogue, and the sentences
 * they say.
 *
 * <p>Thread: compiled checks are immutable; compiling runs where a configuration is loaded.
 *
 * <p>May use: {@code model}. Confined to this package: the expression engine (CEL).
 */
@NullMarked
package org.firstbell.readiness.check;

import org.jspecify.annotations.NullMarked;
