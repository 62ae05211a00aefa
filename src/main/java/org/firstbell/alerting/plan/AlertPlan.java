package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The alerting plan: from everything that happened and was told, how everything is judged, and the time, it gives the
 * mails that each person gets now and the instant at which time alone may change that. Pure; made for one instant.
 *
 * @param impacts what the incident of an open conversation does now
 */
public record AlertPlan(PlanInput input, Function<Conversation, SessionImpact> impacts) {

    /** The mails of one conversation now; empty instant when only a change can bring the next. */
    public record Step(List<PlannedMail> mails, Optional<Instant> lookAgainAt) {}

    /** The sessions that are unknown without an incident: begins their conversations, and goes on with them. */
    public List<PlannedMail> unknownSessions() {
        List<PlannedMail> mails = new ArrayList<>();
        for (Map.Entry<Conversation, SessionImpact> one :
                new UnknownSessions(input).open().entrySet()) {
            mails.addAll(new OpenConversationPlan(input, one.getKey(), one.getValue())
                    .plan()
                    .mails());
        }
        return mails;
    }

    /** A conversation whose incident is open, by what that does now. */
    public Step open(Conversation conversation, SessionImpact impact) {
        return new OpenConversationPlan(input, conversation, impact).plan();
    }

    /** The conversations whose cause is over and in which somebody waits for good news. */
    public List<PlannedMail> ended() {
        HoldingIncidents holding = new HoldingIncidents(input.conversations(), impacts);
        List<PlannedMail> mails = new ArrayList<>();
        for (Conversation conversation : input.conversations()) {
            if (!conversation.told().isEmpty() && isOver(conversation)) {
                mails.addAll(new EndedConversationPlan(input, conversation, holding).plan());
            }
        }
        return mails;
    }

    private boolean isOver(Conversation conversation) {
        return UnknownSessions.isThread(conversation.thread())
                ? new UnknownSessions(input).isOver(conversation)
                : !conversation.isOpen();
    }

    /** When the next mail about an open incident is due if nothing changes. */
    public Optional<Instant> nextMail(Conversation conversation) {
        return new OpenConversationPlan(input, conversation, impacts.apply(conversation)).nextMail();
    }
}
