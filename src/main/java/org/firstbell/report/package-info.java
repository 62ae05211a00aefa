/**
 * Documented record of a session, a day or an incident, rendered from the store.
 *
 * <p>Thread: the thread that asks.
 *
 * <p>May use: {@code model}, interfaces of {@code history}.
 */
@NullMarked
package org.firstbell.report;

import org.jspecify.annotations.NullMarked;
