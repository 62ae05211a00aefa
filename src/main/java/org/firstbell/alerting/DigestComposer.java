package org.firstbell.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.alerting.mail.MailSubject;
import org.firstbell.alerting.mail.NotificationFactory;
import org.firstbell.alerting.plan.AlertTiming;
import org.firstbell.alerting.plan.Conversation;
import org.firstbell.alerting.plan.DigestSchedule;
import org.firstbell.alerting.plan.PlanInput;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TimePhrases;

/**
 * A digest of one testing day (board design, Daily readiness digest). Made for one moment.
 *
 * @param lastDigestAt when the digest before it was told
 */
record DigestComposer(
        PlanInput input,
        NotificationFactory notificationFactory,
        DigestSchedule.DueDigest dueDigest,
        Instant lastDigestAt) {
    /** Lines about what came and went. */
    private static final int MAX_RESOLVED_LINES = 5;

    /** One problem with its remedy. */
    private record DigestProblem(SessionImpact impact, Phrase summary, Phrase remedy, Optional<Incident> incident) {}

    List<Notification> compose(List<SessionAssessment> standings) {
        List<SessionAssessment> needing = standings.stream()
                .filter(assessment -> !SessionImpact.needsNoAction(assessment))
                .toList();
        List<DigestProblem> problems = problems(needing);
        StateLabel tag = dueDigest.morning() ? StateLabel.TODAY : StateLabel.TOMORROW;
        Map<String, Object> values = new LinkedHashMap<>();
        String day = dueDigest.morning() ? "Today" : "Tomorrow";
        TimePhrases times = input.lookup().timePhrases(Optional.empty());
        values.put("state", tag.text());
        values.put("subject", subject(tag, standings, needing, problems));
        values.put("headline", day + ": " + summarySentence(standings, needing.size()));
        values.put("about", dateLine(standings, times));
        values.put("doTitle", dueDigest.morning() ? "Do this now" : "Do this before you leave");
        values.put("problems", problems.stream().map(this::problemValues).toList());
        values.put("rows", sessionRows(standings));
        values.put("over", resolvedLines(times));
        values.put("notes", new DigestNotes(input, dueDigest).lines(standings));
        values.put("next", nextMailPhrase(times));
        List<IncidentId> incidents = problems.stream()
                .flatMap(problem -> problem.incident().stream())
                .map(Incident::id)
                .toList();
        NotificationFactory.NotificationHeader about = new NotificationFactory.NotificationHeader(
                dueDigest.threadId(),
                dueDigest.key(),
                incidents,
                needing.stream().map(SessionAssessment::id).toList(),
                Notification.NotificationKind.PLAIN,
                input.now(),
                NotificationFacts.NONE);
        return notificationFactory.create(
                tag,
                values.get("subject").toString(),
                notificationFactory.renderer().render("digest", values),
                about,
                input.recipients());
    }

    private List<DigestProblem> problems(List<SessionAssessment> needing) {
        Map<SessionId, SessionAssessment> open = new LinkedHashMap<>();
        needing.forEach(assessment -> open.put(assessment.id(), assessment));
        List<DigestProblem> problems = new ArrayList<>();
        for (Conversation thread : input.conversations()) {
            Optional<Incident> incident =
                    thread.incident().filter(known -> thread.isOpen() && known.severity() != Severity.ADVISORY);
            if (incident.isPresent()) {
                SessionImpact hit = SessionImpact.of(incident.get(), input.lookup(), input.assessment());
                SessionImpact ofTheDay = hit.of(needing);
                if (!ofTheDay.isEmpty()) {
                    ofTheDay.sessions().forEach(open::remove);
                    problems.add(new DigestProblem(
                            ofTheDay, incident.get().summary(), incident.get().remedy(), incident));
                }
            }
        }
        for (SessionAssessment assessment : open.values()) {
            Optional<Finding> reason = assessment.reasons().stream().findFirst();
            problems.add(new DigestProblem(
                    SessionImpact.of(List.of(assessment), input.lookup()),
                    reason.map(Finding::message).orElse(Phrase.same("We can't tell if it is ready.")),
                    reason.map(Finding::remedy).orElse(Phrase.same("Look into the room.")),
                    Optional.empty()));
        }
        problems.removeIf(problem -> problem.impact().isEmpty());
        problems.sort(Comparator.comparing((DigestProblem problem) ->
                        -problem.impact().stateLabel().severityRank())
                .thenComparing(
                        problem -> problem.impact().firstSession().orElseThrow().start()));
        return problems;
    }

    private Map<String, Object> problemValues(DigestProblem problem) {
        SessionImpact impact = problem.impact();
        TestSession first = impact.firstSession().orElseThrow();
        TimePhrases times = input.lookup().timePhrases(Optional.of(first));
        String number =
                problem.incident().map(incident -> " (#" + incident.id() + ")").orElse("");
        return Map.of(
                "state", impact.stateLabel().text(),
                "shape", impact.stateLabel().symbol(),
                "hook", impact.stateLabel().styleName(),
                "place",
                        SingleLineText.singleLine(input.lookup().placePhrase(impact.rooms(), Set.of())) + ", "
                                + times.clockTime(first.start()) + number,
                "what", SingleLineText.asSentence(problem.summary().full()),
                "remedy", SingleLineText.asSentence(problem.remedy().full()));
    }

    private String subject(
            StateLabel tag,
            List<SessionAssessment> all,
            List<SessionAssessment> needing,
            List<DigestProblem> problems) {
        String place;
        if (needing.isEmpty()) {
            place = all.size() == 1
                    ? "The session is " + readyPhrase(all)
                    : "All " + all.size() + " sessions " + readyPhrase(all);
        } else {
            place = (all.size() - needing.size()) + " of " + all.size() + " sessions " + readyPhrase(all) + ", "
                    + needing.size() + (needing.size() == 1 ? " needs you" : " need you");
        }
        Set<String> places = new LinkedHashSet<>();
        problems.forEach(problem ->
                places.add(input.lookup().placePhrase(problem.impact().rooms(), Set.of())));
        String line = "[" + tag.text() + "] " + place + (places.isEmpty() ? "" : ": " + String.join(", ", places));
        return SingleLineText.singleLine(line, MailSubject.MAX_LENGTH);
    }

    /** "ready", or "ready or on track", of those that need nobody. */
    private static String readyPhrase(List<SessionAssessment> standings) {
        List<SessionAssessment> fine =
                standings.stream().filter(SessionImpact::needsNoAction).toList();
        boolean onTrack = fine.stream().anyMatch(assessment -> assessment.label() == SessionLabel.ON_TRACK);
        boolean notChecked = fine.stream().anyMatch(assessment -> assessment.label() == SessionLabel.NOT_CHECKED);
        boolean ready = fine.stream()
                .anyMatch(assessment ->
                        assessment.label() != SessionLabel.ON_TRACK && assessment.label() != SessionLabel.NOT_CHECKED);
        if (notChecked && !onTrack && !ready) {
            return "not checked yet";
        }
        return ready || fine.isEmpty() ? onTrack || notChecked ? "ready or on track" : "ready" : "on track";
    }

    private static String summarySentence(List<SessionAssessment> all, int needing) {
        String fine = readyPhrase(all);
        if (needing == 0) {
            return all.size() == 1
                    ? "the session is " + fine + "."
                    : "all " + all.size() + " sessions are " + fine + ".";
        }
        int well = all.size() - needing;
        return well + " of " + all.size() + (all.size() == 1 ? " session" : " sessions")
                + (well == 1 ? " is " : " are ") + fine + ". " + needing
                + (needing == 1 ? " needs you." : " need you.");
    }

    private String dateLine(List<SessionAssessment> standings, TimePhrases times) {
        Optional<TestSession> first = input.lookup().session(standings.get(0).id());
        return times.date(dueDigest.day())
                + first.map(session -> " · first start "
                                + input.lookup().timePhrases(first).clockTime(session.start()))
                        .orElse("")
                + " · measured today " + times.clockTime(input.now());
    }

    private List<Map<String, Object>> sessionRows(List<SessionAssessment> standings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        standings.stream()
                .sorted(Comparator.comparing(SessionImpact::needsNoAction))
                .forEach(assessment -> input.lookup()
                        .session(assessment.id())
                        .ifPresent(session -> rows.add(sessionRow(assessment, session))));
        return rows;
    }

    private Map<String, Object> sessionRow(SessionAssessment assessment, TestSession session) {
        StateLabel tag = StateLabel.of(assessment.label());
        boolean fine = SessionImpact.needsNoAction(assessment);
        boolean plain = fine && assessment.label() != SessionLabel.READY;
        String rooms = input.lookup()
                .placePhrase(
                        session.rooms().stream()
                                .map(TestSession.PlannedRoom::room)
                                .toList(),
                        Set.of());
        return Map.of(
                "state",
                assessment.label().text() + (assessment.riskAccepted() ? ", accepted" : ""),
                "shape",
                plain ? "○" : tag.symbol(),
                "hook",
                plain ? "plain" : tag.styleName(),
                "time",
                input.lookup().timePhrases(Optional.of(session)).clockTime(session.start()),
                "place",
                SingleLineText.singleLine(rooms + ", " + session.name()));
    }

    /** What came and went since the last digest without a mail of its own. */
    private List<String> resolvedLines(TimePhrases times) {
        Instant from = lastDigestAt.isAfter(input.now().minus(java.time.Duration.ofDays(1)))
                ? lastDigestAt
                : input.now().minus(java.time.Duration.ofDays(1));
        List<String> lines = new ArrayList<>();
        for (Conversation thread : input.conversations()) {
            Optional<Instant> ended = thread.endedAt().filter(at -> at.isAfter(from));
            boolean untold = thread.lastToldAt().isEmpty() && thread.worstSeverity() != Severity.ADVISORY;
            if (ended.isPresent() && untold && thread.incident().isPresent()) {
                String what = thread.incident().get().summary().full();
                String began = times.dateTime(thread.firstSignAt(), input.now());
                String over = times.dateTime(ended.get(), input.now());
                lines.add(Sentences.inARow(
                        what,
                        (began.equals(over) ? "At " + began : "From " + began + " to " + over) + "; it is over."));
            }
        }
        return lines.size() <= MAX_RESOLVED_LINES
                ? lines
                : List.copyOf(lines.subList(lines.size() - MAX_RESOLVED_LINES, lines.size()));
    }

    /** The next digest, or sooner the hour at which something of this one is told by itself, or any change. */
    private String nextMailPhrase(TimePhrases times) {
        String sooner = "when something gets worse or is ready again";
        return Stream.concat(DigestSchedule.nextDue(input.lookup(), input.now()).stream(), nextLeadTime().stream())
                .min(Instant::compareTo)
                .map(at -> times.atDateTime(at, input.now()) + ", or sooner " + sooner + ".")
                .orElse(sooner + ".");
    }

    /** When a session that needs somebody is near enough for a mail of its own. */
    private Optional<Instant> nextLeadTime() {
        return input.assessment().sessions().stream()
                .filter(session -> !SessionImpact.needsNoAction(session))
                .map(session -> input.lookup().session(session.id()))
                .flatMap(Optional::stream)
                .map(session -> AlertTiming.nextLeadTimeChange(session.start(), input.now()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
