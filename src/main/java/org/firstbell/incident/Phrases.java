package org.firstbell.incident;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.Cause;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.Words;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;

/** What an incident says: the thing the reader knows first, then what is wrong, then what to do. Immutable. */
final class Phrases {
    private static final int WALL = 44;
    private static final int WHAT = 120;
    private static final int DO = 200;

    private final Campus campus;

    Phrases(Campus campus) {
        this.campus = campus;
    }

    /** A thing that others may hang on is not answering. */
    Words silent(Target target, List<DeviceId> cutSeats, Collection<RoomId> rooms) {
        String thing = thing(target);
        String what = sentence(thing + " is not answering");
        if (cutSeats.isEmpty()) {
            return what(what + ".", what + ".");
        }
        String seats = count(cutSeats.size(), "seat") + (rooms.size() > 1 ? " in " + rooms.size() + " rooms" : "")
                + (cutSeats.size() == 1 ? " is" : " are") + " cut off.";
        return what(what + ".", what + ": " + seats);
    }

    /** What to do about a silent thing of the network. */
    Words powerAndCable(Target target, boolean live, int cutSeats, String call) {
        String thing = "the " + noun(target);
        if (live && cutSeats > 0) {
            return todo(
                    "Check its power and cable. " + call,
                    "Check now that " + thing + " has power and its cable is plugged in. Tell the rooms to keep devices"
                            + " open and follow 'lost connection' in the test manual. " + call + ".");
        }
        return todo(
                "Check its power and cable. " + call,
                "Check that " + thing + " has power and its cable is plugged in"
                        + (cutSeats > 0 ? "; " + count(cutSeats, "seat") + " come back with it. " : ". ") + call + ".");
    }

    /** A service outside the school is not answering. */
    Words outside(Service service, Optional<Boolean> internet) {
        String what = sentence(service.name() + " is not answering");
        return what(
                what + ".", what + "." + (internet.equals(Optional.of(true)) ? " The school's internet works." : ""));
    }

    Words lookOutside(Service service, String call) {
        return service.kind() == ServiceKind.VENDOR
                ? todo(
                        "Look at the vendor's status page. " + call,
                        "Nothing to do in the rooms. Look at the vendor's status page. " + call + ".")
                : todo("Nothing to do in the rooms. " + call, "Nothing to do in the rooms. " + call + ".");
    }

    /** The internet, when no session says it. */
    Words internet(boolean edgeAnswers) {
        return edgeAnswers
                ? what(
                        "The internet answers only in part.",
                        "The internet is not answering, the testing service still is.")
                : what("The internet is down.", "The internet is down: nothing outside the school answers.");
    }

    Words callDistrict(String call) {
        return todo(
                "Nothing to do in the rooms. " + call,
                "Nothing to do in the rooms. Tell district IT that the school's internet is not answering. " + call
                        + ".");
    }

    /** What a room's verdict says of its seats, with the room in front. */
    Words inRoom(RoomId room, Words message) {
        String name = campus.shown(room);
        return message.full().contains(name)
                ? message
                : what(name + ": " + message.wall(), name + ": " + message.full());
    }

    Words seats(RoomId room, int count) {
        String what =
                campus.shown(room) + ": " + count + (count == 1 ? " device is" : " devices are") + " not answering.";
        return what(what, what);
    }

    /** Devices that share what healthy ones do not. */
    Words shared(Cause cause, Set<DeviceId> members, Words first) {
        String attribute = cause.id().substring(0, cause.id().indexOf('='));
        String value = cause.id().substring(cause.id().indexOf('=') + 1);
        Set<DeviceKind> kinds = members.stream()
                .flatMap(member -> campus.device(member).stream())
                .map(Device::kind)
                .collect(Collectors.toSet());
        String what =
                count(members.size(), kinds.size() == 1 ? noun(kinds.iterator().next()) : "device")
                        + switch (attribute) {
                            case "room" -> " in " + campus.shown(new RoomId(value));
                            case "cart" -> " of cart " + value;
                            case "access-point" -> " on Wi-Fi box " + campus.name(new DeviceId(value));
                            case "model" -> " of model " + value;
                            case "network" -> " on the Wi-Fi " + value;
                            default -> " with version " + value;
                        };
        return what(what + " have a problem.", what + " have the same problem. The first: " + first.full());
    }

    Words blind(String sentence) {
        return what("This board cannot see the school now.", "We are blind: " + sentence);
    }

    Words askTheRooms(String call) {
        return todo("Ask the rooms. " + call, "Do not use this board. Ask the rooms. " + call + ".");
    }

    /** Its name; with what it is in front when it has only an id that does not say so. */
    private String thing(Target target) {
        String name = campus.name(target);
        return campus.device(target)
                .map(device -> noun(device.kind()))
                .filter(noun -> name.equals(target.value()))
                .filter(noun -> !name.toLowerCase(Locale.ROOT).contains(noun.toLowerCase(Locale.ROOT)))
                .map(noun -> noun + " " + name)
                .orElse(name);
    }

    private String noun(Target target) {
        return campus.device(target)
                .map(device -> noun(device.kind()))
                .or(() -> campus.service(target).map(Service::name))
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

    String call(Collection<SessionId> sessions) {
        return campus.call(sessions);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Words what(String wall, String full) {
        return new Words(shortened(wall, WALL), shortened(full, WHAT));
    }

    private static Words todo(String wall, String full) {
        return new Words(shortened(wall, WALL), shortened(full, DO));
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
