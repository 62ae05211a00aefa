/**
 * Access to the board: who may see and do what.
 *
 * <p>Thread: event loops of the server.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.board.access;

import org.jspecify.annotations.NullMarked;
