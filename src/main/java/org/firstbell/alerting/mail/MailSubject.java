package org.firstbell.alerting.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.wording.SingleLineText;

/**
 * A subject line: {@code [STATE] Place, start: what, time left (#incident)}, at most 78 characters (RFC 5322 §2.1.1), state
 * and place in the first 40.
 *
 * @param start when the test starts, in words; may be empty
 * @param problem may be empty
 * @param timeLeft the time left, in words; may be empty
 */
public record MailSubject(
        StateLabel stateLabel,
        String place,
        String start,
        String problem,
        String timeLeft,
        Optional<IncidentId> incident) {
    public static final int MAX_LENGTH = 78;
    static final int MAX_HEAD_LENGTH = 40;

    /** Less of what is wrong than this says nothing. */
    private static final int MIN_PROBLEM_LENGTH = 16;

    public String line() {
        String state = "[" + stateLabel.text() + "] ";
        String head = state
                + SingleLineText.singleLine(place, MAX_HEAD_LENGTH - state.length())
                + (start.isEmpty() ? "" : ", " + SingleLineText.singleLine(start));
        String tail = incident.map(number -> " (#" + number + ")").orElse("");
        String subject = withoutArticle(SingleLineText.withoutFullStop(problem));
        if (subject.isEmpty()) {
            String time = timeLeft.isEmpty() ? "" : " " + SingleLineText.singleLine(timeLeft);
            return SingleLineText.singleLine(head + time, MAX_LENGTH - tail.length()) + tail;
        }
        int room = MAX_LENGTH - head.length() - 2 - tail.length();
        String shorter = timeLeft.replaceFirst("^starts ", "").replaceFirst(" [AP]M$", "");
        for (String time : List.of(timeLeft, shorter)) {
            String end = time.isEmpty() ? "" : ", " + SingleLineText.singleLine(time);
            if (subject.length() + end.length() <= room) {
                return head + ": " + subject + end + tail;
            }
        }
        String brief = timeLeft.isEmpty() ? "" : ", " + SingleLineText.singleLine(shorter);
        String end = room - brief.length() < MIN_PROBLEM_LENGTH ? "" : brief;
        return head + ": " + SingleLineText.singleLine(subject, room - end.length()) + end + tail;
    }

    private static String withoutArticle(String text) {
        return text.startsWith("The ") ? text.substring(4, 5).toUpperCase(Locale.US) + text.substring(5) : text;
    }
}
