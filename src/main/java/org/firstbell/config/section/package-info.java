/**
 * Sections of the configuration file: each reads one top-level key into configured things and reports its problems.
 *
 * <p>Thread: the thread that loads.
 *
 * <p>May use: {@code model}, {@code config.yaml}.
 */
@NullMarked
package org.firstbell.config.section;

import org.jspecify.annotations.NullMarked;
