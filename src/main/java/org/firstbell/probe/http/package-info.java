/**
 * HTTP probe: one request with a bounded body, mapped to signals by an HTTP profile.
 *
 * <p>Thread: the polling event loop; nothing here blocks.
 *
 * <p>May use: {@code model}, {@code probe}.
 */
@NullMarked
package org.firstbell.probe.http;

import org.jspecify.annotations.NullMarked;
