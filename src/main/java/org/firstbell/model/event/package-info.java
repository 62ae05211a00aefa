/**
 * Events that the pipeline takes and records: probe outcomes with their readings and sightings, staff actions,
 * incident events and journal entries.
 *
 * <p>Thread: immutable values.
 *
 * <p>May use: {@code model}, {@code model.setup}.
 */
@NullMarked
package org.firstbell.model.event;

import org.jspecify.annotations.NullMarked;
