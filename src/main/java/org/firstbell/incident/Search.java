package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.Affected;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Evidence;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SeatState;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.Words;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;

/** Turns what fails now into causes: each with what it explains, hits, weighs and says. Made for one search. */
final class Search {
    static final CheckId INTERNET = new CheckId("internet");
    /** Checks of life, and of what many lives make. */
    static final Set<CheckId> SILENCE = Set.of(SeatSearch.ANSWERS, SeatSearch.SEATS, INTERNET, new CheckId("path"));

    private final Scene scene;
    private final Phrases phrases;
    private final SeatSearch.Memory memory;
    private final Impact impact;
    private final Map<Target, List<Target>> byRoot = new LinkedHashMap<>();
    private final Map<Target, Finding> worst = new HashMap<>();
    private final Map<Target, Finding> faults = new LinkedHashMap<>();
    private final Sharing sharing;
    private final SeatSearch seats;

    Search(Scene scene, Phrases phrases, SeatSearch.Memory memory, Duration settle) {
        this.scene = scene;
        this.phrases = phrases;
        this.memory = memory;
        this.impact = new Impact(scene);
        this.sharing = new Sharing(scene, memory.openGroups());
        this.seats = new SeatSearch(scene, memory, sharing, settle);
    }

    SeatSearch seats() {
        return seats;
    }

    /** Whether it rests on what is told as a change only: what failing devices share may change with any signal. */
    boolean isRepeatable() {
        return sharing.isEmpty();
    }

    /** Every cause that fails now, in a fixed order: what many hang on first. */
    List<Trouble> troubles() {
        collectSilent();
        readReasons();
        keepOpenFaults();
        Map<Cause, Trouble> troubles = new LinkedHashMap<>();
        byRoot.forEach((root, members) -> add(troubles, silent(root, members)));
        SeatSearch.Found found = seats.found();
        found.groups().values().forEach(group -> add(troubles, group(group)));
        sharing.groups().forEach(group -> add(troubles, sharing(group)));
        found.alone().forEach((seat, weight) -> add(troubles, alone(seat, weight)));
        faults.forEach((target, finding) -> add(troubles, fault(target, finding)));
        found.listed().forEach(seat -> add(troubles, listed(seat)));
        return List.copyOf(troubles.values());
    }

    private static void add(Map<Cause, Trouble> troubles, Trouble trouble) {
        troubles.putIfAbsent(trouble.cause(), trouble);
    }

    private void collectSilent() {
        for (TargetStanding standing : scene.troubled()) {
            Target target = standing.target();
            if (scene.down(target) && !scene.campus.isAnchor(target)) {
                Target root = scene.root(target);
                boolean seat = scene.campus.seats(target);
                boolean missing = standing.seat().equals(Optional.of(SeatState.MISSING));
                if (!seat || (!root.equals(target) && missing)) {
                    byRoot.computeIfAbsent(root, key -> new ArrayList<>()).add(target);
                }
            }
        }
        if (scene.internetDown()) {
            byRoot.computeIfAbsent(scene.root(Scene.THE_INTERNET), key -> new ArrayList<>())
                    .add(Scene.THE_INTERNET);
        }
    }

    private void readReasons() {
        for (SessionStanding session : scene.sessions()) {
            for (Finding reason : session.reasons()) {
                if (reason.outcome() == CheckOutcome.FAIL
                        && reason.severity() != Severity.ADVISORY
                        && reason.subject() instanceof Target target) {
                    read(target, reason);
                }
            }
        }
    }

    private void read(Target target, Finding reason) {
        boolean silent = scene.down(target);
        if (!silent && (SILENCE.contains(reason.check()) || !stillFails(target, reason))) {
            return;
        }
        Target root = silent || target instanceof ServiceId ? scene.root(target) : target;
        worst.merge(root, reason, (a, b) -> a.severity().compareTo(b.severity()) <= 0 ? a : b);
        if (!silent && root.equals(target)) {
            faults.merge(target, reason, (a, b) -> a.severity().compareTo(b.severity()) <= 0 ? a : b);
        }
    }

    /** A verdict is held for a while; what it rests on may pass again. */
    private boolean stillFails(Target target, Finding reason) {
        return scene.failing(target, finding -> finding.check().equals(reason.check()))
                .isPresent();
    }

    /**
     * A thing that has an incident goes on having it while it has a fault, though no session counts it any more, or its
     * verdict is still held for another one.
     */
    private void keepOpenFaults() {
        for (TargetStanding standing : scene.troubled()) {
            Target target = standing.target();
            if (!faults.containsKey(target) && scene.up(target) && memory.isOpen(Cause.of(target))) {
                standing.findings().stream()
                        .filter(Sharing::isFault)
                        .min(Comparator.comparing(Finding::severity))
                        .ifPresent(finding -> keep(target, finding));
            }
        }
    }

    private void keep(Target target, Finding finding) {
        faults.put(target, finding);
        if (!scene.reasons().feeling(target).isEmpty()) {
            worst.put(target, finding);
        }
    }

    private Severity severity(Target root) {
        Finding finding = worst.get(root);
        return finding == null ? Severity.ADVISORY : finding.severity();
    }

    private Trouble silent(Target root, List<Target> members) {
        if (root.equals(Scene.THE_INTERNET)) {
            return internet(members);
        }
        Instant first = firstSign(root, members);
        Severity severity = severity(root);
        Affected affected = impact.of(root);
        if (root instanceof ServiceId id) {
            Service service = scene.campus.service(id).orElseThrow();
            return new Trouble(
                    Cause.of(id),
                    SeatSearch.ANSWERS,
                    severity,
                    first,
                    phrases.outside(service, scene.assessment.internet()),
                    phrases.lookOutside(service, phrases.call(affected.sessions())),
                    affected,
                    Set.copyOf(members),
                    Set.of(),
                    false);
        }
        DeviceId device = (DeviceId) root;
        List<DeviceId> cut = impact.cutSeats(device, affected.devices());
        String call = phrases.call(affected.sessions());
        Optional<Finding> said = Optional.ofNullable(worst.get(root))
                .filter(finding ->
                        finding.subject().equals(root) && !finding.check().equals(PATH))
                .or(() -> scene.failing(root, finding -> finding.check().equals(SeatSearch.ANSWERS)));
        boolean carries = scene.campus
                .device(device)
                .map(found -> found.kind().carries() || found.kind() == DeviceKind.UPS)
                .orElse(false);
        Words remedy = carries || said.isEmpty()
                ? phrases.powerAndCable(device, live(affected.sessions()), cut.size(), call)
                : said.get().remedy();
        Words summary = carries || said.isEmpty()
                ? phrases.silent(device, cut, scene.campus.rooms(cut, affected.sessions()))
                : said.get().message();
        return new Trouble(
                Cause.of(device),
                SeatSearch.ANSWERS,
                severity,
                first,
                summary,
                remedy,
                affected,
                Set.copyOf(members),
                Set.of(),
                false);
    }

    private static final CheckId PATH = new CheckId("path");

    private Trouble internet(List<Target> members) {
        Optional<Finding> said = Optional.ofNullable(worst.get(Scene.THE_INTERNET))
                .filter(finding -> finding.check().equals(INTERNET));
        boolean edgeAnswers = scene.campus.vendors().stream().anyMatch(scene::up);
        Affected affected = impact.ofEverything();
        Instant first = scene.campus.anchors().stream()
                .flatMap(anchor -> scene.silentSince(anchor).stream())
                .max(Instant::compareTo)
                .orElse(scene.now);
        return new Trouble(
                Cause.INTERNET,
                INTERNET,
                severity(Scene.THE_INTERNET),
                first,
                said.map(Finding::message).orElseGet(() -> phrases.internet(edgeAnswers)),
                said.map(Finding::remedy).orElseGet(() -> phrases.callDistrict(phrases.call(affected.sessions()))),
                affected,
                Set.copyOf(members),
                Set.of(),
                false);
    }

    private Trouble fault(Target target, Finding finding) {
        Affected affected = impact.of(target);
        return new Trouble(
                Cause.of(target),
                finding.check(),
                severity(target),
                finding.since(),
                finding.message(),
                finding.remedy(),
                affected,
                Set.of(target),
                signals(finding),
                false);
    }

    private static Set<SignalName> signals(Finding finding) {
        return finding.evidence().stream().map(Evidence::signal).collect(Collectors.toSet());
    }

    private Trouble group(SeatSearch.Weight group) {
        RoomId room = group.room();
        return new Trouble(
                Cause.group("room", room.value()),
                SeatSearch.SEATS,
                group.severity(),
                firstSign(group.seats()),
                group.words().check().equals(SeatSearch.SEATS)
                        ? phrases.inRoom(room, group.words().message())
                        : phrases.seats(room, group.seats().size()),
                group.words().remedy(),
                Affected.of(group.seats(), List.of(room), impact.sessionsIn(room, group.seats())),
                Set.copyOf(group.seats()),
                Set.of(),
                false);
    }

    /** Weighs what its members weigh in a verdict that leans on them; else it is only known. */
    private Trouble sharing(Sharing.Group group) {
        Set<DeviceId> members = new LinkedHashSet<>(group.members());
        Severity severity = seats.weightOf(members).orElse(Severity.ADVISORY);
        Set<SessionId> sessions = new LinkedHashSet<>();
        members.forEach(member -> sessions.addAll(impact.sessionsOf(member)));
        return new Trouble(
                group.cause(),
                group.check(),
                severity,
                members.stream()
                        .flatMap(member ->
                                scene.failing(member, finding -> finding.check().equals(group.check())).stream())
                        .map(Finding::since)
                        .min(Instant::compareTo)
                        .orElse(scene.now),
                phrases.shared(group.cause(), members, group.first().message()),
                group.first().remedy(),
                Affected.of(members, scene.campus.rooms(members, sessions), sessions),
                Set.copyOf(members),
                signals(group.first()),
                false);
    }

    private Trouble alone(DeviceId seat, SeatSearch.Weight weight) {
        Trouble plain = scene.failing(seat, Sharing::isFault)
                .filter(finding -> scene.up(seat))
                .map(finding -> fault(seat, finding))
                .orElseGet(() -> listed(seat));
        return new Trouble(
                plain.cause(),
                plain.check(),
                weight.severity(),
                plain.firstSign(),
                weight.words().subject().equals(seat) ? weight.words().message() : plain.summary(),
                plain.check().equals(SeatSearch.ANSWERS) ? weight.words().remedy() : plain.remedy(),
                Affected.of(List.of(), List.of(weight.room()), impact.sessionsIn(weight.room(), Set.of(seat))),
                plain.members(),
                plain.signals(),
                false);
    }

    private Trouble listed(DeviceId seat) {
        Optional<Finding> said = scene.failing(seat, finding -> finding.check().equals(SeatSearch.ANSWERS));
        return new Trouble(
                Cause.of(seat),
                SeatSearch.ANSWERS,
                Severity.ADVISORY,
                firstSign(Set.of(seat)),
                said.map(Finding::message).orElseGet(() -> phrases.silent(seat, List.of(), List.of())),
                said.map(Finding::remedy)
                        .orElseGet(() -> phrases.powerAndCable(seat, true, 0, phrases.call(List.of()))),
                Affected.of(List.of(), scene.campus.rooms(List.of(seat), impact.sessionsOf(seat)), List.of()),
                Set.of(seat),
                Set.of(),
                true);
    }

    private boolean live(Collection<SessionId> affected) {
        return scene.sessions().stream()
                .anyMatch(session -> session.phase() == Phase.LIVE && affected.contains(session.id()));
    }

    /** The earliest sign among a cause and what fell with it. */
    private Instant firstSign(Target root, Collection<Target> members) {
        Instant own = scene.silentSince(root).orElse(scene.now);
        Instant first = own;
        for (Target member : members) {
            Instant sign = scene.silentSince(member).orElse(own);
            if (sign.isBefore(first) && !sign.isBefore(own.minus(Step.SAME_EVENT))) {
                first = sign;
            }
        }
        return first;
    }

    private Instant firstSign(Set<? extends Target> members) {
        Set<Instant> signs = new LinkedHashSet<>();
        for (Target member : members) {
            scene.silentSince(member)
                    .or(() -> scene.failing(member, Sharing::isFault).map(Finding::since))
                    .ifPresent(signs::add);
        }
        return signs.stream().min(Instant::compareTo).orElse(scene.now);
    }
}
