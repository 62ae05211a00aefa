package org.firstbell.board;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.IncidentId;

/**
 * What the board must know besides verdicts and incidents.
 *
 * @param mailTrouble why mail does not get out, as a sentence; empty while it does
 * @param reloadTrouble why the last change of the configuration was not taken; empty when it was
 * @param nextMails when the next mail about an incident goes at the latest
 */
public record BoardStatus(
        Optional<String> mailTrouble, Optional<String> reloadTrouble, Map<IncidentId, Instant> nextMails) {
    /** All is well. */
    public static final BoardStatus WELL = new BoardStatus(Optional.empty(), Optional.empty(), Map.of());

    public BoardStatus {
        nextMails = Map.copyOf(nextMails);
    }
}
