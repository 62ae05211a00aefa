package org.firstbell.model.status;

import java.time.Instant;

/**
 * Firstbell itself cannot see: every root is silent, no network interface is up, or the clock jumped.
 *
 * @param sentence why, for people
 */
public record VisibilityLoss(Instant since, String sentence) {}
