/**
 * Latest signals of a target: their values, freshness, forecasts and trends.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.readiness.signal;

import org.jspecify.annotations.NullMarked;
