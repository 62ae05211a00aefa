/**
 * Data files shipped inside the product or added beside the configuration: profiles, platforms and checks.
 *
 * <p>Thread: the thread that loads.
 *
 * <p>May use: {@code model}, {@code config.yaml}.
 */
@NullMarked
package org.firstbell.config.data;

import org.jspecify.annotations.NullMarked;
