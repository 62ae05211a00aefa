package org.firstbell.incident;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TargetNoun;
import org.firstbell.wording.TimePhrases;

/** What an incident says: the thing the reader knows first, then what is wrong, then what to do. Immutable. */
final class IncidentWording {
    private static final int MAX_WALL = 44;
    private static final int MAX_SUMMARY = 120;
    private static final int MAX_REMEDY = 200;

    private final TopologyIndex topology;

    IncidentWording(TopologyIndex topology) {
        this.topology = topology;
    }

    /** A thing that others may hang on is not answering. */
    Phrase notAnswering(Target target, List<DeviceId> cutSeats, Collection<RoomId> rooms) {
        String thing = nounAndName(target);
        String what = Sentences.capitalized(thing + " is not answering");
        String wall = fitting(
                what + ".",
                Sentences.capitalized(Sentences.withIndefiniteArticle(noun(target))) + " is not answering.");
        if (cutSeats.isEmpty()) {
            return summary(wall, what + ".");
        }
        String seats = TimePhrases.counted(cutSeats.size(), "seat")
                + (rooms.size() > 1 ? " in " + rooms.size() + " rooms" : "") + " " + Sentences.isOrAre(cutSeats.size())
                + " cut off.";
        return summary(wall, what + ": " + seats);
    }

    /** What to do about a silent thing of the network. */
    Phrase checkPowerAndCable(Target target, boolean live, int cutSeats, String call) {
        String thing = "the " + noun(target);
        if (live && cutSeats > 0) {
            return remedy(
                    "Check its power and cable. " + call,
                    "Check now that " + thing + " has power and its cable is plugged in. Tell the rooms to keep devices"
                            + " on and follow 'lost connection' in the test manual. " + call + ".");
        }
        return remedy(
                "Check its power and cable. " + call,
                "Check that " + thing + " has power and its cable is plugged in"
                        + (cutSeats > 0
                                ? "; " + TimePhrases.counted(cutSeats, "seat") + (cutSeats == 1 ? " comes" : " come")
                                        + " back with it. "
                                : ". ")
                        + call
                        + ".");
    }

    /** A service outside the school is not answering. */
    Phrase serviceNotAnswering(Service service, Optional<Boolean> internet) {
        String what = Sentences.capitalized(service.name() + " is not answering");
        return summary(
                what + ".", what + "." + (internet.equals(Optional.of(true)) ? " The school's internet works." : ""));
    }

    Phrase checkVendorStatus(Service service, String call) {
        return service.kind() == ServiceKind.VENDOR
                ? remedy(
                        "Look at the vendor's status page. " + call,
                        "Nothing to do in the rooms. Look at the vendor's status page. " + call + ".")
                : remedy("Nothing to do in the rooms. " + call, "Nothing to do in the rooms. " + call + ".");
    }

    /** The internet, when no session says it. */
    Phrase internetDown(boolean edgeAnswers) {
        return edgeAnswers
                ? summary(
                        "The internet answers only in part.",
                        "The internet is not answering, the testing service still is.")
                : summary("The internet is down.", "The internet is down: nothing outside the school answers.");
    }

    Phrase callDistrict(String call) {
        return remedy(
                "Nothing to do in the rooms. " + call,
                "Nothing to do in the rooms. Tell district IT that the school's internet is not answering. " + call
                        + ".");
    }

    /** What a room's verdict says of its seats, with the room in front. */
    Phrase withRoom(RoomId room, Phrase message) {
        String name = topology.displayName(room);
        return message.full().contains(name)
                ? message
                : summary(fitting(name + ": " + message.wall(), message.wall()), name + ": " + message.full());
    }

    Phrase seatsNotAnswering(RoomId room, int count) {
        String what = count + (count == 1 ? " device is" : " devices are") + " not answering.";
        return withRoom(room, Phrase.same(what));
    }

    /** Devices that share what healthy ones do not. */
    Phrase sharedAttribute(Cause cause, Set<DeviceId> members, Phrase first) {
        String what = devicesSharing(cause, members);
        String have = members.size() == 1 ? " has" : " have";
        return summary(
                fittingWithoutAttribute(what, have + " a problem."),
                what + have + " the same problem. The first: " + first.full());
    }

    /** Devices that are silent and share what no answering one has. */
    Phrase silentWithSharedAttribute(Cause cause, Set<DeviceId> members) {
        String what = devicesSharing(cause, members);
        String silent = (members.size() == 1 ? " is" : " are") + " not answering.";
        return summary(fittingWithoutAttribute(what, silent), what + silent);
    }

    /** Silent devices are for the technician; no one restarts a testing device. */
    Phrase callTechnician(String call) {
        return remedy(call, "Restart nothing in the rooms. " + call + " and say what the devices have in common.");
    }

    private static String fittingWithoutAttribute(String what, String problem) {
        return fitting(what + problem, what.replaceFirst(" (?:in|of|on|with) .*", "") + problem);
    }

    private String devicesSharing(Cause cause, Set<DeviceId> members) {
        String attribute = cause.id().substring(0, cause.id().indexOf('='));
        String value = cause.id().substring(cause.id().indexOf('=') + 1);
        Set<DeviceKind> kinds = members.stream()
                .flatMap(member -> topology.device(member).stream())
                .map(Device::kind)
                .collect(Collectors.toSet());
        return TimePhrases.counted(
                        members.size(),
                        kinds.size() == 1 ? TargetNoun.of(kinds.iterator().next()) : "device")
                + switch (attribute) {
                    case "room" -> " in " + topology.displayName(new RoomId(value));
                    case "cart" -> value.startsWith("cart") ? " of " + value : " of cart " + value;
                    case "access-point" ->
                        " on " + Sentences.withDefiniteArticle("Wi-Fi box", topology.name(new DeviceId(value)));
                    case "model" -> " of model " + value;
                    case "network" -> " on the Wi-Fi " + value;
                    default -> " with version " + value;
                };
    }

    Phrase visibilityLost(String sentence) {
        return summary("This board cannot see the school now.", "We are blind: " + sentence);
    }

    Phrase askTheRooms(String call) {
        return remedy("Ask the rooms. " + call, "Do not use this board. Ask the rooms. " + call + ".");
    }

    /** Its name; with what it is in front when it has only an id that does not say so. */
    private String nounAndName(Target target) {
        String name = topology.name(target);
        return topology.device(target)
                .map(device -> TargetNoun.of(device.kind()))
                .filter(noun -> name.equals(target.value()))
                .filter(noun -> !name.toLowerCase(Locale.ROOT).contains(noun.toLowerCase(Locale.ROOT)))
                .map(noun -> noun + " " + name)
                .orElse(name);
    }

    private String noun(Target target) {
        return topology.device(target)
                .map(device -> TargetNoun.of(device.kind()))
                .or(() -> topology.service(target).map(Service::name))
                .orElse("thing");
    }

    String helpContact(Collection<SessionId> sessions) {
        return topology.helpContact(sessions);
    }

    private static String fitting(String wall, String shorter) {
        return wall.length() <= MAX_WALL ? wall : shorter;
    }

    private static Phrase summary(String wall, String full) {
        return new Phrase(shortened(wall, MAX_WALL), shortened(full, MAX_SUMMARY));
    }

    private static Phrase remedy(String wall, String full) {
        return new Phrase(shortened(wall, MAX_WALL), shortened(full, MAX_REMEDY));
    }

    private static String shortened(String text, int most) {
        return SingleLineText.singleLine(text, most);
    }
}
