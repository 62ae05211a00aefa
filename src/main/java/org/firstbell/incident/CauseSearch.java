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
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Evidence;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;

/** Turns what fails now into causes: each with what it explains, hits, weighs and says. Made for one search. */
final class CauseSearch {
    static final CheckId INTERNET = new CheckId("internet");
    /** Checks of life, and of what many lives make. */
    static final Set<CheckId> SILENCE_CHECKS =
            Set.of(SeatCauseSearch.ANSWERS, SeatCauseSearch.SEATS, INTERNET, new CheckId("path"));

    private final SearchInput input;
    private final IncidentWording wording;
    private final SeatCauseSearch.KnownIncidents knownIncidents;
    private final ImpactAnalysis impact;
    private final Map<Target, List<Target>> byRoot = new LinkedHashMap<>();
    private final Map<Target, Finding> worst = new HashMap<>();
    private final Map<Target, Finding> faults = new LinkedHashMap<>();
    private final SharedAttributeSearch sharedAttributes;
    private final SeatCauseSearch seatSearch;

    CauseSearch(SearchInput input, IncidentWording phrases, SeatCauseSearch.KnownIncidents memory, Duration settle) {
        this.input = input;
        this.wording = phrases;
        this.knownIncidents = memory;
        this.impact = new ImpactAnalysis(input);
        DeviceAttributes attributes = new DeviceAttributes(input);
        this.sharedAttributes = new SharedAttributeSearch(input, attributes, memory.openGroups());
        this.seatSearch = new SeatCauseSearch(
                input, memory, sharedAttributes, new SilentAttributeSearch(input, attributes), settle);
    }

    SeatCauseSearch seatSearch() {
        return seatSearch;
    }

    /** Whether it rests on what is told as a change only: what failing devices share may change with any signal. */
    boolean isRepeatable() {
        return sharedAttributes.isEmpty();
    }

    /** Every cause that fails now, in a fixed order: what many hang on first. */
    List<CauseCandidate> candidates() {
        collectSilent();
        readReasons();
        keepOpenFaults();
        Map<Cause, CauseCandidate> troubles = new LinkedHashMap<>();
        byRoot.forEach((root, members) -> add(troubles, silenceCandidate(root, members)));
        SeatCauseSearch.SeatCauses found = seatSearch.causes();
        found.shared().forEach(group -> add(troubles, silentGroupCandidate(group)));
        found.groups().values().forEach(group -> add(troubles, seatGroupCandidate(group)));
        sharedAttributes.groups().forEach(group -> add(troubles, sharedAttributeCandidate(group)));
        found.singles().forEach((seat, weight) -> add(troubles, singleSeatCandidate(seat, weight)));
        faults.forEach((target, finding) -> add(troubles, faultCandidate(target, finding)));
        found.advisory().forEach(seat -> add(troubles, advisoryCandidate(seat)));
        return List.copyOf(troubles.values());
    }

    private static void add(Map<Cause, CauseCandidate> troubles, CauseCandidate candidate) {
        troubles.putIfAbsent(candidate.cause(), candidate);
    }

    private void collectSilent() {
        for (TargetAssessment assessment : input.targetsWithProblems()) {
            Target target = assessment.target();
            if (input.isDown(target) && !input.topology.isInternetAnchor(target)) {
                Target root = input.rootCause(target);
                boolean seat = input.topology.isTestingDevice(target);
                boolean missing = assessment.seatState().equals(Optional.of(SeatState.MISSING));
                if (!seat || (!root.equals(target) && missing)) {
                    byRoot.computeIfAbsent(root, key -> new ArrayList<>()).add(target);
                }
            }
        }
        if (input.isInternetDown()) {
            byRoot.computeIfAbsent(input.rootCause(SearchInput.THE_INTERNET), key -> new ArrayList<>())
                    .add(SearchInput.THE_INTERNET);
        }
    }

    private void readReasons() {
        for (SessionAssessment session : input.sessions()) {
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
        boolean silent = input.isDown(target);
        if (!silent && (SILENCE_CHECKS.contains(reason.check()) || !stillFails(target, reason))) {
            return;
        }
        Target root = silent || target instanceof ServiceId ? input.rootCause(target) : target;
        worst.merge(root, reason, (a, b) -> a.severity().compareTo(b.severity()) <= 0 ? a : b);
        if (!silent && root.equals(target)) {
            faults.merge(target, reason, (a, b) -> a.severity().compareTo(b.severity()) <= 0 ? a : b);
        }
    }

    /** A verdict is held for a while; what it rests on may pass again. */
    private boolean stillFails(Target target, Finding reason) {
        return input.failingFinding(target, finding -> finding.check().equals(reason.check()))
                .isPresent();
    }

    /**
     * A thing that has an incident goes on having it while it has a fault, though no session counts it any more, or its
     * verdict is still held for another one.
     */
    private void keepOpenFaults() {
        for (TargetAssessment assessment : input.targetsWithProblems()) {
            Target target = assessment.target();
            if (!faults.containsKey(target) && input.isUp(target) && knownIncidents.isOpen(Cause.of(target))) {
                assessment.findings().stream()
                        .filter(SharedAttributeSearch::isFault)
                        .min(Comparator.comparing(Finding::severity))
                        .ifPresent(finding -> keepFault(target, finding));
            }
        }
    }

    private void keepFault(Target target, Finding finding) {
        faults.put(target, finding);
        if (!input.reasons().sessionsWeighing(target).isEmpty()) {
            worst.put(target, finding);
        }
    }

    private Severity severity(Target root) {
        Finding finding = worst.get(root);
        return finding == null ? Severity.ADVISORY : finding.severity();
    }

    private CauseCandidate silenceCandidate(Target root, List<Target> members) {
        if (root.equals(SearchInput.THE_INTERNET)) {
            return internetCandidate(members);
        }
        Instant first = firstSign(root, members);
        Severity severity = severity(root);
        Affected affected = impact.of(root);
        if (root instanceof ServiceId id) {
            Service service = input.topology.service(id).orElseThrow();
            return new CauseCandidate(
                    Cause.of(id),
                    SeatCauseSearch.ANSWERS,
                    severity,
                    first,
                    wording.serviceNotAnswering(service, internetHeardSince(first)),
                    wording.checkVendorStatus(service, wording.helpContact(affected.sessions())),
                    affected,
                    Set.copyOf(members),
                    Set.of(),
                    false);
        }
        DeviceId device = (DeviceId) root;
        List<DeviceId> cut = impact.cutSeats(device, affected.devices());
        String call = wording.helpContact(affected.sessions());
        Optional<Finding> said = Optional.ofNullable(worst.get(root))
                .filter(finding ->
                        finding.subject().equals(root) && !finding.check().equals(PATH))
                .or(() -> input.failingFinding(root, finding -> finding.check().equals(SeatCauseSearch.ANSWERS)));
        boolean carries = input.topology
                .device(device)
                .map(found -> found.kind().isNetworkDevice() || found.kind() == DeviceKind.UPS)
                .orElse(false);
        Phrase remedy = carries || said.isEmpty()
                ? wording.checkPowerAndCable(device, isAnyLive(affected.sessions()), cut.size(), call)
                : said.get().remedy();
        Phrase summary = carries || said.isEmpty()
                ? wording.notAnswering(device, cut, input.topology.rooms(cut, affected.sessions()))
                : said.get().message();
        return new CauseCandidate(
                Cause.of(device),
                SeatCauseSearch.ANSWERS,
                severity,
                first,
                summary,
                remedy,
                affected,
                Set.copyOf(members),
                Set.of(),
                false);
    }

    /** Whether an anchor of the internet has answered since an instant; empty when none has. */
    private Optional<Boolean> internetHeardSince(Instant first) {
        return input.assessment
                .internetUp()
                .filter(up -> input.topology.internetAnchors().stream()
                        .flatMap(anchor -> input.lastSeen(anchor).stream())
                        .anyMatch(life -> life.isAfter(first)));
    }

    private static final CheckId PATH = new CheckId("path");

    private CauseCandidate internetCandidate(List<Target> members) {
        Optional<Finding> said = Optional.ofNullable(worst.get(SearchInput.THE_INTERNET))
                .filter(finding -> finding.check().equals(INTERNET));
        boolean edgeAnswers = input.topology.vendorServices().stream().anyMatch(input::isUp);
        Affected affected = impact.ofAllSessions();
        Instant first = input.topology.internetAnchors().stream()
                .flatMap(anchor -> input.silentSince(anchor).stream())
                .max(Instant::compareTo)
                .orElse(input.now);
        return new CauseCandidate(
                Cause.INTERNET,
                INTERNET,
                severity(SearchInput.THE_INTERNET),
                first,
                said.map(Finding::message).orElseGet(() -> wording.internetDown(edgeAnswers)),
                said.map(Finding::remedy)
                        .orElseGet(() -> wording.callDistrict(wording.helpContact(affected.sessions()))),
                affected,
                Set.copyOf(members),
                Set.of(),
                false);
    }

    private CauseCandidate faultCandidate(Target target, Finding finding) {
        Affected affected = impact.of(target);
        return new CauseCandidate(
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

    private CauseCandidate seatGroupCandidate(SeatCauseSearch.SeatGroup group) {
        RoomId room = group.room();
        return new CauseCandidate(
                Cause.group("room", room.value()),
                SeatCauseSearch.SEATS,
                group.severity(),
                firstSign(group.seats()),
                group.finding().check().equals(SeatCauseSearch.SEATS)
                        ? wording.withRoom(room, group.finding().message())
                        : wording.seatsNotAnswering(room, group.seats().size()),
                group.finding().remedy(),
                Affected.of(group.seats(), List.of(room), impact.sessionsIn(room, group.seats())),
                Set.copyOf(group.seats()),
                Set.of(),
                false);
    }

    private CauseCandidate silentGroupCandidate(SilentAttributeSearch.SilentGroup group) {
        Set<SessionId> sessions = new LinkedHashSet<>();
        group.members().forEach(member -> sessions.addAll(impact.sessionsOf(member)));
        Severity severity = seatSearch.weightOf(group.members());
        return new CauseCandidate(
                group.cause(),
                SeatCauseSearch.SEATS,
                severity,
                firstSign(group.members()),
                wording.silentWithSharedAttribute(group.cause(), group.members()),
                wording.callTechnician(wording.helpContact(sessions)),
                Affected.of(group.members(), input.topology.rooms(group.members(), sessions), sessions),
                Set.copyOf(group.members()),
                Set.of(),
                severity == Severity.ADVISORY);
    }

    /** Weighs what its members weigh in a verdict that leans on them; else it is only known. */
    private CauseCandidate sharedAttributeCandidate(SharedAttributeSearch.SharedAttributeGroup group) {
        Set<DeviceId> members = new LinkedHashSet<>(group.members());
        Severity severity = seatSearch.severityOf(members).orElse(Severity.ADVISORY);
        Set<SessionId> sessions = new LinkedHashSet<>();
        members.forEach(member -> sessions.addAll(impact.sessionsOf(member)));
        return new CauseCandidate(
                group.cause(),
                group.check(),
                severity,
                members.stream()
                        .flatMap(member ->
                                input
                                        .failingFinding(
                                                member,
                                                finding -> finding.check().equals(group.check()))
                                        .stream())
                        .map(Finding::since)
                        .min(Instant::compareTo)
                        .orElse(input.now),
                wording.sharedAttribute(group.cause(), members, group.first().message()),
                group.first().remedy(),
                Affected.of(members, input.topology.rooms(members, sessions), sessions),
                Set.copyOf(members),
                signals(group.first()),
                false);
    }

    private CauseCandidate singleSeatCandidate(DeviceId seat, SeatCauseSearch.SeatGroup weight) {
        CauseCandidate plain = input.failingFinding(seat, SharedAttributeSearch::isFault)
                .filter(finding -> input.isUp(seat))
                .map(finding -> faultCandidate(seat, finding))
                .orElseGet(() -> advisoryCandidate(seat));
        return new CauseCandidate(
                plain.cause(),
                plain.check(),
                weight.severity(),
                plain.firstSign(),
                weight.finding().subject().equals(seat) ? weight.finding().message() : plain.summary(),
                plain.check().equals(SeatCauseSearch.ANSWERS) ? weight.finding().remedy() : plain.remedy(),
                Affected.of(List.of(), List.of(weight.room()), impact.sessionsIn(weight.room(), Set.of(seat))),
                plain.members(),
                plain.signals(),
                false);
    }

    private CauseCandidate advisoryCandidate(DeviceId seat) {
        Optional<Finding> said =
                input.failingFinding(seat, finding -> finding.check().equals(SeatCauseSearch.ANSWERS));
        return new CauseCandidate(
                Cause.of(seat),
                SeatCauseSearch.ANSWERS,
                Severity.ADVISORY,
                firstSign(Set.of(seat)),
                said.map(Finding::message).orElseGet(() -> wording.notAnswering(seat, List.of(), List.of())),
                said.map(Finding::remedy)
                        .orElseGet(() -> wording.checkPowerAndCable(seat, true, 0, wording.helpContact(List.of()))),
                Affected.of(List.of(), input.topology.rooms(List.of(seat), impact.sessionsOf(seat)), List.of()),
                Set.of(seat),
                Set.of(),
                true);
    }

    private boolean isAnyLive(Collection<SessionId> affected) {
        return input.sessions().stream()
                .anyMatch(session -> session.phase() == SessionPhase.LIVE && affected.contains(session.id()));
    }

    /** The earliest sign among a cause and what fell with it. */
    private Instant firstSign(Target root, Collection<Target> members) {
        Instant own = input.silentSince(root).orElse(input.now);
        Instant first = own;
        for (Target member : members) {
            Instant sign = input.silentSince(member).orElse(own);
            if (sign.isBefore(first) && !sign.isBefore(own.minus(AdvanceStep.SAME_EVENT))) {
                first = sign;
            }
        }
        return first;
    }

    private Instant firstSign(Set<? extends Target> members) {
        Set<Instant> signs = new LinkedHashSet<>();
        for (Target member : members) {
            input.silentSince(member)
                    .or(() -> input.failingFinding(member, SharedAttributeSearch::isFault)
                            .map(Finding::since))
                    .ifPresent(signs::add);
        }
        return signs.stream().min(Instant::compareTo).orElse(input.now);
    }
}
