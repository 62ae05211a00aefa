/**
 * Configuration read from YAML and CSV: what the operator wrote, with its origin (file, line, column), and every
 * mistake in it at once.
 *
 * <p>Thread: none of its own; a load runs where it is called, outside the core loop.
 *
 * <p>May use: {@code model}. Confined to this package: snakeyaml-engine, FastCSV, JSON Schema.
 */
@NullMarked
package org.firstbell.config;

import org.jspecify.annotations.NullMarked;
