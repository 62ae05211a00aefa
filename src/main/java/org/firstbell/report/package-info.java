/**
 * The documented record of a session, a day or an incident.
 *
 * <p>Thread: a worker, never the core event loop.
 *
 * <p>May use: {@code model}, and the interfaces of {@code history}. Confined to this package: the template, PDF and CSV writers.
 */
@NullMarked
package org.firstbell.report;

import org.jspecify.annotations.NullMarked;
