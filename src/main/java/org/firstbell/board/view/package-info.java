/**
 * Views: the parts of a board snapshot, one per room, session, incident, target and verdict.
 *
 * <p>Thread: composed on the core event loop; immutable.
 *
 * <p>May use: {@code model}, {@code wording}.
 */
@NullMarked
package org.firstbell.board.view;

import org.jspecify.annotations.NullMarked;
