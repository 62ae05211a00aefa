package org.firstbell.readiness.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.VisibilityLoss;
import org.firstbell.readiness.ShippedData;
import org.firstbell.readiness.check.CompiledChecks;
import org.firstbell.readiness.check.SentenceTemplate;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.firstbell.wording.GrammarRules;
import org.firstbell.wording.SubjectPhrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every sentence of every finding, in every phase, for none, one, two, three, many and all devices, wall and full and as a
 * subject says it: held against rules of grammar, and as a whole against a reviewed file.
 */
final class FindingWordsTest {
    private static final Instant AT = Instant.parse("2027-04-14T13:30:00Z");
    private static final RoomId ROOM = new RoomId("room-288");
    private static final String ROOM_NAME = "Media Center 288";

    private final Configuration configuration = school("Tech office", "4021");
    private final TargetStates targets = targets(configuration);
    private final CheckFindings checkFindings = new CheckFindings(configuration);
    private final BuiltInFindings findings =
            new BuiltInFindings(configuration.schools().get(0), checkFindings);
    private final List<String> lines = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    private static Configuration school(String helper, String phone) {
        List<Device> devices = new ArrayList<>();
        for (DeviceKind kind : List.of(DeviceKind.COMPUTER, DeviceKind.CHROMEBOOK, DeviceKind.TABLET)) {
            IntStream.rangeClosed(1, 28)
                    .forEach(seat -> devices.add(DeviceBuilder.device(kind.keyword() + "-" + seat, kind)
                            .name(kind.keyword() + "-" + seat)
                            .rooms(List.of(ROOM))
                            .build()));
        }
        devices.add(named("pc-falcon-553-18", "pc-falcon-553-18", DeviceKind.COMPUTER));
        devices.add(named("sw-2", "Second-floor switch", DeviceKind.SWITCH));
        devices.add(named("sw-3", "sw-3", DeviceKind.SWITCH));
        devices.add(named("core", "The core", DeviceKind.SWITCH));
        devices.add(named("ap", "Lab 204 Wi-Fi box", DeviceKind.ACCESS_POINT));
        devices.add(named("cache", "Test cache", DeviceKind.CACHE_SERVER));
        List<Service> services = List.of(
                service("testnav-edge", "TestNav edge", ServiceKind.VENDOR),
                service("anchor-1", "Anchor 1", ServiceKind.INTERNET));
        return ConfigurationBuilder.configuration()
                .school(new School(
                        new SchoolId("school"),
                        "Lincoln",
                        java.time.ZoneId.of("America/Chicago"),
                        Map.of(),
                        new School.HelpContact(helper, phone)))
                .inventory(
                        List.of(new Room(
                                ROOM, new SchoolId("school"), ROOM_NAME, Optional.empty(), Optional.empty(), 0)),
                        List.of(),
                        devices,
                        services)
                .checks(ShippedData.shipped().checks())
                .platforms(ShippedData.shipped().platforms())
                .build();
    }

    private static Device named(String id, String name, DeviceKind kind) {
        return DeviceBuilder.device(id, kind).name(name).build();
    }

    private static Service service(String id, String name, ServiceKind kind) {
        return new Service(new ServiceId(id), name, kind, Set.of(), List.of(), Map.of(), Optional.empty());
    }

    private static TargetStates targets(Configuration configuration) {
        return new TargetStates(
                configuration, CompiledChecks.compile(configuration).checks().orElseThrow());
    }

    private TargetState target(Target id) {
        return java.util.Objects.requireNonNull(targets.find(id));
    }

    private TargetState device(String id) {
        return target(new DeviceId(id));
    }

    private List<TargetState> seats(DeviceKind kind, int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(seat -> device(kind.keyword() + "-" + seat))
                .toList();
    }

    private List<TargetState> mixed(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(seat -> device((seat % 2 == 0 ? "tablet-" : "chromebook-") + seat))
                .toList();
    }

    private void say(String what, Finding finding, SessionPhase phase) {
        say(what + ", " + phase.keyword(), finding.message(), finding.remedy(), phase);
    }

    private void say(String what, Phrase message, Phrase remedy, SessionPhase phase) {
        faults.addAll(GrammarRules.faults(message, 44, 200));
        faults.addAll(GrammarRules.faults(remedy, 44, 200));
        String subject = SubjectPhrase.fitting(SubjectPhrase.candidates(message, ROOM_NAME, "a check fails"), 33);
        faults.addAll(GrammarRules.faults(subject));
        if (subject.contains("…") || subject.contains(ROOM_NAME) || subject.length() > 33) {
            faults.add("a subject that is cut or names the place: " + subject);
        }
        String both = remedy.wall() + " " + remedy.full();
        if (both.contains("lid") && !message.full().contains("Chromebook")) {
            faults.add("a lid of what has none: " + both);
        }
        if (phase == SessionPhase.LIVE && both.matches("(?is).*\\b(?:restart|reboot|swap)\\b.*")) {
            faults.add("a live session is told to restart or swap: " + both);
        }
        String words = "  wall: " + message.wall() + "\n  full: " + message.full() + "\n  subject: " + subject;
        String toDo = "  do: " + remedy.wall() + " | " + remedy.full();
        boolean newWords = said.add(words);
        if (said.add(toDo) || newWords) {
            lines.add(what + (newWords ? "\n" + words : "") + "\n" + toDo);
        }
    }

    private void renderRooms() {
        List<TargetState> none = List.of();
        for (SessionPhase phase : List.of(SessionPhase.TODAY, SessionPhase.LIVE)) {
            for (DeviceKind kind : List.of(DeviceKind.COMPUTER, DeviceKind.CHROMEBOOK, DeviceKind.TABLET)) {
                int[] numbers = kind == DeviceKind.COMPUTER ? new int[] {1, 2, 3, 12, 28} : new int[] {1, 12};
                for (int number : numbers) {
                    List<TargetState> some = seats(kind, number);
                    List<TargetState> all = seats(kind, 28);
                    String n = number + " " + kind.keyword();
                    for (Severity severity : List.of(Severity.BLOCKING, Severity.ADVISORY)) {
                        say(
                                "seats missing, " + n + ", " + severity.keyword(),
                                findings.seatsUnusable(ROOM, some, none, all, 26, severity, phase, AT),
                                phase);
                        say(
                                "seats unfit, " + n + ", " + severity.keyword(),
                                findings.seatsUnusable(ROOM, none, some, all, 26, severity, phase, AT),
                                phase);
                    }
                    say(
                            "seats missing and unfit, " + n,
                            findings.seatsUnusable(ROOM, some, seats(kind, 1), all, 26, Severity.BLOCKING, phase, AT),
                            phase);
                    say(
                            "seats missing in a small room, " + n,
                            findings.seatsUnusable(ROOM, some, none, all, 1, Severity.BLOCKING, phase, AT),
                            phase);
                    say("seats unknown, " + n, findings.seatsUnknown(ROOM, some, 28, 26, phase, AT), phase);
                    say("seats unknown, small, " + n, findings.seatsUnknown(ROOM, some, 28, 5, phase, AT), phase);
                    for (String by : List.of("sw-2", "sw-3", "core")) {
                        say(
                                "path cut by " + by + ", " + n,
                                findings.pathCut(device(by), AT, some, Severity.BLOCKING, phase, 26),
                                phase);
                    }
                    say(
                            "path cut, small, " + n,
                            findings.pathCut(device("sw-2"), AT, some, Severity.BLOCKING, phase, 5),
                            phase);
                    say("fell silent, " + n, findings.seatsFellSilent(ROOM, some, 26, AT), SessionPhase.LIVE);
                    say("fell silent, small, " + n, findings.seatsFellSilent(ROOM, some, 5, AT), SessionPhase.LIVE);
                    say("closed at once, " + n, findings.seatsClosedAtOnce(ROOM, some, AT), SessionPhase.LIVE);
                    say("left, " + n, findings.seatsLeft(ROOM, some, false, AT), SessionPhase.LIVE);
                    say("all left, " + n, findings.seatsLeft(ROOM, some, true, AT), SessionPhase.LIVE);
                }
            }
            say(
                    "seats missing of two kinds",
                    findings.seatsUnusable(ROOM, mixed(3), none, mixed(28), 26, Severity.BLOCKING, phase, AT),
                    phase);
            for (int listed : new int[] {0, 1, 2, 20}) {
                for (int students : new int[] {1, 2, 24}) {
                    say(
                            "too few listed, " + listed + " for " + students,
                            findings.seatsUnusable(
                                    ROOM, none, none, mixed(listed), students, Severity.BLOCKING, phase, AT),
                            phase);
                }
            }
        }
    }

    private void renderThings() {
        for (SessionPhase phase : SessionPhase.values()) {
            List<TargetState> anchors = List.of(target(new ServiceId("anchor-1")));
            say("internet down", findings.internetDown(anchors, Severity.BLOCKING, phase), phase);
            say("internet partly down", findings.internetDown(anchors, Severity.DEGRADING, phase), phase);
            say("internet unknown", findings.internetUnknown(anchors, phase), phase);
            for (String id : List.of("sw-2", "sw-3", "core", "cache", "pc-falcon-553-18")) {
                TargetState thing = device(id);
                say(
                        "not measured, " + id,
                        findings.notMeasured(thing, thing.checks.iterator().next(), Severity.BLOCKING, phase),
                        phase);
            }
            for (int spares : new int[] {0, 1, 2}) {
                for (int asked : new int[] {1, 2, 3}) {
                    say(
                            "spares, " + spares + " of " + asked,
                            findings.tooFewSpares(new SessionId("math-8"), spares, asked, AT),
                            phase);
                }
            }
        }
        say("computer alone", findings.computerFellSilent(device("pc-falcon-553-18"), AT), SessionPhase.LIVE);
        say(
                "nothing is seen",
                findings.visibilityLost(
                        new SchoolId("school"), new VisibilityLoss(AT, "nothing that Firstbell asks is answering.")),
                SessionPhase.LIVE);
    }

    /** Sentences of the shipped checks with figures in their places. */
    private void renderChecks() {
        for (CheckSpec check : configuration.checks()) {
            // No limit of devices that share a Wi-Fi box is passed by one or none.
            boolean shared = check.id().value().startsWith("wifi-clients");
            for (String number : shared ? List.of("61") : List.of("1", "61")) {
                for (SessionPhase phase : SessionPhase.values()) {
                    String kind = check.kinds().stream().sorted().findFirst().orElse("device");
                    say(
                            check.id() + " of " + kind + ", " + number + ", " + phase.keyword(),
                            filled(check.message(), check, number),
                            filled(check.remedyIn(phase), check, number),
                            phase);
                }
            }
            if (check.unknown().isEmpty() && !check.id().value().equals("answers")) {
                faults.add("no sentence for what cannot be told: " + check.id());
            }
        }
    }

    /** What was told once and is too old now. */
    private void renderStaleChecks() {
        for (String id : List.of("sw-2", "ap", "cache", "pc-falcon-553-18", "chromebook-1")) {
            TargetState thing = device(id);
            thing.checks.forEach(check -> say(
                    check.check().id() + " of " + id + " cannot be told",
                    checkFindings.finding(thing, check, Severity.DEGRADING, SessionPhase.TODAY),
                    SessionPhase.TODAY));
        }
    }

    private static Phrase filled(Phrase template, CheckSpec check, String number) {
        boolean seat = check.kinds().stream()
                .anyMatch(kind ->
                        DeviceKind.of(kind).filter(DeviceKind::isTestingDevice).isPresent());
        return SentenceTemplate.fill(template, place -> switch (place) {
            case "name" -> seat ? "pc-204-01" : "Main 2";
            case "the" -> seat ? "the computer pc-204-01" : "the Main 2";
            case "room" -> "Room 118";
            case "slot" -> "4";
            case "call" -> "Tech office, 4021";
            default ->
                place.contains("ratio")
                        ? number + " %"
                        : place.contains("version") ? "1.8.0" : place.contains("seconds") ? number + " s" : number;
        });
    }

    @Test
    void everySentence_followsTheRules_andIsTheReviewedOne() throws IOException {
        renderRooms();
        renderThings();
        renderChecks();
        renderStaleChecks();

        assertThat(faults.stream().distinct()).isEmpty();
        GrammarRules.holdReviewed(
                "findings.txt", Arrays.asList(String.join("\n", lines).split("\n")));
    }

    @Test
    void line24_checkThatCannotBeTold_saysSoInASentenceOfItsOwn() {
        TargetState cache = device("cache");
        List<String> said = new ArrayList<>();
        cache.checks.forEach(check -> {
            if (!check.isLiveness()) {
                said.add(checkFindings
                        .finding(cache, check, Severity.DEGRADING, SessionPhase.TODAY)
                        .message()
                        .full());
            }
        });

        assertThat(said)
                .contains(
                        "We can't tell how much space is left on the Test cache: what was measured last is too old.",
                        "We can't tell if the Test cache is running: what was measured last is too old.")
                .noneMatch(sentence -> sentence.contains("Its last word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4021.", "ext. 4021"})
    void line36_contactThatEndsWithAStop_bringsNoSecondOne(String phone) {
        Configuration other = school("The tech office.", phone);
        BuiltInFindings words = new BuiltInFindings(other.schools().get(0), new CheckFindings(other));

        Finding finding = words.seatsUnknown(ROOM, seats(DeviceKind.COMPUTER, 2), 28, 26, SessionPhase.LIVE, AT);

        assertThat(GrammarRules.faults(finding.remedy().full())).isEmpty();
        assertThat(finding.remedy().full()).endsWith(".").doesNotEndWith("..");
    }
}
