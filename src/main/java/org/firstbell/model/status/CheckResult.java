package org.firstbell.model.status;

import java.time.Instant;
import org.firstbell.model.CheckId;

/** One check on one subject, as it stands. */
public record CheckResult(CheckId check, CheckOutcome outcome, Instant since) {}
