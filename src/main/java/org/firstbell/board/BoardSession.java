package org.firstbell.board;

import java.time.Instant;
import java.util.List;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;

/** A session of the plan with how it stands. */
record BoardSession(TestSession session, SessionAssessment assessment) {
    SessionLabel label() {
        return assessment.label();
    }

    Instant start() {
        return session.start();
    }

    String id() {
        return session.id().value();
    }

    List<RoomId> rooms() {
        return session.rooms().stream().map(TestSession.PlannedRoom::room).toList();
    }

    boolean isOver() {
        return label() == SessionLabel.DONE || label() == SessionLabel.CANCELLED;
    }

    boolean isLive() {
        return assessment.phase() == SessionPhase.LIVE;
    }

    /** It wants nobody any more: staff accepted its risk. */
    boolean isRiskAccepted() {
        return assessment.riskAccepted() && label() == SessionLabel.AT_RISK;
    }

    /** It wants somebody, whether or not its risk was accepted. */
    boolean needsAction() {
        return label().needsAction();
    }

    /** The rooms that make the session what it is; all of them when none stands out. */
    List<RoomId> decisiveRooms() {
        Verdict verdict = assessment.verdict();
        List<RoomId> bad = assessment.rooms().stream()
                .filter(room -> room.verdict() == verdict)
                .map(RoomAssessment::room)
                .toList();
        return bad.isEmpty() ? rooms() : bad;
    }
}
