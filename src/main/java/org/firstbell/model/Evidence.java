package org.firstbell.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A value that a finding rests on.
 *
 * @param value as {@link SignalValue#plain()}
 * @param limit the limit it passed, as text, when there is one
 */
public record Evidence(Target about, SignalName signal, Object value, Optional<String> limit, Instant observedAt) {}
