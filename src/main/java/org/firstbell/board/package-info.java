/**
 * Composition of the board: one immutable snapshot of everything that screens show.
 *
 * <p>Thread: composed on the core event loop; snapshots are immutable.
 *
 * <p>May use: {@code model}, {@code wording}, {@code board.view}.
 */
@NullMarked
package org.firstbell.board;

import org.jspecify.annotations.NullMarked;
