/**
 * YAML documents with the position of every node, and typed access to their values.
 *
 * <p>Thread: the thread that loads.
 *
 * <p>May use: {@code model}. Confined to this package: snakeyaml-engine.
 */
@NullMarked
package org.firstbell.config.yaml;

import org.jspecify.annotations.NullMarked;
