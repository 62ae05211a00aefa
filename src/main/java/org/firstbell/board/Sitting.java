package org.firstbell.board;

import java.time.Instant;
import java.util.List;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.TestSession;

/** A session of the plan with how it stands. */
record Sitting(TestSession plan, SessionStanding standing) {
    SessionWord word() {
        return standing.word();
    }

    Instant start() {
        return plan.start();
    }

    String id() {
        return plan.id().value();
    }

    List<RoomId> rooms() {
        return plan.rooms().stream().map(TestSession.Seating::room).toList();
    }

    boolean takesPlaceIn(RoomId room) {
        for (TestSession.Seating seating : plan.rooms()) {
            if (seating.room().equals(room)) {
                return true;
            }
        }
        return false;
    }

    boolean over() {
        return word() == SessionWord.DONE || word() == SessionWord.CANCELLED;
    }

    boolean live() {
        return standing.phase() == Phase.LIVE;
    }

    /** It wants nobody any more: staff accepted its risk. */
    boolean accepted() {
        return standing.accepted() && word() == SessionWord.AT_RISK;
    }

    /** It wants somebody, whether or not its risk was accepted. */
    boolean wantsAction() {
        return word().wantsAction();
    }

    /** The rooms that make the session what it is; all of them when none stands out. */
    List<RoomId> decisiveRooms() {
        Verdict verdict = standing.verdict();
        List<RoomId> bad = standing.rooms().stream()
                .filter(room -> room.verdict() == verdict)
                .map(RoomStanding::room)
                .toList();
        return bad.isEmpty() ? rooms() : bad;
    }
}
