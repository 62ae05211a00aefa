/**
 * Checks as data: conditions of check files read and type-checked against the signal catalogue, and the sentences they
 * say. {@code ConditionParser} describes the language.
 *
 * <p>Thread: compiled checks are immutable; compiling runs where a configuration is loaded.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.readiness.check;

import org.jspecify.annotations.NullMarked;
