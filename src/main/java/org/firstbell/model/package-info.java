/**
 * Nouns of the whole product: ids, signals, verdicts, findings, incidents and the interfaces of the store; no I/O.
 *
 * <p>Thread: immutable values.
 *
 * <p>May use: nothing of ours; of libraries JSpecify.
 */
@NullMarked
package org.firstbell.model;

import org.jspecify.annotations.NullMarked;
