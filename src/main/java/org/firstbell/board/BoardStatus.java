package org.firstbell.board;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.IncidentId;

/**
 * The state of the daemon that the board shows beside verdicts and incidents.
 *
 * @param mailProblem why mail does not get out, as a sentence; empty while it does
 * @param reloadProblem why the last change of the configuration was not taken; empty when it was
 * @param nextMails when the next mail about an incident goes at the latest
 */
public record BoardStatus(
        Optional<String> mailProblem, Optional<String> reloadProblem, Map<IncidentId, Instant> nextMails) {
    /** All is well. */
    public static final BoardStatus HEALTHY = new BoardStatus(Optional.empty(), Optional.empty(), Map.of());

    public BoardStatus {
        nextMails = Map.copyOf(nextMails);
    }
}
