package org.firstbell.model.status;

import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;

/**
 * A value that a finding rests on.
 *
 * @param value as {@code SignalValue.plain()}
 * @param limit the limit it passed, as text, when there is one
 */
public record Evidence(Target target, SignalName signal, Object value, Optional<String> limit, Instant observedAt) {}
