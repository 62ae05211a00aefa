package org.firstbell.board.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An incident as REST and boards show it. What follows {@code timeline} is for walls and pages.
 *
 * @param wall its summary in the wall's length
 * @param subjectState the state word that its mails begin with
 * @param place the one place it is about, in words
 */
public record IncidentView(
        String id,
        String state,
        String severity,
        CauseView cause,
        String summary,
        String remedy,
        String openedAt,
        String firstSignAt,
        Optional<String> resolvedAt,
        AffectedView affected,
        List<TimelineEntryView> timeline,
        Optional<OwnerView> owner,
        Optional<String> nextMailAt,
        String wall,
        String subjectState,
        String place,
        boolean flapping,
        Optional<String> recoveringSince) {

    /** How many of its notes a board gets; REST tells all of them. */
    private static final int BOARD_NOTES = 15;

    /** Lines of its story that people wrote. */
    public long staffLines() {
        return timeline.stream().filter(line -> line.by().isPresent()).count();
    }

    /** As boards get it: with the newest of its notes, so that each new board gets a bounded story. */
    public IncidentView forBoards() {
        long older = staffLines() - BOARD_NOTES;
        if (older <= 0) {
            return this;
        }
        List<TimelineEntryView> newest = new ArrayList<>();
        for (TimelineEntryView line : timeline) {
            if (line.by().isEmpty() || older-- <= 0) {
                newest.add(line);
            }
        }
        return new IncidentView(
                id,
                state,
                severity,
                cause,
                summary,
                remedy,
                openedAt,
                firstSignAt,
                resolvedAt,
                affected,
                newest,
                owner,
                nextMailAt,
                wall,
                subjectState,
                place,
                flapping,
                recoveringSince);
    }

    /** The one cause of an incident as the board shows it. */
    public record CauseView(String kind, String id) {}

    /** All that depends on it. */
    public record AffectedView(List<String> devices, List<String> rooms, List<String> sessions) {}

    /** One line of its story. */
    public record TimelineEntryView(String at, String what, Optional<String> by) {}

    /** The person who has taken an incident. */
    public record OwnerView(String by, String at) {}
}
