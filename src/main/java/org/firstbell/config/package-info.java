/**
 * Loading of a configuration: files become one immutable configuration, and all problems are reported at once with
 * file, line and column.
 *
 * <p>Thread: the thread that loads.
 *
 * <p>May use: {@code model}, {@code wording}.
 */
@NullMarked
package org.firstbell.config;

import org.jspecify.annotations.NullMarked;
