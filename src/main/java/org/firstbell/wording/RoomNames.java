package org.firstbell.wording;

import java.util.List;
import java.util.Locale;

/** The names of several rooms joined into one phrase. */
public final class RoomNames {
    private RoomNames() {}

    /** {@code Room 214}, {@code Room 118 and Room 214}, {@code 6 rooms}. */
    public static String joined(List<String> names) {
        List<String> places =
                names.stream().distinct().sorted(NaturalOrder.NAMES).toList();
        return switch (places.size()) {
            case 0 -> "";
            case 1 -> places.get(0);
            case 2 -> places.get(0) + " and " + places.get(1);
            default -> places.size() + " rooms";
        };
    }

    /** {@code 214} of {@code Room 214}; other names stay. */
    public static String shortName(String name) {
        return name.startsWith("Room ") && name.length() > 5 ? name.substring(5) : name;
    }

    /** The text without the contact at its end, which the wall shows beside it; also when it was cut short. */
    public static String withoutContact(String text, String contact) {
        int at = contact.isEmpty() ? -1 : text.lastIndexOf(" " + contact.split(",", 2)[0]);
        if (at <= 0) {
            return text;
        }
        String end = text.substring(at + 1).replaceFirst("[.…]+$", "");
        boolean ownSentence = text.charAt(at - 1) == '.';
        return ownSentence && contact.startsWith(end) ? text.substring(0, at) : text;
    }

    /** The text with a capital at its beginning. */
    public static String capitalized(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
