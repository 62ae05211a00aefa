/**
 * What people and programs see: one immutable snapshot as REST, WebSocket and static pages, and who may see and do what.
 *
 * <p>Thread: the web event loop; it reads the snapshot from one atomic reference.
 *
 * <p>May use: {@code model}, and the interfaces of {@code history} and {@code report}. Confined to this package: Vert.x web.
 */
@NullMarked
package org.firstbell.board;

import org.jspecify.annotations.NullMarked;
