/**
 * Schedule of queries: fixed intervals with a phase offset, a pace that follows the sessions, caps on queries in
 * flight, and instant repeated attempts after a miss.
 *
 * <p>Thread: the polling event loop.
 *
 * <p>May use: {@code model}, {@code probe}; of libraries Vert.x core.
 */
@NullMarked
package org.firstbell.poll;

import org.jspecify.annotations.NullMarked;
