/**
 * The command line, and the wiring of all parts: start and stop order, the pipeline, reloading. Nobody imports it.
 *
 * <p>Thread: the main thread until all is wired, then the event loops it starts.
 *
 * <p>May use: every package of ours. Confined to this package: picocli.
 */
@NullMarked
package org.firstbell.app;

import org.jspecify.annotations.NullMarked;
