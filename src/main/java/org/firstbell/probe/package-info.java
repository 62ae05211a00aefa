/**
 * Probes: each asks one target one query and always ends in a {@code ProbeOutcome}, never in an exception.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}.
 */
@NullMarked
package org.firstbell.probe;

import org.jspecify.annotations.NullMarked;
