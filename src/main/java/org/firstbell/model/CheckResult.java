package org.firstbell.model;

import java.time.Instant;

/** One check on one subject, as it stands. */
public record CheckResult(CheckId check, CheckOutcome outcome, Instant since) {}
