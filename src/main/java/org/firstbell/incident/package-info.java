/**
 * Causes of what fails, from one pure function of findings and topology, and the life of the incidents that they open.
 *
 * <p>Thread: the core event loop; pure.
 *
 * <p>May use: {@code model}, {@code wording}.
 */
@NullMarked
package org.firstbell.incident;

import org.jspecify.annotations.NullMarked;
