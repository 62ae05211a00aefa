package org.firstbell.notify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.model.IncidentId;

/**
 * A subject line: {@code [STATE] Place, start: what, time left (#incident)}, at most 78 characters (RFC 5322 §2.1.1), state
 * and place in the first 40.
 *
 * @param start when the test starts, in words; may be empty
 * @param what may be empty
 * @param left the time left, in words; may be empty
 */
record Subject(Tag tag, String place, String start, String what, String left, Optional<IncidentId> incident) {
    static final int LONGEST = 78;
    static final int HEAD = 40;

    /** Less of what is wrong than this says nothing. */
    private static final int LEAST_WHAT = 16;

    String line() {
        String state = "[" + tag.text() + "] ";
        String head =
                state + OneLine.of(place, HEAD - state.length()) + (start.isEmpty() ? "" : ", " + OneLine.of(start));
        String tail = incident.map(number -> " (#" + number + ")").orElse("");
        String subject = withoutArticle(OneLine.withoutStop(what));
        if (subject.isEmpty()) {
            String time = left.isEmpty() ? "" : " " + OneLine.of(left);
            return OneLine.of(head + time, LONGEST - tail.length()) + tail;
        }
        int room = LONGEST - head.length() - 2 - tail.length();
        String shorter = left.replaceFirst("^starts ", "").replaceFirst(" [AP]M$", "");
        for (String time : List.of(left, shorter)) {
            String end = time.isEmpty() ? "" : ", " + OneLine.of(time);
            if (subject.length() + end.length() <= room) {
                return head + ": " + subject + end + tail;
            }
        }
        String brief = left.isEmpty() ? "" : ", " + OneLine.of(shorter);
        String end = room - brief.length() < LEAST_WHAT ? "" : brief;
        return head + ": " + OneLine.of(subject, room - end.length()) + end + tail;
    }

    private static String withoutArticle(String text) {
        return text.startsWith("The ") ? text.substring(4, 5).toUpperCase(Locale.US) + text.substring(5) : text;
    }
}
