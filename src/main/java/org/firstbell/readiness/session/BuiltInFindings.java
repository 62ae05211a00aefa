package org.firstbell.readiness.session;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Subject;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Evidence;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.VisibilityLoss;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.check.SentenceTemplate;
import org.firstbell.readiness.check.ValueFormat;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.LimitForecast;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.TargetNoun;
import org.firstbell.wording.TimePhrases;

/** The findings that no check file words: of seats, cut ways, the internet, spares and blindness. Immutable. */
final class BuiltInFindings {
    private static final int MAX_EVIDENCE = 10;
    private static final int MAX_WALL = 44;

    private final String helpContact;
    private final ZoneId zone;
    private final CheckFindings checkFindings;

    BuiltInFindings(School school, CheckFindings wording) {
        this.helpContact = school.contact();
        this.checkFindings = wording;
        this.zone = school.timezone();
    }

    /** What to do in a live session with testing devices that lost their connection (board design §0). */
    private Phrase keepDevicesOn(List<TargetState> devices) {
        List<DeviceKind> kinds = TargetStates.kinds(devices);
        String noun = TargetNoun.ofTestingDevices(kinds, 1);
        boolean lids = !kinds.isEmpty() && kinds.stream().allMatch(kind -> kind == DeviceKind.CHROMEBOOK);
        String keep =
                lids ? "Keep each " + noun + ": lid open, plugged in." : "Leave each " + noun + " on and plugged in.";
        return phrase(keep, Sentences.inARow(keep, "Follow 'lost connection' in your test manual.", helpContact));
    }

    private static Phrase phrase(String wall, String full) {
        return new Phrase(SentenceTemplate.shortened(wall, MAX_WALL), SentenceTemplate.shortened(full, 200));
    }

    Finding internetDown(Collection<TargetState> anchors, Severity severity, SessionPhase phase) {
        Instant since = anchors.stream()
                .map(TargetState::silentSince)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        boolean partly = severity == Severity.DEGRADING;
        Phrase message = partly
                ? phrase(
                        "The internet answers only in part.",
                        "The internet is not answering, the testing service still is.")
                : phrase("The internet is down.", "The internet is down: nothing outside the school answers.");
        Phrase remedy = phase == SessionPhase.LIVE && !partly
                ? phrase(
                        "Follow 'lost connection' in your manual.",
                        "Tell every room to follow 'lost connection' in the test manual. Write down the time. "
                                + helpContact + ".")
                : phrase(
                        "Nothing to do in the rooms. Call " + helpContact + ".",
                        "Nothing to do in the rooms. Tell district IT that the school's internet is not answering. "
                                + helpContact + ".");
        return finding(
                CheckId.INTERNET,
                CheckOutcome.FAIL,
                severity,
                ServiceId.INTERNET,
                since,
                message,
                remedy,
                presenceEvidence(anchors));
    }

    Finding internetUnknown(Collection<TargetState> anchors, SessionPhase phase) {
        return finding(
                CheckId.INTERNET,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                ServiceId.INTERNET,
                anchors.stream()
                        .flatMap(anchor -> anchor.checks.stream().filter(CheckState::isLiveness))
                        .map(CheckState::since)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                phrase("We can't tell about the internet.", "We can't tell about the internet now."),
                phrase(
                        "Ask the tech office. " + helpContact,
                        "Ask the tech office to look at this board's network. " + helpContact + "."),
                presenceEvidence(anchors));
    }

    /** A thing that must be seen, and is not. */
    Finding notMeasured(TargetState target, CheckState check, Severity severity, SessionPhase phase) {
        Finding plain = checkFindings.finding(target, check, severity, phase);
        return finding(
                check.check().id(),
                CheckOutcome.UNKNOWN,
                severity,
                target.id,
                check.since(),
                CheckFindings.notMeasured(target),
                phrase(
                        "Ask the tech office to look at it.",
                        "Ask the tech office to look at " + target.name() + ". " + helpContact + "."),
                plain.evidence());
    }

    /** Seats cut off by one silent thing. */
    Finding pathCut(
            TargetState by, Instant since, List<TargetState> cut, Severity severity, SessionPhase phase, int students) {
        int count = cut.size();
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(cut), count);
        String the = CheckFindings.withArticle(by);
        String back = (students < TestSession.SMALL_GROUP ? "the " + seats : count + " " + seats)
                + (count == 1 ? " comes" : " come");
        Phrase message = phrase(
                Sentences.capitalized(the) + " is not answering.",
                Sentences.capitalized(the) + " is not answering. " + count + " " + seats + " "
                        + TargetNoun.isOrAre(count) + " cut off behind it.");
        if (message.wall().endsWith("…")) {
            message = phrase(by.name() + " is not answering.", message.full());
        }
        Phrase remedy = phase == SessionPhase.LIVE
                ? keepDevicesOn(cut)
                : phrase(
                        "Check its power and cable. " + helpContact,
                        "Check that " + the + " has power and its cable is plugged in; " + back + " back with it. "
                                + helpContact + ".");
        return finding(
                CheckId.PATH,
                CheckOutcome.FAIL,
                severity,
                by.id,
                since,
                message,
                remedy,
                presenceEvidence(List.of(by)));
    }

    /**
     * Seats of a room that are missing or not fit.
     *
     * @param missing silent though due, their way open
     * @param seats every seat of the room
     */
    Finding seatsUnusable(
            RoomId room,
            List<TargetState> missing,
            List<TargetState> unfit,
            List<TargetState> seats,
            int students,
            Severity severity,
            SessionPhase phase,
            Instant since) {
        List<TargetState> all = new ArrayList<>(missing);
        all.addAll(unfit);
        int total = seats.size();
        String of = " of " + total + " " + TargetNoun.ofTestingDevices(TargetStates.kinds(seats), total);
        boolean silent = !missing.isEmpty();
        int first = silent ? missing.size() : unfit.size();
        String away = missing.stream().allMatch(target -> target.presence.isOnlySighted())
                ? " not seen on Wi-Fi"
                : " not answering";
        String what = silent ? away : " not fit for the test";
        String wall;
        String full;
        if (all.isEmpty()) {
            String listed = total == 0
                    ? "No device is"
                    : "Only " + TimePhrases.counted(total, "device") + " " + TargetNoun.isOrAre(total);
            String taught = TimePhrases.counted(students, "student");
            wall = total == 0
                    ? "No seat for " + taught + "."
                    : "Only " + TimePhrases.counted(total, "seat") + " for " + taught + ".";
            full = listed + " listed here for " + taught + ".";
        } else {
            wall = first + of + " " + TargetNoun.isOrAre(first) + what + ".";
            if (wall.length() > MAX_WALL) {
                wall = first + " " + TargetNoun.ofTestingDevices(TargetStates.kinds(all), first) + " "
                        + TargetNoun.isOrAre(first) + what + ".";
            }
            full = first + of + " " + TargetNoun.isOrAre(first) + what
                    + (silent && !unfit.isEmpty() ? ", and " + unfit.size() + " not fit for the test" : "")
                    + (severity == Severity.BLOCKING
                            ? "; " + students + " " + TargetNoun.isOrAre(students) + " needed"
                            : "")
                    + slots(all) + ".";
        }
        if (students < TestSession.SMALL_GROUP && !all.isEmpty()) {
            wall = "Some devices are" + what + ".";
        }
        Phrase remedy = phase == SessionPhase.LIVE
                ? keepDevicesOn(all)
                : all.isEmpty()
                        ? phrase("Bring more devices.", "Bring more devices, or move students. " + helpContact + ".")
                        : wakeOrSwap(missing.size(), unfit.size());
        return finding(
                CheckId.SEATS,
                CheckOutcome.FAIL,
                severity,
                room,
                since,
                phrase(wall, full),
                remedy,
                presenceEvidence(all));
    }

    /** What to do before a session with devices that are silent or not fit. */
    private Phrase wakeOrSwap(int missing, int unfit) {
        if (missing == 0) {
            return phrase(
                    "Swap " + (unfit == 1 ? "it. " : "them. ") + helpContact,
                    (unfit == 1 ? "Swap in a spare for that device. " : "Swap in spares for those devices. ")
                            + helpContact + ".");
        }
        return missing == 1
                ? phrase(
                        "Wake or swap it. " + helpContact,
                        "Open or wake that device; swap in a spare if it stays silent after 2 min. " + helpContact
                                + ".")
                : phrase(
                        "Wake or swap them. " + helpContact,
                        "Open or wake those devices; swap in spares for those that stay silent after 2 min. "
                                + helpContact + ".");
    }

    /** Seats of which nobody can tell. */
    Finding seatsUnknown(
            RoomId room, List<TargetState> unknown, int total, int students, SessionPhase phase, Instant since) {
        boolean never = unknown.stream().noneMatch(target -> target.presence.reached());
        int count = unknown.size();
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(unknown), total);
        String wall = students < TestSession.SMALL_GROUP
                ? "We can't tell about this room."
                : "We can't tell about " + count + " of " + total + " " + seats + ".";
        String full =
                "We can't tell about " + count + " of " + total + " " + seats + " in " + checkFindings.displayName(room)
                        + (never ? (count == 1 ? ": it was not seen yet." : ": none of them was seen yet.") : ".");
        return finding(
                CheckId.SEATS,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                room,
                since,
                phrase(wall, full),
                phase == SessionPhase.LIVE
                        ? phrase(
                                "Look into the room. " + helpContact,
                                "Look into the room: are they testing? " + helpContact + ".")
                        : phrase(
                                "Wake one device there. " + helpContact,
                                "Wake one device there and look at its Wi-Fi mark. " + helpContact + "."),
                presenceEvidence(unknown));
    }

    /** Seats that fell silent together in a live session, and not because they were done. */
    Finding seatsFellSilent(RoomId room, List<TargetState> fell, int students, Instant since) {
        int count = fell.size();
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(fell), count);
        String where = checkFindings.displayName(room);
        return finding(
                CheckId.SEATS,
                CheckOutcome.FAIL,
                Severity.BLOCKING,
                room,
                since,
                students < TestSession.SMALL_GROUP
                        ? phrase("Devices fell silent.", count + " " + seats + " in " + where + " fell silent.")
                        : phrase(
                                count + " " + seats + " fell silent.",
                                count + " " + seats + " in " + where + " fell silent in mid-test."),
                keepDevicesOn(fell),
                presenceEvidence(fell));
    }

    /** Seats that left together while everything shared is well. */
    Finding seatsClosedAtOnce(RoomId room, List<TargetState> left, Instant since) {
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(left), left.size());
        return finding(
                CheckId.SEATS,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                room,
                since,
                phrase(
                        left.size() + " " + seats + " closed at once: finished?",
                        left.size() + " " + seats + " in " + checkFindings.displayName(room)
                                + " closed at once: finished?"),
                phrase(
                        "Look into the room. " + helpContact,
                        "Ask the room whether it has finished, and tell this board. If not: " + helpContact + "."),
                presenceEvidence(left));
    }

    /** Seats that left a live session, for the list. */
    Finding seatsLeft(RoomId room, List<TargetState> left, boolean all, Instant since) {
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(left), left.size());
        String oneByOne = left.size() == 1 ? "" : " one by one";
        String what = left.size() + " " + seats + (left.size() == 1 ? " has" : " have") + " left" + oneByOne;
        return finding(
                CheckId.SEATS,
                CheckOutcome.FAIL,
                Severity.ADVISORY,
                room,
                since,
                phrase(
                        left.size() + " " + seats + " left" + (all ? ": finished?" : oneByOne + "."),
                        what + (all ? ": finished?" : ".")),
                phrase("Nothing to do.", "Nothing to do: students come late, are absent, or are done."),
                presenceEvidence(left));
    }

    /** A computer that fell silent alone in a live session. */
    Finding computerFellSilent(TargetState computer, Instant since) {
        return finding(
                CheckId.ANSWERS,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                computer.id,
                since,
                phrase(computer.name() + " fell silent.", computer.name() + " fell silent in mid-test, alone."),
                keepDevicesOn(List.of(computer)),
                presenceEvidence(List.of(computer)));
    }

    /** Seats that a session counts on and that fail a degrading check. */
    Finding seatsDegraded(RoomId room, List<TargetState> weak, int students, Finding worst, Instant since) {
        int count = weak.size();
        String seats = TargetNoun.ofTestingDevices(TargetStates.kinds(weak), count);
        String wall = count == 1
                ? worst.message().wall()
                : students < TestSession.SMALL_GROUP ? "Some devices need care." : count + " " + seats + " need care.";
        String full = count == 1
                ? worst.message().full()
                : count + " " + seats + " that are needed have a problem; the first: "
                        + worst.message().full();
        return finding(
                CheckId.SEATS,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                room,
                since,
                phrase(wall, full),
                worst.remedy(),
                presenceEvidence(weak));
    }

    /** A limit that will be passed before the session is over. */
    Finding limitForecast(TargetState target, LimitForecast.ForecastBreach passing, SessionPhase phase) {
        Finding plain = checkFindings.finding(target, passing.check(), Severity.DEGRADING, phase);
        String at = ValueFormat.clockTime(passing.at(), zone);
        return finding(
                CheckId.FORECAST,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                target.id,
                passing.since(),
                phrase(
                        Sentences.capitalized(CheckFindings.withArticle(target)) + " fills up by " + at + ".",
                        Sentences.capitalized(CheckFindings.withArticle(target))
                                + " fills up: if it goes on like this it passes its limit at " + at
                                + ", before the session ends."),
                plain.remedy(),
                plain.evidence());
    }

    Finding tooFewSpares(SessionId session, int spares, int asked, Instant since) {
        return finding(
                CheckId.SPARES,
                CheckOutcome.FAIL,
                Severity.DEGRADING,
                session,
                since,
                phrase(
                        spares <= 0
                                ? "No spare device."
                                : "Only " + spares + " of " + TimePhrases.counted(asked, "spare device") + ".",
                        (spares <= 0
                                        ? "No spare device is"
                                        : "Only " + TimePhrases.counted(spares, "spare device") + " "
                                                + TargetNoun.isOrAre(spares))
                                + " ready. Your school asks for " + asked + "."),
                phrase("Bring charged spares.", "Bring charged spare devices to the room."),
                List.of());
    }

    Finding visibilityLost(Subject school, VisibilityLoss blindness) {
        return finding(
                CheckId.SELF_VISIBILITY,
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                school,
                blindness.since(),
                phrase("This board cannot see the school now.", "We are blind: " + blindness.sentence()),
                phrase("Ask the rooms. " + helpContact, "Do not use this board. Ask the rooms. " + helpContact + "."),
                List.of());
    }

    private static String slots(List<TargetState> targets) {
        List<String> slots = targets.stream()
                .map(target -> target.device)
                .filter(Objects::nonNull)
                .flatMap(device -> device.slot().stream())
                .limit(6)
                .toList();
        return slots.isEmpty() || slots.size() < targets.size()
                ? ""
                : (slots.size() == 1 ? " (slot " : " (slots ") + String.join(", ", slots) + ")";
    }

    private static List<Evidence> presenceEvidence(Collection<TargetState> targets) {
        return targets.stream()
                .limit(MAX_EVIDENCE)
                .flatMap(target -> CheckFindings.presenceEvidence(target).stream())
                .collect(Collectors.toList());
    }

    private static Finding finding(
            CheckId check,
            CheckOutcome outcome,
            Severity severity,
            Subject subject,
            Instant since,
            Phrase message,
            Phrase remedy,
            List<Evidence> evidence) {
        return new Finding(check, outcome, severity, subject, since, message, remedy, evidence);
    }
}
