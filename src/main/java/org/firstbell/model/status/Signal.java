package org.firstbell.model.status;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;

/**
 * The latest value of one signal of one target.
 *
 * @param interval how often the question behind it is asked; presence and path age by it
 */
public record Signal(
        Target target, SignalName name, SignalValue value, String source, Instant observedAt, Duration interval) {}
