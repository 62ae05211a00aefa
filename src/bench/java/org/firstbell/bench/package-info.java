/**
 * Benchmarks: the whole daemon beside its peers on the same simulated devices in the same run. Not a part of the tests.
 *
 * <p>Thread: one process each for the farm, the daemon, and the peer; the driver counts their CPU from /proc.
 */
@org.jspecify.annotations.NullMarked
package org.firstbell.bench;
