package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.Phrase;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;

/**
 * A random morning of incidents at Lincoln, played step by step: every session stands as badly as the worst open incident
 * that hits it says. Confined to one test.
 */
final class AlertMorning {
    static final List<String> SESSIONS = List.of("ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6");
    private static final int MOST_OPEN = 4;

    /** One thing that happens, with two numbers that say to what. */
    record Step(Kind kind, int one, int other) {
        /** What can happen. */
        enum Kind {
            DEVICE_FAILS,
            DEVICE_DEGRADES,
            GROUP_FAILS,
            HITS_MORE,
            GROWS,
            CHANGES_SEVERITY,
            CHANGES_CAUSE,
            RESOLVES,
            RESOLVES_WHILE_HELD,
            IS_TAKEN,
            IS_PART_OF_ANOTHER,
            ALL_FALLS_SILENT,
            IS_SEEN_AGAIN,
            IS_UNKNOWN,
            IS_KNOWN,
            RECIPIENTS_CHANGE,
            RESTART,
            TIME_PASSES
        }
    }

    private final Lincoln school = Lincoln.sixSessions().to(Lincoln.COORDINATOR, Lincoln.TECHNICIAN);
    private final Desk desk;
    private final Map<String, Integer> unknown = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private final List<Notification> mails = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private Runnable afterEachSecond = () -> {};
    private boolean both = true;
    private int number;

    AlertMorning(Desk.Life life) {
        school.now = Lincoln.at("8:10");
        desk = new Desk(school).living(life);
    }

    static List<Step> random(long seed, int length) {
        Random random = new Random(seed);
        Step.Kind[] kinds = Step.Kind.values();
        return IntStream.range(0, length)
                .mapToObj(i -> new Step(kinds[random.nextInt(kinds.length)], random.nextInt(64), random.nextInt(600)))
                .toList();
    }

    AlertMorning watched(Runnable each) {
        afterEachSecond = each;
        return this;
    }

    List<Notification> mails() {
        return mails;
    }

    Lincoln school() {
        return school;
    }

    Desk desk() {
        return desk;
    }

    /** Incidents that ever were, and reasons for which something was unknown. */
    int causes() {
        return number + reasons.size();
    }

    List<String> recipients() {
        return both ? List.of(Lincoln.COORDINATOR, Lincoln.TECHNICIAN) : List.of(Lincoln.COORDINATOR);
    }

    /** Sessions whose verdict is held after its cause was over. */
    Set<String> held() {
        return held;
    }

    List<Incident> open() {
        return desk.incidents().stream().filter(Incident::isOpen).toList();
    }

    private boolean isBlind() {
        return open().stream().anyMatch(incident -> incident.cause().kind() == Cause.CauseKind.MONITOR);
    }

    void play(List<Step> steps) {
        steps.forEach(this::play);
    }

    /** Everything is mended, and time passes until all that is due was told. */
    void end() {
        both = true;
        unknown.clear();
        for (Incident incident : open()) {
            if (incident.cause().kind() == Cause.CauseKind.MONITOR) {
                school.blind(Optional.empty());
            }
            happens(desk.resolved(incident.id().number()));
        }
        held.clear();
        judge();
        pass(Duration.ofMinutes(3));
    }

    private void play(Step step) {
        boolean blind = isBlind();
        switch (step.kind()) {
            case DEVICE_FAILS -> opens(blind, Severity.BLOCKING, false, step);
            case DEVICE_DEGRADES -> opens(blind, Severity.DEGRADING, false, step);
            case GROUP_FAILS -> opens(blind, Severity.BLOCKING, true, step);
            case HITS_MORE -> change(blind, step, was -> changed(was, was.severity(), was.cause(), more(was, step), 0));
            case GROWS -> change(blind, step, was -> changed(was, was.severity(), was.cause(), sessions(was), 1));
            case CHANGES_SEVERITY ->
                change(
                        blind,
                        step,
                        was -> changed(
                                was,
                                was.severity() == Severity.BLOCKING ? Severity.DEGRADING : Severity.BLOCKING,
                                was.cause(),
                                sessions(was),
                                0));
            case CHANGES_CAUSE ->
                change(
                        blind,
                        step,
                        was -> changed(
                                was, was.severity(), Cause.of(new DeviceId("core-" + step.other())), sessions(was), 0));
            case RESOLVES -> change(blind, step, was -> desk.resolved(was.id().number()));
            case RESOLVES_WHILE_HELD ->
                change(blind, step, was -> {
                    was.affected().sessions().forEach(session -> held.add(session.value()));
                    return desk.resolved(was.id().number());
                });
            case IS_TAKEN ->
                change(blind, step, was -> new IncidentEvent.Acknowledged(was.id(), school.now, "Ann", ""));
            case IS_PART_OF_ANOTHER ->
                change(
                        blind,
                        step,
                        was -> new IncidentEvent.Merged(
                                was.id(), school.now, open().get(0).id()));
            case ALL_FALLS_SILENT -> {
                if (!blind) {
                    school.blind(Optional.of(new VisibilityLoss(school.now, "Nothing answers.")));
                    happens(desk.blind(++number));
                }
            }
            case IS_SEEN_AGAIN -> {
                if (blind) {
                    school.blind(Optional.empty());
                    open().stream()
                            .filter(incident -> incident.cause().kind() == Cause.CauseKind.MONITOR)
                            .forEach(incident ->
                                    happens(desk.resolved(incident.id().number())));
                }
            }
            case IS_UNKNOWN -> {
                unknown.put(session(step.one()), step.other() % 2);
                reasons.add(school.now + " " + step.other() % 2);
            }
            case IS_KNOWN -> unknown.remove(session(step.one()));
            case RECIPIENTS_CHANGE -> {
                both = !both;
                school.to(recipients().toArray(String[]::new));
                desk.reload();
            }
            case RESTART -> desk.restart();
            case TIME_PASSES -> pass(Duration.ofMinutes(step.one() % 20));
        }
        judge();
        pass(Duration.ofSeconds(step.other() / 4));
        held.clear();
        judge();
        pass(Duration.ofSeconds(1));
    }

    private static String session(int number) {
        return SESSIONS.get(number % SESSIONS.size());
    }

    private void opens(boolean blind, Severity severity, boolean group, Step step) {
        if (blind || open().size() >= MOST_OPEN) {
            return;
        }
        Set<String> hit = new LinkedHashSet<>(List.of(session(step.one()), session(step.one() / 7)));
        number++;
        happens(OpenedBuilder.opened(number, school.now)
                .cause(group ? Cause.group("model", "m-" + number) : Cause.of(new DeviceId("d-" + number)))
                .severity(severity)
                .summary(summary("d-" + number))
                .affected(affected(hit, 2))
                .build());
    }

    private static Phrase summary(String thing) {
        return new Phrase("Switch " + thing + " is off.", "Switch " + thing + " is not answering.");
    }

    private interface Change {
        IncidentEvent of(Incident was);
    }

    private void change(boolean blind, Step step, Change change) {
        List<Incident> open = open();
        if (!blind && !open.isEmpty()) {
            Incident was = open.get(step.one() % open.size());
            IncidentEvent event = change.of(was);
            if (!(event instanceof IncidentEvent.Merged joined)
                    || !joined.into().equals(was.id())) {
                happens(event);
            }
        }
    }

    private IncidentEvent changed(Incident was, Severity severity, Cause cause, Set<String> sessions, int growth) {
        return new IncidentEvent.Changed(
                was.id(),
                school.now,
                cause,
                was.check(),
                severity,
                summary(cause.id().replace("model=", "")),
                was.remedy(),
                affected(sessions, Math.max(2, was.affected().devices().size()) * (1 + growth)));
    }

    private static Set<String> sessions(Incident was) {
        Set<String> sessions = new LinkedHashSet<>();
        was.affected().sessions().forEach(session -> sessions.add(session.value()));
        return sessions;
    }

    private static Set<String> more(Incident was, Step step) {
        Set<String> sessions = sessions(was);
        sessions.add(session(step.other()));
        return sessions;
    }

    private Affected affected(Set<String> sessions, int devices) {
        List<SessionId> ids = sessions.stream().map(SessionId::new).toList();
        return Affected.of(
                IntStream.range(0, Math.min(devices, 64))
                        .mapToObj(i -> new DeviceId("seat-" + i))
                        .toList(),
                school.configuration().sessions().stream()
                        .filter(session -> ids.contains(session.id()))
                        .flatMap(session -> session.rooms().stream())
                        .map(TestSession.PlannedRoom::room)
                        .toList(),
                ids);
    }

    /** Every session stands as its incidents say. */
    private void judge() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        SESSIONS.forEach(session -> verdicts.put(session, Verdict.READY));
        for (Severity severity : List.of(Severity.DEGRADING, Severity.BLOCKING)) {
            if (severity == Severity.BLOCKING) {
                unknown.keySet().forEach(session -> verdicts.put(session, Verdict.UNKNOWN));
            }
            open().stream()
                    .filter(incident -> incident.severity() == severity)
                    .flatMap(incident -> incident.affected().sessions().stream())
                    .forEach(session -> verdicts.put(
                            session.value(), severity == Severity.BLOCKING ? Verdict.NOT_READY : Verdict.AT_RISK));
        }
        boolean blind = isBlind();
        verdicts.forEach((session, verdict) -> {
            if (blind) {
                school.judge(Verdict.UNKNOWN, session);
            } else if (!held.contains(session)) {
                school.judge(verdict, session);
            }
            if (unknown.containsKey(session)) {
                school.because(
                        session, "wlc-" + unknown.get(session), "We can't tell about the Wi-Fi.", "Wake a laptop.");
            }
        });
    }

    /** Events come with the judgement that belongs to them. */
    private void happens(IncidentEvent event) {
        desk.record(event);
        judge();
        mails.addAll(desk.tell(event));
    }

    private void pass(Duration length) {
        Instant end = school.now.plus(length);
        int seconds = 0;
        while (school.now.isBefore(end)) {
            Duration left = Duration.between(school.now, end);
            Duration step = Duration.ofSeconds(seconds++ < 12 ? 1 : 15);
            school.now = school.now.plus(step.compareTo(left) > 0 ? left : step);
            mails.addAll(desk.tick());
            afterEachSecond.run();
        }
    }
}
