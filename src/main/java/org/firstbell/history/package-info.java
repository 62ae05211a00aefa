/**
 * What is kept: append and query; the journal and the outbox that {@code model} declares, on an embedded store.
 *
 * <p>Thread: one worker of its own; this is the only package that may block.
 *
 * <p>May use: {@code model}. Confined to this package: the JDBC driver.
 */
@NullMarked
package org.firstbell.history;

import org.jspecify.annotations.NullMarked;
