/**
 * Store of what happened: journal, outbox and what was learned of devices, appended and queried; the only package that
 * may block.
 *
 * <p>Thread: a worker thread of its own.
 *
 * <p>May use: {@code model}. Confined to this package: JDBC.
 */
@NullMarked
package org.firstbell.history;

import org.jspecify.annotations.NullMarked;
