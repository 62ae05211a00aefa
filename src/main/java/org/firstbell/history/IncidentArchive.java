package org.firstbell.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;

/** What happened, for pages and reports. Every call answers off the caller's thread; a stage that fails says why. */
interface IncidentArchive {
    /**
     * A session's verdict became another.
     *
     * @param reason the sentence behind it; may be empty
     */
    record VerdictChange(SessionId session, Instant at, Verdict verdict, SessionLabel label, String reason) {}

    /** The newest incidents ever, open ones included, newest first. */
    CompletionStage<List<Incident>> incidents(int most);

    /** The newest incidents with a number less than one, newest first. */
    CompletionStage<List<Incident>> incidentsBefore(IncidentId number, int most);

    /** One incident; empty when there is none of that number. */
    CompletionStage<Optional<Incident>> incident(IncidentId number);

    /** How a session's verdict went, oldest first. */
    CompletionStage<List<VerdictChange>> verdictChanges(SessionId session);
}
