/**
 * Table of probe types: makes the probe of each configured way of polling, over shared clients.
 *
 * <p>Thread: the polling event loop.
 *
 * <p>May use: {@code model} and all of {@code probe}.
 */
@NullMarked
package org.firstbell.probe.factory;

import org.jspecify.annotations.NullMarked;
