/**
 * Telling people: the stages route, group, time, dedupe, deliver and record, over a durable outbox.
 *
 * <p>Thread: decisions on the core event loop, delivery on its own event loop.
 *
 * <p>May use: {@code model}. Confined to this package: the Vert.x mail client and the template engine.
 */
@NullMarked
package org.firstbell.notify;

import org.jspecify.annotations.NullMarked;
