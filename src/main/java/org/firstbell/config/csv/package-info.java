/**
 * CSV files as spreadsheets write them, read into the same nodes as YAML.
 *
 * <p>Thread: the thread that loads.
 *
 * <p>May use: {@code model}, {@code config.yaml}. Confined to this package: FastCSV.
 */
@NullMarked
package org.firstbell.config.csv;

import org.jspecify.annotations.NullMarked;
