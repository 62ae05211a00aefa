package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Blindness;
import org.firstbell.model.Cause;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;

/**
 * The verdict sentence (board design §6.2): at most 28 characters where names allow, with shorter lines for smaller
 * space, and a second line of at most 52. Lives inside one composition.
 */
final class VerdictBands {
    /** Most characters of the second line. */
    private static final int SECOND = 52;

    private final Scene scene;
    private final List<Attention.Hit> hits;
    private final Optional<Instant> lastChecked;
    private final List<Sitting> counted;

    /** What is said, before it becomes the band. */
    private record Said(SessionWord word, String second, List<String> lines) {
        Said(SessionWord word, String second, String... lines) {
            this(word, second, List.of(lines));
        }
    }

    /**
     * @param hits the cards, in order of attention
     * @param lastChecked when anything was last heard
     */
    VerdictBands(Scene scene, List<Attention.Hit> hits, Optional<Instant> lastChecked) {
        this.scene = scene;
        this.hits = hits;
        this.lastChecked = lastChecked;
        this.counted = scene.counted();
    }

    BoardParts.VerdictBand band(Optional<BoardParts.Starting> starting) {
        Said said = starting.isPresent() ? starting(starting.get()) : said();
        Set<String> lines = new LinkedHashSet<>(said.lines());
        return new BoardParts.VerdictBand(
                said.word().hook(),
                said.word().text(),
                said.lines().get(0),
                said.second(),
                List.copyOf(lines),
                new Countdowns(scene, shared().filter(this::stopsTesting)).of());
    }

    private Said starting(BoardParts.Starting starting) {
        String rooms = starting.of() == 1 ? " room" : " rooms";
        return new Said(
                SessionWord.NOT_CHECKED,
                "Nothing is called ready before it was measured.",
                "Starting, " + starting.checked() + " of " + starting.of() + rooms + " checked",
                "Starting, " + starting.checked() + " of " + starting.of(),
                "Starting");
    }

    private Said said() {
        Optional<Blindness> blindness = scene.assessment().blindness();
        if (blindness.isPresent()) {
            return new Said(
                    SessionWord.UNKNOWN,
                    second(blindness.get().sentence()),
                    "We are blind: we can't tell",
                    "We are blind");
        }
        if (counted.isEmpty()) {
            return over();
        }
        Optional<Attention.Hit> shared = shared();
        if (shared.isPresent()) {
            return shared(shared.get());
        }
        List<Sitting> loud = loud();
        return loud.isEmpty() ? calm() : trouble(loud);
    }

    /** As much of a text as fits the second line: all of it, its first sentence, or that up to its comma. */
    static String second(String text) {
        String sentence = Places.capital(text);
        if (sentence.length() > SECOND) {
            sentence = sentence.replaceFirst("(?<=[.?]) .*", "");
        }
        return sentence.length() > SECOND ? sentence.replaceFirst(",.*", "") + "." : sentence;
    }

    /** Sessions that want somebody, the worst state first. */
    private List<Sitting> loud() {
        return counted.stream()
                .filter(sitting -> sitting.wantsAction() && !sitting.accepted())
                .sorted(Comparator.comparing(Sitting::word).thenComparing(Sitting::start))
                .toList();
    }

    /** The shared cause, while nothing worse than it stands elsewhere. */
    private Optional<Attention.Hit> shared() {
        Optional<SessionWord> worst = hits.stream()
                .filter(hit -> !hit.card().quiet())
                .map(Attention.Hit::word)
                .min(SessionWord::compareTo);
        return hits.stream()
                .filter(hit -> hit.card().shared() && !hit.card().quiet())
                .filter(hit -> hit.word() == worst.orElseThrow())
                .findFirst();
    }

    /** The shared cause keeps testing from going on, or does not answer at all. */
    private boolean stopsTesting(Attention.Hit hit) {
        boolean blocking = hit.incident()
                .filter(incident -> incident.severity() == Severity.BLOCKING)
                .isPresent();
        return Attention.urgent(hit.word())
                && blocking
                && (hit.sittings().stream().anyMatch(Sitting::live)
                        || hit.incident().filter(this::isSilent).isPresent());
    }

    private boolean isSilent(Incident incident) {
        Cause cause = incident.cause();
        if (!Subject.isId(cause.id()) || cause.equals(Cause.INTERNET)) {
            return true;
        }
        Target target = cause.kind() == Cause.Kind.DEVICE ? new DeviceId(cause.id()) : new ServiceId(cause.id());
        return scene.standing(target)
                .flatMap(TargetStanding::up)
                .filter(up -> !up)
                .isPresent();
    }

    private Said shared(Attention.Hit hit) {
        String cause = hit.card().why().replaceFirst("\\.$", "");
        int size = hit.sittings().size();
        String noun = scene.noun(size);
        String who = size == counted.size()
                ? "All " + size + " " + noun + " are affected."
                : size + " of " + counted.size() + " " + noun + " are affected.";
        boolean started = hit.sittings().stream().anyMatch(Sitting::live);
        String more = !Attention.urgent(hit.word())
                ? (started ? " Testing goes on." : " They can start.")
                : started ? " Testing has started." : "";
        return new Said(hit.word(), who + more, cause, Places.brief(hit.card().place()) + " hit");
    }

    private Said trouble(List<Sitting> loud) {
        SessionWord word = loud.get(0).word();
        List<Sitting> same =
                loud.stream().filter(sitting -> sitting.word() == word).toList();
        boolean single = same.size() == 1;
        String rest = String.join(" · ", counts(word, single));
        String second = rest;
        if (word == SessionWord.UNKNOWN) {
            Instant since = same.stream()
                    .map(sitting -> sitting.standing().since())
                    .min(Instant::compareTo)
                    .orElseThrow();
            second = joined("No answer for " + minutes(Duration.between(since, scene.now())), rest);
        } else if (word == SessionWord.AT_RISK) {
            second = canGoOn(same) + (rest.isEmpty() ? "" : " " + rest);
        }
        if (single) {
            return new Said(word, second, one(same.get(0), word));
        }
        String noun = scene.noun(counted.size());
        String of = same.size() == counted.size()
                ? "All " + same.size() + " " + noun
                : same.size() + " of " + counted.size() + " " + noun;
        return word == SessionWord.UNKNOWN
                ? new Said(
                        word, second, "We can't tell about " + same.size() + " " + noun, "Can't tell: " + same.size())
                : new Said(
                        word,
                        second,
                        of + " " + Attention.counted(word.text()),
                        same.size() + " " + Attention.counted(word.text()));
    }

    /** A length that changes once a minute at most. */
    private static String minutes(Duration silent) {
        return silent.toMinutes() < 1 ? "less than 1 min" : SchoolTime.length(silent);
    }

    private static String canGoOn(List<Sitting> same) {
        boolean started = same.stream().allMatch(Sitting::live);
        return same.size() == 1
                ? (started ? "Testing goes on." : "It can start.")
                : started ? "Testing goes on." : "They can start.";
    }

    private static String joined(String one, String other) {
        return other.isEmpty() ? one : one + " · " + other;
    }

    /** The sentence about one session, longest first. */
    private List<String> one(Sitting sitting, SessionWord word) {
        List<RoomId> rooms = sitting.decisiveRooms();
        List<String> names = rooms.stream().map(scene::place).toList();
        boolean plural = names.size() > 1;
        String full = names.size() > 2 ? sitting.plan().name() : Places.of(names);
        String brief = names.size() > 2
                ? names.size() + " rooms"
                : Places.of(names.stream().map(Places::brief).toList());
        boolean are = plural && names.size() == 2;
        if (word == SessionWord.UNKNOWN) {
            return List.of("We can't tell about " + brief, "Can't tell: " + brief);
        }
        if (word == SessionWord.CHECK_ROOM) {
            return List.of("Look into " + full, "Check " + brief);
        }
        String state = Attention.counted(word.text());
        return List.of(
                full + (are ? " are " : " is ") + state,
                brief + (plural ? " are " : " is ") + state,
                brief + " " + state);
    }

    /** Counts of the other sessions by state, the worst first: "1 more at risk", "4 ready". */
    private List<String> counts(SessionWord skip, boolean more) {
        List<String> parts = new ArrayList<>();
        for (SessionWord word : SessionWord.values()) {
            long count = counted.stream()
                    .filter(sitting -> sitting.word() == word && !sitting.accepted())
                    .count();
            if (count > 0 && word != skip) {
                parts.add(count + (more && word.wantsAction() ? " more " : " ") + Attention.counted(word.text()));
            }
        }
        long accepted = counted.stream().filter(Sitting::accepted).count();
        if (accepted > 0) {
            parts.add(accepted + (accepted == 1 ? " risk accepted" : " risks accepted"));
        }
        return parts;
    }

    private Said calm() {
        long testing = count(SessionWord.IN_SESSION);
        long onTrack = count(SessionWord.ON_TRACK);
        long ready = count(SessionWord.READY);
        if (testing > 0) {
            return testing(testing);
        }
        if (onTrack > 0) {
            return onTrack(onTrack, ready);
        }
        String noun = scene.noun(counted.size());
        int size = counted.size();
        if (ready == size) {
            String checked = lastChecked
                    .map(at -> " Last checked " + scene.time().clock(at) + ".")
                    .orElse("");
            return new Said(SessionWord.READY, "No technical problem known." + checked, all("ready"));
        }
        if (ready > 0) {
            return new Said(
                    SessionWord.READY,
                    String.join(" · ", counts(SessionWord.READY, false)),
                    ready + " of " + size + " " + noun + " " + (ready == 1 ? "is" : "are") + " ready",
                    ready + " of " + size + " ready");
        }
        if (count(SessionWord.NOT_CHECKED) == size) {
            return new Said(SessionWord.NOT_CHECKED, "Checks begin 24 h before the start.", all("not checked yet"));
        }
        return new Said(SessionWord.AT_RISK, String.join(" · ", counts(SessionWord.AT_RISK, false)), "Risks accepted");
    }

    private long count(SessionWord word) {
        return counted.stream().filter(sitting -> sitting.word() == word).count();
    }

    /** "Room 214 is ready", "All 6 rooms are ready". */
    private List<String> all(String state) {
        int size = counted.size();
        if (size > 1) {
            return List.of("All " + size + " " + scene.noun(size) + " are " + state, "All " + size + " are " + state);
        }
        List<String> names =
                counted.get(0).rooms().stream().map(scene::place).distinct().toList();
        String verb = names.size() > 1 ? " are " : " is ";
        return List.of(
                Places.of(names) + verb + state,
                Places.of(names.stream().map(Places::brief).toList()) + verb + state);
    }

    private Said testing(long testing) {
        String noun = scene.noun((int) testing);
        List<String> others = counts(SessionWord.IN_SESSION, false);
        Instant end = counted.stream()
                .filter(sitting -> sitting.word() == SessionWord.IN_SESSION)
                .map(sitting -> sitting.plan().end())
                .max(Instant::compareTo)
                .orElseThrow();
        String rest = others.isEmpty() ? "Ends " + scene.time().clock(end) : String.join(" · ", others);
        return new Said(
                SessionWord.IN_SESSION,
                "No problems. " + rest,
                testing + " " + noun + (testing == 1 ? " is" : " are") + " testing",
                testing + " testing");
    }

    private Said onTrack(long onTrack, long ready) {
        String next = counted.stream()
                .filter(sitting -> sitting.word() == SessionWord.ON_TRACK)
                .flatMap(sitting -> sitting.standing().next().stream())
                .findFirst()
                .map(Places::capital)
                .orElse("No technical problem known.");
        if (onTrack == counted.size()) {
            return new Said(SessionWord.ON_TRACK, next, all("on track"));
        }
        String noun = scene.noun(counted.size());
        return ready > 0
                ? new Said(
                        SessionWord.ON_TRACK,
                        String.join(" · ", counts(SessionWord.READY, false)),
                        ready + " of " + counted.size() + " " + noun + (ready == 1 ? " is" : " are") + " ready",
                        ready + " of " + counted.size() + " ready")
                : new Said(
                        SessionWord.ON_TRACK,
                        next,
                        onTrack + " of " + counted.size() + " " + noun + " on track",
                        onTrack + " on track");
    }

    private Said over() {
        if (scene.today().isEmpty()) {
            return new Said(
                    SessionWord.NOT_CHECKED,
                    Quiet.nextLabel(scene).map(next -> "Next: " + next).orElse("Nothing is planned."),
                    "No testing today");
        }
        long done = scene.today().stream()
                .filter(sitting -> sitting.word() == SessionWord.DONE)
                .count();
        if (done == 0) {
            return new Said(SessionWord.CANCELLED, "Nothing else is planned today.", "All testing is cancelled");
        }
        return new Said(
                SessionWord.DONE,
                done + (done == 1 ? " session" : " sessions") + ", see the report",
                "All testing is done");
    }
}
