package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.VisibilityLoss;
import org.firstbell.wording.RoomNames;
import org.firstbell.wording.SchoolTimeFormat;

/**
 * The verdict sentence (board design §6.2): at most 28 characters where names allow, with shorter lines for smaller
 * space, and a second line of at most 52. Lives inside one composition.
 */
final class VerdictViewBuilder {
    /** Most characters of the second line. */
    private static final int MAX_SECOND_LINE = 52;

    private final BoardInput input;
    private final List<AttentionListBuilder.AttentionItem> attentionItems;
    private final Optional<Instant> lastChecked;
    private final List<BoardSession> unfinished;

    /** What is said, before it becomes the band. */
    private record VerdictText(SessionLabel label, String secondLine, List<String> lines) {
        VerdictText(SessionLabel label, String second, String... lines) {
            this(label, second, List.of(lines));
        }
    }

    /**
     * @param hits the cards, in order of attention
     * @param lastChecked when anything was last heard
     */
    VerdictViewBuilder(BoardInput input, List<AttentionListBuilder.AttentionItem> hits, Optional<Instant> lastChecked) {
        this.input = input;
        this.attentionItems = hits;
        this.lastChecked = lastChecked;
        this.unfinished = input.unfinishedToday();
    }

    BoardViewParts.VerdictView build(Optional<BoardViewParts.StartupView> starting) {
        VerdictText said = starting.isPresent() ? startupText(starting.get()) : currentText();
        Set<String> lines = new LinkedHashSet<>(said.lines());
        return new BoardViewParts.VerdictView(
                said.label().styleName(),
                said.label().text(),
                said.lines().get(0),
                said.secondLine(),
                List.copyOf(lines),
                new CountdownViewBuilder(input, sharedCause().filter(this::stopsTesting)).build());
    }

    private VerdictText startupText(BoardViewParts.StartupView starting) {
        String rooms = starting.of() == 1 ? " room" : " rooms";
        return new VerdictText(
                SessionLabel.NOT_CHECKED,
                "Nothing is called ready before it was measured.",
                "Starting, " + starting.checked() + " of " + starting.of() + rooms + " checked",
                "Starting, " + starting.checked() + " of " + starting.of(),
                "Starting");
    }

    private VerdictText currentText() {
        Optional<VisibilityLoss> blindness = input.assessment().visibilityLoss();
        if (blindness.isPresent()) {
            return new VerdictText(
                    SessionLabel.UNKNOWN,
                    fitSecondLine(blindness.get().sentence()),
                    "We are blind: we can't tell",
                    "We are blind");
        }
        if (unfinished.isEmpty()) {
            return finishedText();
        }
        Optional<AttentionListBuilder.AttentionItem> shared = sharedCause();
        if (shared.isPresent()) {
            return sharedCause(shared.get());
        }
        List<BoardSession> loud = sessionsNeedingAction();
        return loud.isEmpty() ? noProblemText() : problemText(loud);
    }

    /** As much of a text as fits the second line: all of it, its first sentence, or that up to its comma. */
    static String fitSecondLine(String text) {
        String sentence = RoomNames.capitalized(text);
        if (sentence.length() > MAX_SECOND_LINE) {
            sentence = sentence.replaceFirst("(?<=[.?]) .*", "");
        }
        return sentence.length() > MAX_SECOND_LINE ? sentence.replaceFirst(",.*", "") + "." : sentence;
    }

    /** Sessions that want somebody, the worst state first. */
    private List<BoardSession> sessionsNeedingAction() {
        return unfinished.stream()
                .filter(session -> session.needsAction() && !session.isRiskAccepted())
                .sorted(Comparator.comparing(BoardSession::label).thenComparing(BoardSession::start))
                .toList();
    }

    /** The shared cause, while nothing worse than it stands elsewhere. */
    private Optional<AttentionListBuilder.AttentionItem> sharedCause() {
        Optional<SessionLabel> worst = attentionItems.stream()
                .filter(item -> !item.card().quiet())
                .map(AttentionListBuilder.AttentionItem::label)
                .min(SessionLabel::compareTo);
        return attentionItems.stream()
                .filter(item -> item.card().shared() && !item.card().quiet())
                .filter(item -> item.label() == worst.orElseThrow())
                .findFirst();
    }

    /** The shared cause keeps testing from going on, or does not answer at all. */
    private boolean stopsTesting(AttentionListBuilder.AttentionItem item) {
        boolean blocking = item.incident()
                .filter(incident -> incident.severity() == Severity.BLOCKING)
                .isPresent();
        return AttentionListBuilder.isUrgent(item.label())
                && blocking
                && (item.sessions().stream().anyMatch(BoardSession::isLive)
                        || item.incident().filter(this::isSilent).isPresent());
    }

    private boolean isSilent(Incident incident) {
        Cause cause = incident.cause();
        if (!Subject.isId(cause.id()) || cause.equals(Cause.INTERNET)) {
            return true;
        }
        Target target = cause.kind() == Cause.CauseKind.DEVICE ? new DeviceId(cause.id()) : new ServiceId(cause.id());
        return input.assessmentOf(target)
                .flatMap(TargetAssessment::up)
                .filter(up -> !up)
                .isPresent();
    }

    private VerdictText sharedCause(AttentionListBuilder.AttentionItem item) {
        String cause = item.card().why().replaceFirst("\\.$", "");
        int size = item.sessions().size();
        String noun = input.countNoun(size);
        String who = size == unfinished.size()
                ? "All " + size + " " + noun + " are affected."
                : size + " of " + unfinished.size() + " " + noun + " are affected.";
        boolean started = item.sessions().stream().anyMatch(BoardSession::isLive);
        String more = !AttentionListBuilder.isUrgent(item.label())
                ? (started ? " Testing goes on." : " They can start.")
                : started ? " Testing has started." : "";
        return new VerdictText(
                item.label(), who + more, cause, RoomNames.shortName(item.card().place()) + " hit");
    }

    private VerdictText problemText(List<BoardSession> loud) {
        SessionLabel label = loud.get(0).label();
        List<BoardSession> same =
                loud.stream().filter(session -> session.label() == label).toList();
        boolean single = same.size() == 1;
        String rest = String.join(" · ", countsByState(label, single));
        String second = rest;
        if (label == SessionLabel.UNKNOWN) {
            Instant since = same.stream()
                    .map(session -> session.assessment().since())
                    .min(Instant::compareTo)
                    .orElseThrow();
            second = joinNonEmpty("No answer for " + formatMinutes(Duration.between(since, input.now())), rest);
        } else if (label == SessionLabel.AT_RISK) {
            second = continuationSentence(same) + (rest.isEmpty() ? "" : " " + rest);
        }
        if (single) {
            return new VerdictText(label, second, singleSessionLines(same.get(0), label));
        }
        String noun = input.countNoun(unfinished.size());
        String of = same.size() == unfinished.size()
                ? "All " + same.size() + " " + noun
                : same.size() + " of " + unfinished.size() + " " + noun;
        return label == SessionLabel.UNKNOWN
                ? new VerdictText(
                        label, second, "We can't tell about " + same.size() + " " + noun, "Can't tell: " + same.size())
                : new VerdictText(
                        label,
                        second,
                        of + " " + AttentionListBuilder.labelAfterCount(label.text()),
                        same.size() + " " + AttentionListBuilder.labelAfterCount(label.text()));
    }

    /** A length that changes once a minute at most. */
    private static String formatMinutes(Duration silent) {
        return silent.toMinutes() < 1 ? "less than 1 min" : SchoolTimeFormat.formatDuration(silent);
    }

    private static String continuationSentence(List<BoardSession> same) {
        boolean started = same.stream().allMatch(BoardSession::isLive);
        return same.size() == 1
                ? (started ? "Testing goes on." : "It can start.")
                : started ? "Testing goes on." : "They can start.";
    }

    private static String joinNonEmpty(String one, String other) {
        return other.isEmpty() ? one : one + " · " + other;
    }

    /** The sentence about one session, longest first. */
    private List<String> singleSessionLines(BoardSession session, SessionLabel label) {
        List<RoomId> rooms = session.decisiveRooms();
        List<String> names = rooms.stream().map(input::roomName).toList();
        boolean plural = names.size() > 1;
        String full = names.size() > 2 ? session.session().name() : RoomNames.joined(names);
        String brief = names.size() > 2
                ? names.size() + " rooms"
                : RoomNames.joined(names.stream().map(RoomNames::shortName).toList());
        boolean are = plural && names.size() == 2;
        if (label == SessionLabel.UNKNOWN) {
            return List.of("We can't tell about " + brief, "Can't tell: " + brief);
        }
        if (label == SessionLabel.CHECK_ROOM) {
            return List.of("Look into " + full, "Check " + brief);
        }
        String state = AttentionListBuilder.labelAfterCount(label.text());
        return List.of(
                full + (are ? " are " : " is ") + state,
                brief + (plural ? " are " : " is ") + state,
                brief + " " + state);
    }

    /** Counts of the other sessions by state, the worst first: "1 more at risk", "4 ready". */
    private List<String> countsByState(SessionLabel skip, boolean more) {
        List<String> parts = new ArrayList<>();
        for (SessionLabel label : SessionLabel.values()) {
            long count = unfinished.stream()
                    .filter(session -> session.label() == label && !session.isRiskAccepted())
                    .count();
            if (count > 0 && label != skip) {
                parts.add(count
                        + (more && label.needsAction() ? " more " : " ")
                        + AttentionListBuilder.labelAfterCount(label.text()));
            }
        }
        long accepted = unfinished.stream().filter(BoardSession::isRiskAccepted).count();
        if (accepted > 0) {
            parts.add(accepted + (accepted == 1 ? " risk accepted" : " risks accepted"));
        }
        return parts;
    }

    private VerdictText noProblemText() {
        long testing = count(SessionLabel.IN_SESSION);
        long onTrack = count(SessionLabel.ON_TRACK);
        long ready = count(SessionLabel.READY);
        if (testing > 0) {
            return testingText(testing);
        }
        if (onTrack > 0) {
            return onTrackText(onTrack, ready);
        }
        String noun = input.countNoun(unfinished.size());
        int size = unfinished.size();
        if (ready == size) {
            String checked = lastChecked
                    .map(at -> " Last checked "
                            + input.timeFormat(unfinished.get(0).session()).clock(at) + ".")
                    .orElse("");
            return new VerdictText(
                    SessionLabel.READY, "No technical problem known." + checked, allSessionsLines("ready"));
        }
        if (ready > 0) {
            return new VerdictText(
                    SessionLabel.READY,
                    String.join(" · ", countsByState(SessionLabel.READY, false)),
                    ready + " of " + size + " " + noun + " " + (ready == 1 ? "is" : "are") + " ready",
                    ready + " of " + size + " ready");
        }
        if (count(SessionLabel.NOT_CHECKED) == size) {
            return new VerdictText(
                    SessionLabel.NOT_CHECKED,
                    "Checks begin 24 h before the start.",
                    allSessionsLines("not checked yet"));
        }
        return new VerdictText(
                SessionLabel.AT_RISK, String.join(" · ", countsByState(SessionLabel.AT_RISK, false)), "Risks accepted");
    }

    private long count(SessionLabel label) {
        return unfinished.stream().filter(session -> session.label() == label).count();
    }

    /** "Room 214 is ready", "All 6 rooms are ready". */
    private List<String> allSessionsLines(String state) {
        int size = unfinished.size();
        if (size > 1) {
            return List.of(
                    "All " + size + " " + input.countNoun(size) + " are " + state, "All " + size + " are " + state);
        }
        List<String> names = unfinished.get(0).rooms().stream()
                .map(input::roomName)
                .distinct()
                .toList();
        String verb = names.size() > 1 ? " are " : " is ";
        return List.of(
                RoomNames.joined(names) + verb + state,
                RoomNames.joined(names.stream().map(RoomNames::shortName).toList()) + verb + state);
    }

    private VerdictText testingText(long testing) {
        String noun = input.countNoun((int) testing);
        List<String> others = countsByState(SessionLabel.IN_SESSION, false);
        TestSession last = unfinished.stream()
                .filter(session -> session.label() == SessionLabel.IN_SESSION)
                .map(BoardSession::session)
                .max(Comparator.comparing(TestSession::end))
                .orElseThrow();
        String rest =
                others.isEmpty() ? "Ends " + input.timeFormat(last).clock(last.end()) : String.join(" · ", others);
        return new VerdictText(
                SessionLabel.IN_SESSION,
                "No problems. " + rest,
                testing + " " + noun + (testing == 1 ? " is" : " are") + " testing",
                testing + " testing");
    }

    private VerdictText onTrackText(long onTrack, long ready) {
        String next = unfinished.stream()
                .filter(session -> session.label() == SessionLabel.ON_TRACK)
                .flatMap(session -> session.assessment().nextStep().stream())
                .findFirst()
                .map(RoomNames::capitalized)
                .orElse("No technical problem known.");
        if (onTrack == unfinished.size()) {
            return new VerdictText(SessionLabel.ON_TRACK, next, allSessionsLines("on track"));
        }
        String noun = input.countNoun(unfinished.size());
        return ready > 0
                ? new VerdictText(
                        SessionLabel.ON_TRACK,
                        String.join(" · ", countsByState(SessionLabel.READY, false)),
                        ready + " of " + unfinished.size() + " " + noun + (ready == 1 ? " is" : " are") + " ready",
                        ready + " of " + unfinished.size() + " ready")
                : new VerdictText(
                        SessionLabel.ON_TRACK,
                        next,
                        onTrack + " of " + unfinished.size() + " " + noun + " on track",
                        onTrack + " on track");
    }

    private VerdictText finishedText() {
        if (input.today().isEmpty()) {
            return new VerdictText(
                    SessionLabel.NOT_CHECKED,
                    IdleViewBuilder.nextStartLabel(input)
                            .map(next -> "Next: " + next)
                            .orElse("Nothing is planned."),
                    "No testing today");
        }
        long done = input.today().stream()
                .filter(session -> session.label() == SessionLabel.DONE)
                .count();
        if (done == 0) {
            return new VerdictText(
                    SessionLabel.CANCELLED, "Nothing else is planned today.", "All testing is cancelled");
        }
        return new VerdictText(
                SessionLabel.DONE,
                done + (done == 1 ? " session" : " sessions") + ", see the report",
                "All testing is done");
    }
}
