/**
 * The nouns of Firstbell: ids, signals, outcomes, findings, verdicts, incidents. No I/O, no framework, no clock.
 *
 * <p>Thread: every type is immutable (or an interface that says where it is confined). Allowed imports: the JDK's
 * values and collections, JSpecify.
 */
@NullMarked
package org.firstbell.model;

import org.jspecify.annotations.NullMarked;
