/**
 * Wiring of the daemon: what it consists of, the order in which it starts, reloads and stops, and the pipeline. Nobody
 * imports it.
 *
 * <p>Thread: the main thread until all is wired, then the event loops it starts.
 *
 * <p>May use: every package of ours.
 */
@NullMarked
package org.firstbell.app;

import org.jspecify.annotations.NullMarked;
