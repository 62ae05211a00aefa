/**
 * Meters of the daemon, and the series of devices and sessions straight from the snapshot at scrape time.
 *
 * <p>Thread: listeners run where they are called and only count; a scrape runs on the web event loop.
 *
 * <p>May use: {@code model}. Confined to this package: Micrometer and the Prometheus client.
 */
@NullMarked
package org.firstbell.telemetry;

import org.jspecify.annotations.NullMarked;
