package org.firstbell.readiness;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.firstbell.model.Blindness;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.Evidence;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Subject;
import org.firstbell.model.Words;
import org.firstbell.model.setup.School;

/** The findings that no check file words: of seats, cut ways, the internet, spares and blindness. Immutable. */
final class RoomWords {
    static final CheckId SEATS = new CheckId("seats");
    static final CheckId PATH = new CheckId("path");
    static final CheckId INTERNET = new CheckId("internet");
    static final CheckId SPARES = new CheckId("spares");
    static final CheckId SIGHT = new CheckId("sight");
    /** The internet as a subject: all anchors together. */
    static final ServiceId THE_INTERNET = new ServiceId("internet");

    private static final int EVIDENCE = 10;
    /** A room under 10 students shows no counts on walls (board design §0). */
    private static final int SMALL = 10;

    static final CheckId FORECAST = new CheckId("forecast");

    private final String call;
    private final ZoneId zone;
    private final Wording wording;

    RoomWords(School school, Wording wording) {
        String line = school.help().line();
        this.call = line.isEmpty() ? school.role("technician", "Tech office") : line;
        this.wording = wording;
        this.zone = school.timezone();
    }

    /** What to do in a live session with a testing device that lost its connection (board design §0). */
    private Words keep(String noun) {
        return words(
                "Keep each " + noun + ": lid open, plugged in.",
                "Keep each " + noun + ": lid open, plugged in. Follow 'lost connection' in your test manual. " + call
                        + ".");
    }

    private static Words words(String wall, String full) {
        return new Words(Sentence.shortened(wall, 44), Sentence.shortened(full, 200));
    }

    Finding internetDown(Collection<TargetBook> anchors, Severity severity, Phase phase) {
        Instant since = anchors.stream()
                .map(TargetBook::silentSince)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        boolean partly = severity == Severity.DEGRADING;
        Words message = partly
                ? words(
                        "The internet answers only in part.",
                        "The internet is not answering, the testing service still is.")
                : words("The internet is down.", "The internet is down: nothing outside the school answers.");
        Words remedy = phase == Phase.LIVE && !partly
                ? words(
                        "Follow 'lost connection' in your manual.",
                        "Tell every room to follow 'lost connection' in the test manual. Write down the time. " + call
                                + ".")
                : words(
                        "Nothing to do in the rooms. Call " + call + ".",
                        "Nothing to do in the rooms. Tell district IT that the school's internet is not answering. "
                                + call + ".");
        return finding(INTERNET, CheckOutcome.FAIL, severity, THE_INTERNET, since, message, remedy, ups(anchors));
    }

    Finding internetUnknown(Collection<TargetBook> anchors, Phase phase) {
        return finding(
                INTERNET,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                THE_INTERNET,
                anchors.stream()
                        .flatMap(anchor -> anchor.checks.stream().filter(CheckState::isAnswers))
                        .map(CheckState::since)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                words("We can't tell about the internet.", "We can't tell about the internet now."),
                words("Ask the tech office. " + call, "Ask the tech office to look at this board's network. " + call),
                ups(anchors));
    }

    /** A thing that must be seen, and is not. */
    Finding unseen(TargetBook book, CheckState check, Severity severity, Phase phase) {
        Finding plain = wording.finding(book, check, severity, phase);
        return finding(
                check.check().id(),
                CheckOutcome.UNKNOWN,
                severity,
                book.id,
                check.since(),
                Wording.unseen(book),
                words(
                        "Ask the tech office to look at it.",
                        "Ask the tech office to look at " + book.name() + ". " + call),
                plain.evidence());
    }

    /** Seats cut off by one silent thing. */
    Finding path(TargetBook by, Instant since, List<TargetBook> cut, Severity severity, Phase phase, int students) {
        int count = cut.size();
        String seats = Nouns.seats(Books.kinds(cut), count);
        String the = Wording.the(by);
        String all = students < SMALL ? seats : count + " " + seats;
        Words message = words(
                capital(the) + " is not answering.",
                capital(the) + " is not answering. " + count + " " + seats + " " + Nouns.are(count)
                        + " cut off behind it.");
        if (message.wall().endsWith("…")) {
            message = words(by.name() + " is not answering.", message.full());
        }
        Words remedy = phase == Phase.LIVE
                ? keep(Nouns.seats(Books.kinds(cut), 1))
                : words(
                        "Check its power and cable. " + call,
                        "Check that " + the + " has power and its cable is plugged in; " + all + " come back with it. "
                                + call + ".");
        return finding(PATH, CheckOutcome.FAIL, severity, by.id, since, message, remedy, ups(List.of(by)));
    }

    /**
     * Seats of a room that are missing or not fit.
     *
     * @param missing silent though due, their way open
     */
    Finding seats(
            RoomId room,
            List<TargetBook> missing,
            List<TargetBook> unfit,
            int total,
            int students,
            Severity severity,
            Phase phase,
            Instant since) {
        List<TargetBook> all = new ArrayList<>(missing);
        all.addAll(unfit);
        String of = " of " + total + " " + Nouns.seats(Books.kinds(all), total);
        boolean silent = !missing.isEmpty();
        int first = silent ? missing.size() : unfit.size();
        String away = missing.stream().allMatch(book -> book.presence.onlySighted())
                ? " not seen on Wi-Fi"
                : " not answering";
        String what = silent ? away : " not fit for the test";
        String wall;
        String full;
        if (all.isEmpty()) {
            wall = "Only " + total + " seats for " + students + " students.";
            full = "Only " + total + " devices are listed here for " + students + " students.";
        } else {
            wall = first + of + " " + Nouns.are(first) + what + ".";
            full = first + of + " " + Nouns.are(first) + what
                    + (silent && !unfit.isEmpty() ? ", and " + unfit.size() + " not fit for the test" : "")
                    + (severity == Severity.BLOCKING ? "; " + students + " are needed" : "") + slots(all) + ".";
        }
        if (students < SMALL) {
            wall = "Some devices are" + what + ".";
        }
        Words remedy = phase == Phase.LIVE
                ? keep(all.isEmpty() ? "device" : Nouns.seats(Books.kinds(all), 1))
                : all.isEmpty()
                        ? words("Bring more devices.", "Bring more devices, or move students. " + call + ".")
                        : words(
                                "Wake or swap them. " + call,
                                "Open or wake those devices; swap in spares for those that stay silent after 2 min. "
                                        + call + ".");
        return finding(SEATS, CheckOutcome.FAIL, severity, room, since, words(wall, full), remedy, ups(all));
    }

    /** Seats of which nobody can tell. */
    Finding seatsUnknown(RoomId room, List<TargetBook> unknown, int total, int students, Phase phase, Instant since) {
        boolean never = unknown.stream().noneMatch(book -> book.presence.reached());
        int count = unknown.size();
        String seats = Nouns.seats(Books.kinds(unknown), total);
        String wall = students < SMALL
                ? "We can't tell about this room."
                : "We can't tell about " + count + " of " + total + " " + seats + ".";
        String full = "We can't tell about " + count + " of " + total + " " + seats + " in " + wording.shown(room)
                + (never ? ": none of them was seen yet." : ".");
        return finding(
                SEATS,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                room,
                since,
                words(wall, full),
                phase == Phase.LIVE
                        ? words("Look into the room. " + call, "Look into the room: are they testing? " + call + ".")
                        : words(
                                "Wake one device there. " + call,
                                "Wake one device there and look at its Wi-Fi mark. " + call + "."),
                ups(unknown));
    }

    /** Seats that fell silent together in a live session, and not because they were done. */
    Finding fell(RoomId room, List<TargetBook> fell, int students, Instant since) {
        int count = fell.size();
        String seats = Nouns.seats(Books.kinds(fell), count);
        String where = wording.shown(room);
        return finding(
                SEATS,
                CheckOutcome.FAIL,
                Severity.BLOCKING,
                room,
                since,
                students < SMALL
                        ? words("Devices fell silent.", count + " " + seats + " in " + where + " fell silent.")
                        : words(
                                count + " " + seats + " fell silent.",
                                count + " " + seats + " in " + where + " fell silent in mid-test."),
                keep(Nouns.seats(Books.kinds(fell), 1)),
                ups(fell));
    }

    /** Seats that left together while everything shared is well. */
    Finding closedAtOnce(RoomId room, List<TargetBook> left, Instant since) {
        String seats = Nouns.seats(Books.kinds(left), left.size());
        return finding(
                SEATS,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                room,
                since,
                words(
                        left.size() + " " + seats + " closed at once: finished?",
                        left.size() + " " + seats + " in " + wording.shown(room) + " closed at once: finished?"),
                words(
                        "Look into the room. " + call,
                        "Ask the room whether it has finished, and tell this board. If not: " + call + "."),
                ups(left));
    }

    /** Seats that left a live session, for the list. */
    Finding left(RoomId room, List<TargetBook> left, boolean all, Instant since) {
        String seats = Nouns.seats(Books.kinds(left), left.size());
        String what = left.size() + " " + seats + (left.size() == 1 ? " has" : " have") + " left one by one";
        return finding(
                SEATS,
                CheckOutcome.FAIL,
                Severity.ADVISORY,
                room,
                since,
                words(what + (all ? ": finished?" : "."), what + (all ? ": finished?" : ".")),
                words("Nothing to do.", "Nothing to do: students come late, are absent, or are done."),
                ups(left));
    }

    /** A computer that fell silent alone in a live session. */
    Finding alone(TargetBook computer, Instant since) {
        return finding(
                new CheckId("answers"),
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                computer.id,
                since,
                words(computer.name() + " fell silent.", computer.name() + " fell silent in mid-test, alone."),
                keep(Nouns.seats(Books.kinds(List.of(computer)), 1)),
                ups(List.of(computer)));
    }

    /** Seats that a session counts on and that fail a degrading check. */
    Finding weak(RoomId room, List<TargetBook> weak, int students, Finding worst, Instant since) {
        int count = weak.size();
        String seats = Nouns.seats(Books.kinds(weak), count);
        String wall = count == 1
                ? worst.message().wall()
                : students < SMALL ? "Some devices need care." : count + " " + seats + " need care.";
        String full = count == 1
                ? worst.message().full()
                : count + " " + seats + " that are needed have a problem; the first: "
                        + worst.message().full();
        return finding(
                SEATS,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                room,
                since,
                words(wall, full),
                worst.remedy(),
                ups(weak));
    }

    /** A limit that will be passed before the session is over. */
    Finding forecast(TargetBook book, Forecast.Passing passing, Phase phase) {
        Finding plain = wording.finding(book, passing.check(), Severity.DEGRADING, phase);
        String at = Figures.clock(passing.at(), zone);
        return finding(
                FORECAST,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                book.id,
                passing.since(),
                words(
                        capital(Wording.the(book)) + " fills up by " + at + ".",
                        capital(Wording.the(book)) + " fills up: if it goes on like this it passes its limit at " + at
                                + ", before the session ends."),
                plain.remedy(),
                plain.evidence());
    }

    Finding spares(SessionId session, int spares, int asked, Instant since) {
        return finding(
                SPARES,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                session,
                since,
                words(
                        spares <= 0 ? "No spare device." : "Only " + spares + " of " + asked + " spare devices.",
                        (spares <= 0 ? "No spare device is" : "Only " + spares + " spare devices are")
                                + " ready. Your school asks for " + asked + "."),
                words("Bring charged spares.", "Bring charged spare devices to the room."),
                List.of());
    }

    Finding blind(Subject school, Blindness blindness) {
        return finding(
                SIGHT,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                school,
                blindness.since(),
                words("This board cannot see the school now.", "We are blind: " + blindness.sentence()),
                words("Ask the rooms. " + call, "Do not use this board. Ask the rooms. " + call + "."),
                List.of());
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String slots(List<TargetBook> books) {
        List<String> slots = books.stream()
                .map(book -> book.device)
                .filter(Objects::nonNull)
                .flatMap(device -> device.slot().stream())
                .limit(6)
                .toList();
        return slots.isEmpty() || slots.size() < books.size() ? "" : " (" + String.join(", ", slots) + ")";
    }

    private static List<Evidence> ups(Collection<TargetBook> books) {
        return books.stream()
                .limit(EVIDENCE)
                .flatMap(book -> Wording.up(book).stream())
                .collect(Collectors.toList());
    }

    private static Finding finding(
            CheckId check,
            CheckOutcome outcome,
            Severity severity,
            Subject subject,
            Instant since,
            Words message,
            Words remedy,
            List<Evidence> evidence) {
        return new Finding(check, outcome, severity, subject, since, message, remedy, evidence);
    }
}
