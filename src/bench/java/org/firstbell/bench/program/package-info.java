/**
 * Programs that a benchmark starts, asks and measures: simulated devices, exporters, the daemon itself, with their CPU time and memory.
 *
 * <p>Thread: the main thread.
 *
 * <p>May use: the JDK.
 */
@org.jspecify.annotations.NullMarked
package org.firstbell.bench.program;
