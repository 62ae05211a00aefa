package org.firstbell.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The latest value of one signal of one target.
 *
 * @param interval how often the question behind it is asked; presence and path age by it
 */
public record Signal(
        Target about, SignalName name, SignalValue value, String source, Instant observedAt, Duration interval) {}
