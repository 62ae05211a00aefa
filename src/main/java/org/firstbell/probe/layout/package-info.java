/**
 * What hangs on what in a network, deduced from what its switches tell. Pure: no I/O, no clock.
 *
 * <p>Thread: wherever it is called. May use: {@code model}.
 */
@NullMarked
package org.firstbell.probe.layout;

import org.jspecify.annotations.NullMarked;
