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
        String what = capitalized(thing + " is not answering");
        if (cutSeats.isEmpty()) {
            return summary(what + ".", what + ".");
        }
        String seats = counted(cutSeats.size(), "seat") + (rooms.size() > 1 ? " in " + rooms.size() + " rooms" : "")
                + (cutSeats.size() == 1 ? " is" : " are") + " cut off.";
        return summary(what + ".", what + ": " + seats);
    }

    /** What to do about a silent thing of the network. */
    Phrase checkPowerAndCable(Target target, boolean live, int cutSeats, String call) {
        String thing = "the " + noun(target);
        if (live && cutSeats > 0) {
            return remedy(
                    "Check its power and cable. " + call,
                    "Check now that " + thing + " has power and its cable is plugged in. Tell the rooms to keep devices"
                            + " open and follow 'lost connection' in the test manual. " + call + ".");
        }
        return remedy(
                "Check its power and cable. " + call,
                "Check that " + thing + " has power and its cable is plugged in"
                        + (cutSeats > 0 ? "; " + counted(cutSeats, "seat") + " come back with it. " : ". ") + call
                        + ".");
    }

    /** A service outside the school is not answering. */
    Phrase serviceNotAnswering(Service service, Optional<Boolean> internet) {
        String what = capitalized(service.name() + " is not answering");
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
                : summary(name + ": " + message.wall(), name + ": " + message.full());
    }

    Phrase seatsNotAnswering(RoomId room, int count) {
        String what = topology.displayName(room) + ": " + count + (count == 1 ? " device is" : " devices are")
                + " not answering.";
        return summary(what, what);
    }

    /** Devices that share what healthy ones do not. */
    Phrase sharedAttribute(Cause cause, Set<DeviceId> members, Phrase first) {
        String attribute = cause.id().substring(0, cause.id().indexOf('='));
        String value = cause.id().substring(cause.id().indexOf('=') + 1);
        Set<DeviceKind> kinds = members.stream()
                .flatMap(member -> topology.device(member).stream())
                .map(Device::kind)
                .collect(Collectors.toSet());
        String what = counted(
                        members.size(),
                        kinds.size() == 1 ? noun(kinds.iterator().next()) : "device")
                + switch (attribute) {
                    case "room" -> " in " + topology.displayName(new RoomId(value));
                    case "cart" -> " of cart " + value;
                    case "access-point" -> " on Wi-Fi box " + topology.name(new DeviceId(value));
                    case "model" -> " of model " + value;
                    case "network" -> " on the Wi-Fi " + value;
                    default -> " with version " + value;
                };
        return summary(what + " have a problem.", what + " have the same problem. The first: " + first.full());
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
                .map(device -> noun(device.kind()))
                .filter(noun -> name.equals(target.value()))
                .filter(noun -> !name.toLowerCase(Locale.ROOT).contains(noun.toLowerCase(Locale.ROOT)))
                .map(noun -> noun + " " + name)
                .orElse(name);
    }

    private String noun(Target target) {
        return topology.device(target)
                .map(device -> noun(device.kind()))
                .or(() -> topology.service(target).map(Service::name))
                .orElse("thing");
    }

    /** What people call it; the same words as the verdicts use. */
    static String noun(DeviceKind kind) {
        return switch (kind) {
            case COMPUTER -> "computer";
            case CHROMEBOOK -> "Chromebook";
            case TABLET -> "tablet";
            case ACCESS_POINT -> "Wi-Fi box";
            case WLAN_CONTROLLER -> "Wi-Fi controller";
            case SWITCH -> "switch";
            case ROUTER -> "router";
            case CACHE_SERVER -> "test cache";
            case SERVER -> "server";
            case DHCP_SERVER -> "address server";
            case UPS -> "battery backup";
            case PRINTER -> "printer";
            case PROJECTOR -> "projector";
        };
    }

    String helpContact(Collection<SessionId> sessions) {
        return topology.helpContact(sessions);
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Phrase summary(String wall, String full) {
        return new Phrase(shortened(wall, MAX_WALL), shortened(full, MAX_SUMMARY));
    }

    private static Phrase remedy(String wall, String full) {
        return new Phrase(shortened(wall, MAX_WALL), shortened(full, MAX_REMEDY));
    }

    private static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        int end = text.offsetByCodePoints(0, most - 1);
        int space = text.lastIndexOf(' ', end);
        return text.substring(0, space > most / 2 ? space : end) + "…";
    }
}
