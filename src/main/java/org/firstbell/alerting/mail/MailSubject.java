package org.firstbell.alerting.mail;

import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.SubjectPhrase;

/**
 * A subject line: {@code [STATE] Place, start: what (#incident)}, whole words, at most 78 characters (RFC 5322 §2.1.1),
 * state and place in the first 40. Nothing in it depends on the time left.
 *
 * @param start when the test starts, in words; may be empty
 * @param problems ways to say what is wrong, best first: the first that fits is taken; may be empty
 * @param reference an end that is never cut, such as {@code see #43}; may be empty
 */
public record MailSubject(
        StateLabel stateLabel,
        String place,
        String start,
        List<String> problems,
        String reference,
        Optional<IncidentId> incident) {
    public static final int MAX_LENGTH = 78;
    static final int MAX_HEAD_LENGTH = 40;

    public MailSubject {
        problems = List.copyOf(problems);
    }

    /** A subject without start and reference. */
    public static MailSubject of(StateLabel state, String place, String problem) {
        return new MailSubject(
                state, place, "", problem.isEmpty() ? List.of() : List.of(problem), "", Optional.empty());
    }

    /** How long a place may be beside this state. */
    public static int maxPlaceLength(StateLabel state) {
        return MAX_HEAD_LENGTH - state.text().length() - 3;
    }

    public String line() {
        String state = "[" + stateLabel.text() + "] ";
        String tail = (reference.isEmpty() ? "" : ", " + reference)
                + incident.map(number -> " (#" + number + ")").orElse("");
        boolean alone = start.isEmpty() && problems.isEmpty();
        int most = alone ? MAX_LENGTH - state.length() - tail.length() : maxPlaceLength(stateLabel);
        String head = state
                + SubjectPhrase.fitting(List.of(SingleLineText.singleLine(place)), most)
                + (start.isEmpty() ? "" : ", " + SingleLineText.singleLine(start));
        if (problems.isEmpty()) {
            return head + tail;
        }
        int room = MAX_LENGTH - head.length() - 2 - tail.length();
        return head
                + ": "
                + SubjectPhrase.fitting(
                        problems.stream().map(SingleLineText::singleLine).toList(), room)
                + tail;
    }
}
