/**
 * Discovery of devices in address ranges: interview of one device, uplinks from neighbour tables, drafts and
 * differences of an inventory.
 *
 * <p>Thread: the polling event loop.
 *
 * <p>May use: {@code model}, {@code config}, {@code probe}.
 */
@NullMarked
package org.firstbell.discovery;

import org.jspecify.annotations.NullMarked;
