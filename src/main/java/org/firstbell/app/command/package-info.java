/**
 * Commands of the command line.
 *
 * <p>Thread: the main thread.
 *
 * <p>May use: every package of ours. Confined to this package: picocli.
 */
@NullMarked
package org.firstbell.app.command;

import org.jspecify.annotations.NullMarked;
