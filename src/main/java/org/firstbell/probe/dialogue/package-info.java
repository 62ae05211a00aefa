/**
 * Short exchanges in protocols of their own: names, echoes, clocks, projectors, power and sign-in servers.
 *
 * <p>Thread: the polling loop; programs are run on worker threads. May use: {@code model}. Each dialogue knows nothing of
 * looks, targets and outcomes; {@code probe} makes a probe of it.
 */
@NullMarked
package org.firstbell.probe.dialogue;

import org.jspecify.annotations.NullMarked;
