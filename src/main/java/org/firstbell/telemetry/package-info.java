/**
 * Metrics of the daemon itself, and device and session series taken straight from the current state.
 *
 * <p>Thread: any thread; series are captured on the core event loop.
 *
 * <p>May use: {@code model}, interfaces of the others. Confined to this package: Micrometer and the Prometheus client.
 */
@NullMarked
package org.firstbell.telemetry;

import org.jspecify.annotations.NullMarked;
