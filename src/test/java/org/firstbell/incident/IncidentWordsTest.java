package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
import org.firstbell.model.event.Cause;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.wording.GrammarRules;
import org.firstbell.wording.SubjectPhrase;
import org.junit.jupiter.api.Test;

/** Every sentence of every incident, held against rules of grammar, and as a whole against a reviewed file. */
final class IncidentWordsTest {
    private static final RoomId ROOM = new RoomId("room-288");
    private static final List<String> THINGS = List.of("sw-2", "sw-3", "ap", "cache-1", "pc-falcon-553-18");

    private final Configuration configuration = school();
    private final IncidentWording wording = new IncidentWording(new TopologyIndex(configuration));
    private final List<String> lines = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    private static Configuration school() {
        List<Device> devices = new ArrayList<>();
        IntStream.rangeClosed(1, 28)
                .forEach(seat -> devices.add(DeviceBuilder.device("pc-288-" + seat, DeviceKind.COMPUTER)
                        .rooms(List.of(ROOM))
                        .build()));
        devices.add(DeviceBuilder.device("sw-2", DeviceKind.SWITCH)
                .name("Second-floor switch")
                .build());
        devices.add(DeviceBuilder.device("sw-3", DeviceKind.SWITCH).name("sw-3").build());
        devices.add(DeviceBuilder.device("ap", DeviceKind.ACCESS_POINT)
                .name("Media Center east Wi-Fi box")
                .build());
        devices.add(DeviceBuilder.device("cache-1", DeviceKind.CACHE_SERVER)
                .name("cache-1")
                .build());
        devices.add(DeviceBuilder.device("pc-falcon-553-18", DeviceKind.COMPUTER)
                .name("pc-falcon-553-18")
                .build());
        return ConfigurationBuilder.configuration()
                .school(new School(
                        new SchoolId("school"),
                        "Lincoln",
                        ZoneId.of("America/Chicago"),
                        Map.of(),
                        new School.HelpContact("Tech office", "4021")))
                .inventory(
                        List.of(new Room(
                                ROOM,
                                new SchoolId("school"),
                                "Media Center 288",
                                Optional.empty(),
                                Optional.empty(),
                                0)),
                        List.of(),
                        devices,
                        List.of(service(ServiceKind.VENDOR), service(ServiceKind.DNS)))
                .build();
    }

    private static Service service(ServiceKind kind) {
        return new Service(
                new ServiceId(kind == ServiceKind.VENDOR ? "testnav-edge" : "names"),
                kind == ServiceKind.VENDOR ? "the TestNav edge" : "The school's name service",
                kind,
                Set.of(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private List<DeviceId> seats(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(seat -> new DeviceId("pc-288-" + seat))
                .toList();
    }

    private void say(String what, Phrase phrase, int most) {
        faults.addAll(GrammarRules.faults(phrase, 44, most));
        String subject =
                SubjectPhrase.fitting(SubjectPhrase.candidates(phrase, "Media Center 288", "a check fails"), 33);
        faults.addAll(GrammarRules.faults(subject));
        if (subject.contains("…") || subject.contains("Media Center 288")) {
            faults.add("a subject that is cut or names the place: " + subject);
        }
        String words = "  wall: " + phrase.wall() + "\n  full: " + phrase.full()
                + (most == 120 ? "\n  subject: " + subject : "");
        if (said.add(words)) {
            lines.add(what + "\n" + words);
        }
    }

    @Test
    void everySentence_followsTheRules_andIsTheReviewedOne() throws IOException {
        String call = "Tech office, 4021";
        for (int number : new int[] {0, 1, 2, 3, 12, 28}) {
            for (String thing : THINGS) {
                say(
                        thing + " cuts off " + number,
                        wording.notAnswering(new DeviceId(thing), seats(number), Set.of(ROOM)),
                        120);
                for (boolean live : new boolean[] {false, true}) {
                    say(
                            thing + " cuts off " + number + ", what to do" + (live ? ", live" : ""),
                            wording.checkPowerAndCable(new DeviceId(thing), live, number, call),
                            200);
                }
            }
            say(
                    number + " seats in two rooms",
                    wording.notAnswering(new DeviceId("sw-2"), seats(number), List.of(ROOM, new RoomId("room-2"))),
                    120);
            if (number > 0) {
                say(number + " seats of a room", wording.seatsNotAnswering(ROOM, number), 120);
                for (String attribute : List.of(
                        "room=room-288",
                        "cart=cart-b",
                        "access-point=ap",
                        "model=Dell 3100",
                        "network=school-test",
                        "app.testnav.version=1.8.0",
                        "os.version=130")) {
                    String[] parts = attribute.split("=", 2);
                    say(
                            number + " of " + attribute,
                            wording.sharedAttribute(
                                    Cause.group(parts[0], parts[1]),
                                    new LinkedHashSet<>(seats(number)),
                                    Phrase.same("pc-288-1 needs a newer TestNav.")),
                            120);
                }
            }
        }
        for (Service service : configuration.inventory().services()) {
            say("service", wording.serviceNotAnswering(service, Optional.of(true)), 120);
            say("service", wording.serviceNotAnswering(service, Optional.empty()), 120);
            say("service, what to do", wording.checkVendorStatus(service, call), 200);
        }
        for (boolean edge : new boolean[] {false, true}) {
            say("internet", wording.internetDown(edge), 120);
        }
        say("internet, what to do", wording.callDistrict(call), 200);
        say("room in front", wording.withRoom(ROOM, Phrase.same("8 of 28 computers are not answering.")), 120);
        say("room in it", wording.withRoom(ROOM, Phrase.same("8 computers in Media Center 288 fell silent.")), 120);
        say("nothing is seen", wording.visibilityLost("nothing that Firstbell asks is answering."), 120);
        say("nothing is seen, what to do", wording.askTheRooms(call), 200);

        assertThat(faults.stream().distinct()).isEmpty();
        GrammarRules.holdReviewed(
                "incidents.txt", Arrays.asList(String.join("\n", lines).split("\n")));
    }

    @Test
    void line17_idThatBeginsASentence_isSpelledAsItIs() {
        assertThat(wording.notAnswering(new DeviceId("pc-falcon-553-18"), List.of(), List.of())
                        .full())
                .isEqualTo("Computer pc-falcon-553-18 is not answering.");
    }
}
