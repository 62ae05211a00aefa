package org.firstbell.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;
import org.firstbell.model.setup.TestSession;

/**
 * A digest of one testing day (board design, Daily readiness digest). Made for one moment.
 *
 * @param lastTold when the digest before it was told
 */
record DigestLetter(Round round, DigestTimes.Due due, Instant lastTold) {
    /** Lines about what came and went. */
    private static final int OVER_LINES = 5;

    /** One problem with its remedy. */
    private record Problem(Situation situation, Words what, Words remedy, Optional<Incident> incident) {}

    List<Notice> compose(List<SessionStanding> standings) {
        List<SessionStanding> needing =
                standings.stream().filter(standing -> !Situation.fine(standing)).toList();
        List<Problem> problems = problems(needing);
        Tag tag = due.morning() ? Tag.TODAY : Tag.TOMORROW;
        Map<String, Object> values = new LinkedHashMap<>();
        String day = due.morning() ? "Today" : "Tomorrow";
        TimeWords words = round.plan().words(Optional.empty());
        values.put("state", tag.text());
        values.put("subject", subject(tag, standings, needing, problems));
        values.put("headline", day + ": " + sentence(standings, needing.size()));
        values.put("about", about(standings, words));
        values.put("doTitle", due.morning() ? "Do this now" : "Do this before you leave");
        values.put("problems", problems.stream().map(this::view).toList());
        values.put("rows", rows(standings));
        values.put("over", over(words));
        values.put("notes", new DigestNotes(round, due).lines(standings));
        values.put("next", next(words));
        List<IncidentId> incidents = problems.stream()
                .flatMap(problem -> problem.incident().stream())
                .map(Incident::id)
                .toList();
        Post.About about = new Post.About(
                due.thread(),
                due.key(),
                incidents,
                needing.stream().map(SessionStanding::id).toList(),
                Notice.Kind.PLAIN,
                round.now());
        return round.post()
                .send(
                        tag,
                        values.get("subject").toString(),
                        round.post().paper().fill("digest", values),
                        about,
                        round.recipients());
    }

    private List<Problem> problems(List<SessionStanding> needing) {
        Map<SessionId, SessionStanding> open = new LinkedHashMap<>();
        needing.forEach(standing -> open.put(standing.id(), standing));
        List<Problem> problems = new ArrayList<>();
        for (Conversation conversation : round.conversations().values()) {
            Optional<Incident> incident = conversation
                    .incident()
                    .filter(known -> conversation.isOpen() && known.severity() != Severity.ADVISORY);
            if (incident.isPresent()) {
                Situation hit = Situation.of(incident.get(), round.plan(), round.assessment());
                Situation ofTheDay = new Situation(
                        hit.tag(),
                        hit.hits().stream()
                                .filter(one -> needing.contains(one.standing()))
                                .toList());
                if (!ofTheDay.isEmpty()) {
                    ofTheDay.sessions().forEach(open::remove);
                    problems.add(new Problem(
                            ofTheDay, incident.get().summary(), incident.get().remedy(), incident));
                }
            }
        }
        for (SessionStanding standing : open.values()) {
            Optional<Finding> reason = standing.reasons().stream().findFirst();
            problems.add(new Problem(
                    Situation.of(List.of(standing), round.plan()),
                    reason.map(Finding::message).orElse(Words.same("We can't tell if it is ready.")),
                    reason.map(Finding::remedy).orElse(Words.same("Look into the room.")),
                    Optional.empty()));
        }
        problems.removeIf(problem -> problem.situation().isEmpty());
        problems.sort(Comparator.comparing(
                        (Problem problem) -> -problem.situation().tag().rank())
                .thenComparing(problem ->
                        problem.situation().firstSession().orElseThrow().start()));
        return problems;
    }

    private Map<String, Object> view(Problem problem) {
        Situation situation = problem.situation();
        TestSession first = situation.firstSession().orElseThrow();
        TimeWords words = round.plan().words(Optional.of(first));
        String number =
                problem.incident().map(incident -> " (#" + incident.id() + ")").orElse("");
        return Map.of(
                "state", situation.tag().text(),
                "shape", situation.tag().shape(),
                "hook", situation.tag().hook(),
                "place",
                        OneLine.of(round.plan().place(situation.rooms(), Set.of())) + ", " + words.clock(first.start())
                                + number,
                "what", OneLine.sentence(problem.what().full()),
                "remedy", OneLine.sentence(problem.remedy().full()));
    }

    private String subject(Tag tag, List<SessionStanding> all, List<SessionStanding> needing, List<Problem> problems) {
        String place;
        if (needing.isEmpty()) {
            place = all.size() == 1 ? "The session is " + fine(all) : "All " + all.size() + " sessions " + fine(all);
        } else {
            place = (all.size() - needing.size()) + " of " + all.size() + " sessions " + fine(all) + ", "
                    + needing.size() + (needing.size() == 1 ? " needs you" : " need you");
        }
        Set<String> places = new LinkedHashSet<>();
        problems.forEach(
                problem -> places.add(round.plan().place(problem.situation().rooms(), Set.of())));
        String line = "[" + tag.text() + "] " + place + (places.isEmpty() ? "" : ": " + String.join(", ", places));
        return OneLine.of(line, Subject.LONGEST);
    }

    /** "ready", or "ready or on track", of those that need nobody. */
    private static String fine(List<SessionStanding> standings) {
        List<SessionStanding> fine = standings.stream().filter(Situation::fine).toList();
        boolean onTrack = fine.stream().anyMatch(standing -> standing.word() == SessionWord.ON_TRACK);
        boolean notChecked = fine.stream().anyMatch(standing -> standing.word() == SessionWord.NOT_CHECKED);
        boolean ready = fine.stream()
                .anyMatch(standing ->
                        standing.word() != SessionWord.ON_TRACK && standing.word() != SessionWord.NOT_CHECKED);
        if (notChecked && !onTrack && !ready) {
            return "not checked yet";
        }
        return ready || fine.isEmpty() ? onTrack || notChecked ? "ready or on track" : "ready" : "on track";
    }

    private static String sentence(List<SessionStanding> all, int needing) {
        String fine = fine(all);
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

    private String about(List<SessionStanding> standings, TimeWords words) {
        Optional<TestSession> first = round.plan().session(standings.get(0).id());
        return words.date(due.day())
                + first.map(session ->
                                " · first start " + round.plan().words(first).clock(session.start()))
                        .orElse("")
                + " · measured today " + words.clock(round.now());
    }

    private List<Map<String, Object>> rows(List<SessionStanding> standings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        standings.stream()
                .sorted(Comparator.comparing(Situation::fine))
                .forEach(standing ->
                        round.plan().session(standing.id()).ifPresent(session -> rows.add(row(standing, session))));
        return rows;
    }

    private Map<String, Object> row(SessionStanding standing, TestSession session) {
        Tag tag = Tag.of(standing.word());
        boolean fine = Situation.fine(standing);
        boolean plain = fine && standing.word() != SessionWord.READY;
        String rooms = round.plan()
                .place(session.rooms().stream().map(TestSession.Seating::room).toList(), Set.of());
        return Map.of(
                "state",
                standing.word().text() + (standing.accepted() ? ", accepted" : ""),
                "shape",
                plain ? "○" : tag.shape(),
                "hook",
                plain ? "plain" : tag.hook(),
                "time",
                round.plan().words(Optional.of(session)).clock(session.start()),
                "place",
                OneLine.of(rooms + ", " + session.name()));
    }

    /** What came and went since the last digest without a mail of its own. */
    private List<String> over(TimeWords words) {
        Instant from = lastTold.isAfter(round.now().minus(java.time.Duration.ofDays(1)))
                ? lastTold
                : round.now().minus(java.time.Duration.ofDays(1));
        List<String> lines = new ArrayList<>();
        for (Conversation conversation : round.conversations().values()) {
            Optional<Instant> ended = conversation.endedAt().filter(at -> at.isAfter(from));
            boolean untold = conversation.lastTold().equals(Instant.MIN) && conversation.worst() != Severity.ADVISORY;
            if (ended.isPresent() && untold && conversation.summary().isPresent()) {
                lines.add(OneLine.sentence(conversation.summary().get().full()) + " From "
                        + words.when(conversation.badSince(), round.now()) + " to "
                        + words.when(ended.get(), round.now()) + "; it is over.");
            }
        }
        return lines.size() <= OVER_LINES ? lines : List.copyOf(lines.subList(lines.size() - OVER_LINES, lines.size()));
    }

    private String next(TimeWords words) {
        String sooner = "if a session turns NOT READY";
        return DigestTimes.next(round.plan(), round.now())
                .map(at -> words.at(at, round.now()) + ", or sooner " + sooner + ".")
                .orElse(sooner + ".");
    }
}
