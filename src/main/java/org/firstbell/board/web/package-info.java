/**
 * Web server of the board: REST, WebSocket and pages over the latest snapshot.
 *
 * <p>Thread: event loops of the server.
 *
 * <p>May use: {@code model}, {@code board}, {@code board.view}, {@code board.access}. Confined to this package: Vert.x
 * web.
 */
@NullMarked
package org.firstbell.board.web;

import org.jspecify.annotations.NullMarked;
