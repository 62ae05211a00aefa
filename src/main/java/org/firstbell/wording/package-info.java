/**
 * Sentences, nouns and lengths that people read on screens, in mail and on the terminal.
 *
 * <p>Thread: pure functions.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.wording;

import org.jspecify.annotations.NullMarked;
