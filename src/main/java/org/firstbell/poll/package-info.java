/**
 * When to ask: beats on a fixed grid with jitter, a pace that follows the sessions, caps on questions in flight, instant
 * second looks after a miss.
 *
 * <p>Thread: the polling event loop.
 *
 * <p>May use: {@code model}, {@code probe}; of libraries Vert.x core.
 */
@NullMarked
package org.firstbell.poll;

import org.jspecify.annotations.NullMarked;
