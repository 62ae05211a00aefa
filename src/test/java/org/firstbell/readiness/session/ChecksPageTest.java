package org.firstbell.readiness.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.readiness.ShippedData;
import org.firstbell.readiness.check.ValueFormat;
import org.junit.jupiter.api.Test;

/** The page of checks and remedies in the documents, which is made from the data files. */
class ChecksPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/checks.md");
    private static final Path MADE = Path.of("target/checks.md");

    @Test
    void page_asCommitted_isWhatTheDataFilesSay() throws IOException {
        String made = page();
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, made);

        assertThat(PAGE).as("the new text is in " + MADE + ": copy it over").hasContent(made);
    }

    @Test
    void page_hasAnAnchorForEveryCheck() throws IOException {
        String text = Files.readString(PAGE);
        Stream.concat(
                        ShippedData.shipped().checks().stream().map(CheckSpec::id),
                        Stream.of(
                                CheckId.SEATS,
                                CheckId.PATH,
                                CheckId.INTERNET,
                                CheckId.SPARES,
                                CheckId.SELF_VISIBILITY,
                                CheckId.FORECAST))
                .map(CheckId::value)
                .forEach(id -> assertThat(text).contains("\n### " + id + "\n"));
    }

    private static String page() {
        Map<CheckId, List<CheckSpec>> byId = new LinkedHashMap<>();
        for (CheckSpec check : ShippedData.shipped().checks()) {
            byId.merge(
                    check.id(),
                    List.of(check),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return INTRODUCTION
                + byId.entrySet().stream()
                        .map(entry -> "### " + entry.getKey() + "\n\n"
                                + entry.getValue().stream()
                                        .map(ChecksPageTest::check)
                                        .collect(Collectors.joining("\n")))
                        .collect(Collectors.joining("\n"))
                + "\n" + BUILT_IN + "\n" + platforms();
    }

    private static String check(CheckSpec check) {
        String limits = new TreeMap<>(check.limits())
                .entrySet().stream()
                        .map(limit ->
                                "`" + limit.getKey() + "` " + ValueFormat.format(limit.getKey(), limit.getValue()))
                        .collect(Collectors.joining(", "));
        return "**" + check.title() + "** · " + check.severity().keyword()
                + (check.kinds().isEmpty() ? "" : " · " + sorted(check.kinds()))
                + (check.platforms().isEmpty() ? "" : " · only for " + sorted(check.platforms()))
                + (check.confirmation().isZero()
                        ? ""
                        : " · after "
                                + ValueFormat.duration(check.confirmation().toSeconds()))
                + "\n\n"
                + "- passes when `" + check.condition() + "`\n"
                + (limits.isEmpty() ? "" : "- limits: " + limits + "\n")
                + "- says: " + check.message().full() + "\n"
                + check.unknown()
                        .map(what -> "- when it cannot be told: We can't tell " + what + ".\n")
                        .orElse("")
                + "- do this: " + check.remedy().full() + "\n"
                + remedy(check, SessionPhase.LIVE)
                + "- from: " + check.source().orElse("")
                + check.sourceSeen().map(day -> " (seen " + day + ")").orElse("") + "\n";
    }

    private static String remedy(CheckSpec check, SessionPhase phase) {
        Phrase phrase = check.remedies().get(phase);
        return phrase == null ? "" : "- in a live session: " + phrase.full() + "\n";
    }

    private static String sorted(java.util.Collection<?> words) {
        return words.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String platforms() {
        StringBuilder text =
                new StringBuilder("## What is known of the platforms\n\nA district overrides single facts under "
                        + "`platforms:` of its configuration, or a whole file in its folder `platforms/`.\n");
        ShippedData.shipped().platforms().values().stream()
                .sorted(java.util.Comparator.comparing(platform -> platform.id().value()))
                .forEach(platform -> text.append(platform(platform)));
        return text.toString();
    }

    private static String platform(Platform platform) {
        return "\n### platform-" + platform.id() + "\n\n| " + platform.name() + " | Value | Source | Seen |\n"
                + "| --- | --- | --- | --- |\n"
                + new TreeMap<>(platform.facts())
                        .entrySet().stream()
                                .map(fact -> "| " + fact.getKey() + " | `"
                                        + fact.getValue().value().replace("|", "\\|") + "` | "
                                        + fact.getValue().source() + " | "
                                        + fact.getValue().seenOn() + " |\n")
                                .collect(Collectors.joining());
    }

    private static final String INTRODUCTION = """
            # Checks and remedies

            This page is made from the shipped data files (`src/main/resources/checks`, `platforms`) by `ChecksPageTest`.

            A check is a rule on one device or service. It comes out PASS, FAIL, or UNKNOWN when a value that it needs is too
            old. A check whose values a device never told does not apply to it. `blocking` keeps a session from starting when
            every seat needs the thing, or makes a seat unfit; `degrading` puts a session at risk when it fails on something
            shared, or on seats that the room cannot do without; `advisory` is listed. `passes` holds the condition under which
            it passes. A value must have failed for the time under `confirm` before it counts. `requires` names what must have
            been told; without it that is every signal in the condition.

            A device sets its own limits by their names: `limits: { wifi.clients: 80 }`. A file in the folder `checks/` beside
            the configuration replaces every shipped check whose id it uses, and adds the others. In a live session no remedy
            may tell anyone to restart, swap or close a testing device: such a file is refused.

            `unknown` is what follows "We can't tell" while a check is UNKNOWN.

            Places in sentences: `{name}`, `{the}` (with what it is: "the switch sw-2"), `{room}`, `{slot}`, `{call}` (whom to call), a
            signal's name for its value, `{limit:…}` and `{minimum:…}`.

            ## The language of conditions

            A condition is true, false, or unknown where a signal that decides it is not fresh. It is read when the file is
            loaded: `check` names every mistake with its line and column.

            | Written | Means |
            | --- | --- |
            | `signal('disk.free.ratio')` | the value of a signal: a number, a yes or no, a text or a version, as the signal is |
            | `limit('disk.free.ratio')` | a number from `limits:`, or the device's own |
            | `told('battery.charging')` | whether the signal is fresh; never unknown |
            | `version('1.11')`, `minimum('app.testnav.version')` | a version; the least one that a platform asks for |
            | `0.15`, `1e9`, `true`, `false`, `'idle'`, `"idle"` | a number, a yes or no, a text (`\\\\`, `\\'`, `\\"`, `\\n`, `\\t` and `\\r` in it; after `r` as it stands) |
            | `<` `<=` `>` `>=` `==` `!=` | two values of one type compared: numbers, versions number by number, texts letter by letter; a yes or no has `==` and `!=` only |
            | `signal('printer.state') in ['idle', 'standby']` | one of fixed values |
            | `.contains('…')`, `.startsWith('…')`, `.endsWith('…')` | after a text |
            | `+` `-` `*` `/` | arithmetic; what is divided by 0 is infinite, and 0 / 0 is unequal to every number |
            | `!` `&&` `\\|\\|` `( )` | not, and, or, grouping; what one side decides does not ask for the other |
            | `a ? b : c` | the condition b if a holds, else the condition c |
            | `double(…)` | the number in it, as it is |
            | `// …` | a remark to the end of the line |

            `! -` bind closest, then `* /`, `+ -`, comparisons and `in`, `&&`, `||`, `? :`. This is the part of the Common
            Expression Language (CEL) that checks are written in. What else CEL has is refused with a hint: `matches`,
            `size`, `int`, `string`, `%`, lists and maps as values, `exists` and the like. Apart from CEL, numbers are of
            one kind (`signal('wifi.clients') * 2`), and versions are equal when their numbers are (`1.11` and `1.11.0`).

            ## How presence is judged

            - Three missed looks (silent, refused or garbled; a look that was skipped does not count) fail `answers`.
            - A device in a whole table of clients is up. It is silent when two whole tables of every source that has named it
              leave it out; a table that was not read to its end says nothing about who is absent.
            - Presence is believed for three of its own intervals plus 10 s, facts (versions, names, serial numbers) for 26 h.
            - A device that was never reached is a set-up task: listed, its seat UNKNOWN, no incident.

            ## Shipped checks

            """;

    private static final String BUILT_IN = """
            ## Checks of rooms and sessions

            These follow from seats and paths; their words are in the program.

            ### seats

            **A room has its seats** · blocking, degrading or advisory

            - fails when awake, resting and unknown seats are fewer than the students; is UNKNOWN when they are enough with the
              unknown ones only; is listed while spares make up for missing or unfit seats
            - degrading when the room cannot do without seats that fail a degrading check (before the start only)
            - in a live session: one fifth of the attendance (3 seats at least) silent within 60 s is blocking when computers
              that do not sleep are among them in that number, or when what they share suffers too; else it is degrading:
              "closed at once: finished?". Seats that leave one by one are listed. After the planned end nobody is missed
            - do this: open or wake those devices; swap in spares for those that stay silent
            - in a live session: leave each device on and plugged in; follow 'lost connection' in the test manual

            ### path

            **The way from the seats is open** · blocking or advisory

            - fails when everything above a seat leads through something silent; the subject is the highest silent thing
            - a fresh answer or sighting newer than the silence keeps the way open; behind a dead access point a seat known by
              sighting may turn up elsewhere for 60 s
            - do this: check the thing's power and cable
            - in a live session: leave each device on and plugged in; follow 'lost connection' in the test manual

            ### internet

            **The internet answers** · blocking, or degrading while the platform's edge answers

            - fails when every anchor is silent; one of several is listed
            - do this: nothing in the rooms; tell district IT
            - in a live session: tell every room to follow 'lost connection' in the test manual, write down the time

            ### forecast

            **No limit will be passed** · degrading

            - fails when the disk of a test cache empties so steadily that a limit of its checks will be passed before the
              session ends: a straight line through ten minutes at least of values a minute apart, that explains nine tenths
              of their movement, followed for four times as long as it was seen
            - do this: as the check whose limit it is

            ### spares

            **The session has the spares it asks for** · degrading, before the start

            - fails when awake and resting seats beyond the students are fewer than the session's `spares`
            - do this: bring charged spare devices

            ### sight

            **Firstbell can see** · every verdict is UNKNOWN

            - fails when all roots (what hangs on nothing else, and services) are silent and there are two of them at least,
              when no network interface is up, or after the clock jumped by more than 30 s until something answers anew
            - do this: do not use the board, ask the rooms
            """;
}
